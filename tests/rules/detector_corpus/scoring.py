"""How findings of the scan are compared with labels."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

NUMBERS = frozenset(
    {"id_card", "id_card_15", "bank_card", "social_security_card", "mobile", "landline"}
)
CONTACTS = frozenset({"address", "plate", "email", "qq", "wechat"})
PHRASES = frozenset({"minor", "health", "hidden_content"})
MARKS = frozenset({"secret_mark", "internal_mark", "not_for_release_mark"})
KINDS = NUMBERS | CONTACTS | PHRASES | MARKS
INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")


@dataclass(frozen=True)
class Place:
    """A finding or a label: its type and where it is, in characters of the text."""

    kind: str
    start: int
    end: int


def matches(label: Place, finding: Place) -> bool:
    """Tell whether a finding means the label: same type, and enough of the place in common.

    A number or address: the common part is at least half of the longer of the two. A mark: one
    holds the other, because "秘密★" and "密级：秘密★1年" are both fair. A phrase about a person
    (minor, health) or hidden text: any common character.
    """
    common = min(label.end, finding.end) - max(label.start, finding.start)
    if label.kind != finding.kind or common <= 0:
        return False
    lengths = (label.end - label.start, finding.end - finding.start)
    if label.kind in PHRASES:
        return True
    if label.kind in MARKS:
        return common == min(lengths)
    return 2 * common >= max(lengths)


def pairs_off(kind: str) -> bool:
    """Tell whether one finding may answer for one label only (numbers and addresses)."""
    return kind not in PHRASES | MARKS


@dataclass
class Score:
    """What was found, missed and wrongly reported, by type."""

    found: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    report: list[str] = field(default_factory=list)

    def recall(self, *kinds: str) -> float:
        """Give the share of the labels that were found, of these types or of all."""
        return _share(self.found, self.missed, kinds)

    def precision(self, *kinds: str) -> float:
        """Give the share of the findings that were right, of these types or of all."""
        return _share(self.right, self.wrong, kinds)

    def add(self, line: dict, findings: Iterable[Place]) -> None:
        """Count one text of the corpus."""
        labels = [Place(f["type"], f["start"], f["end"]) for f in line["findings"]]
        either = [Place(f["type"], f["start"], f["end"]) for f in line.get("either", ())]
        open_labels = list(labels)
        for finding in findings:
            pool = open_labels if pairs_off(finding.kind) else labels
            hits = [label for label in pool if matches(label, finding)]
            open_labels = [
                x for x in open_labels if x not in (hits[:1] if pairs_off(finding.kind) else hits)
            ]
            if hits:
                self.right[finding.kind] += 1
            elif not _undecided(finding, either, line["text"]):
                self.wrong[finding.kind] += 1
                self._tell("FALSE", line, finding)
        for label in labels:
            (self.missed if label in open_labels else self.found)[label.kind] += 1
        for label in open_labels:
            self._tell("MISS ", line, label)

    def _tell(self, word: str, line: dict, place: Place) -> None:
        near = line["text"][max(0, place.start - 15) : place.end + 15]
        where = f"{line['id']} {place.start}-{place.end}"
        what = line["text"][place.start : place.end]
        self.report.append(f"{word} {place.kind:<22} {where:<30} {what!r} in {near!r}")

    def table(self) -> str:
        """Give the numbers by type and then every miss and false alarm."""
        head = f"recall {self.recall():.4f}  precision {self.precision():.4f}"
        rows = [
            f"{kind:<22} labels {self.found[kind] + self.missed[kind]:>4}"
            f"  recall {self.recall(kind):.3f}  precision {self.precision(kind):.3f}"
            for kind in sorted(KINDS)
        ]
        return "\n".join([head, *rows, *self.report])


def _undecided(finding: Place, either: Sequence[Place], text: str) -> bool:
    """Tell whether reasonable annotators differ, so that the finding counts neither way."""
    veiled = finding.kind == "hidden_content" and INVISIBLE & set(text[finding.start : finding.end])
    return bool(veiled) or any(matches(place, finding) for place in either)


def _share(good: Counter[str], bad: Counter[str], kinds: Sequence[str]) -> float:
    wanted = kinds or tuple(KINDS)
    hits = sum(good[k] for k in wanted)
    total = hits + sum(bad[k] for k in wanted)
    return hits / total if total else 1.0
