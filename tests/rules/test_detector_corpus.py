"""The scan measured on texts labelled without knowledge of it (handbook 5.4 to 5.6).

The law asks for review before release (保守国家秘密法 Art. 35, 政府信息公开条例 Art. 17); what the
scan does not see, a tired reviewer must. `seen.jsonl` is for improving the detectors,
`held_out.jsonl` only for measuring them; `later.jsonl` and `blind.jsonl` were written against
finished detectors, and then learned from.
"""

import json
from datetime import date
from pathlib import Path

import pytest

from gongkai.rules import detectors
from rules.detector_corpus import make, numbers
from rules.detector_corpus.scoring import KINDS, Place, Score, matches

DAY = date(2026, 11, 23)
CORPUS = Path(__file__).parent / "detector_corpus"
FILES = ("seen.jsonl", "held_out.jsonl")
LATER = ("later.jsonl", "blind.jsonl")
FRESH = ("fresh.jsonl",)
ENOUGH = 10


def _lines(name: str) -> list[dict]:
    content = (CORPUS / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in content.split("\n") if line]


def _measure(*names: str) -> Score:
    score = Score()
    for line in (line for name in names for line in _lines(name)):
        found = [f for f in detectors.scan(line["text"], DAY) if str(f.kind) in KINDS]
        score.add(line, [Place(str(f.kind), f.start, f.end) for f in found])
    return score


@pytest.mark.parametrize(
    "names", [FILES[:1], FILES[1:], FILES, FRESH], ids=["seen", "held_out", "all", "fresh"]
)
def test_scan_finds_nearly_all_and_little_else(names: tuple[str, ...]) -> None:
    score = _measure(*names)
    weak = [
        kind
        for kind in sorted(KINDS)
        if score.found[kind] + score.missed[kind] >= ENOUGH and score.recall(kind) < 0.9
    ]
    good = score.recall() >= 0.98 and score.precision() >= 0.95 and not weak
    assert good, f"{names}, weak: {weak}\n{score.table()}"


@pytest.mark.parametrize("name", LATER)
def test_what_was_learned_from_later_texts_stays_learned(name: str) -> None:
    score = _measure(name)
    assert score.recall() >= 0.99, score.table()
    assert score.precision() >= 0.99, score.table()


@pytest.mark.parametrize("name", FILES)
def test_findings_carry_the_text_of_their_place(name: str) -> None:
    for line in _lines(name):
        for finding in detectors.scan(line["text"], DAY):
            assert finding.text == line["text"][finding.start : finding.end], line["id"]


@pytest.mark.parametrize("name", (*FILES, *FRESH))
def test_labels_point_at_their_text(name: str) -> None:
    for line in _lines(name):
        for label in line["findings"] + line.get("either", []):
            assert label["type"] in KINDS
            assert label["text"] == line["text"][label["start"] : label["end"]] != ""


def test_files_are_what_the_generator_makes() -> None:
    assert {name: _lines(name) for name in FILES} == make.corpus()


def test_identity_check_follows_the_example_of_the_standard() -> None:
    """GB 11643-1999 gives 11010519491231002X and 440524188001010014."""
    assert numbers.id_check("11010519491231002") == "X"
    assert numbers.id_check("44052418800101001") == "4"


def test_a_number_with_its_country_code_is_the_same_number() -> None:
    assert matches(Place("mobile", 4, 15), Place("mobile", 0, 15))


def test_a_neighbour_or_another_type_is_no_match() -> None:
    assert not matches(Place("mobile", 0, 11), Place("mobile", 11, 22))
    assert not matches(Place("mobile", 0, 11), Place("landline", 0, 11))
    assert not matches(Place("id_card", 0, 18), Place("id_card", 0, 8))


def test_two_findings_of_one_number_count_once() -> None:
    line = {"id": "x", "text": "13800000000", "note": ""}
    label = {"type": "mobile", "level": "hard", "start": 0, "end": 11, "text": "13800000000"}
    score = Score()
    score.add(line | {"findings": [label]}, [Place("mobile", 0, 11), Place("mobile", 0, 10)])
    assert (score.recall(), score.precision()) == (1.0, 0.5)
