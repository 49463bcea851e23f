"""The measure of the reader on the national catalogue drawn and damaged in many ways.

At least 97 % of cells right, and no cell wrong where null was right.
"""

import csv
import random
import re
from collections import defaultdict
from importlib.resources import files

import pytest

from catalogue.reading.sheets import FORMATS, STANDARD, SUB, TOP, full_row, header, stack, table
from gongkai.catalogue.reading import read

MARKS = {
    "box": "■□",
    "ballot": "☑☐",
    "letters": "R£",
    "mouth": "■口",
    "bar": "▄口",
    "lozenge": "t□",
    "circle": "●○",
    "wingdings": "þ¨",
    "triangle": "▲△",
    "tick": "√□",
}
COLUMNS = ["level1", "level2", "elements", "basis", "time_limit", "publisher", "channels"]
TICKS = {"audience": (8, ("全社会", "特定群体")), "mode": (10, ("主动公开", "依申请公开")),
         "levels": (12, ("县级", "乡级"))}  # fmt: skip


def national():
    text = (files("gongkai.catalogue") / "data" / "national-township.csv").read_text("utf-8")
    fields = defaultdict(list)
    for row in csv.DictReader(text.splitlines()):
        fields[row["field"]].append(row)
    return fields


def channels(row, style, rnd):
    taken = row["channels"].split("；")
    if style == "names":
        return rnd.choice(["、", "\n", "；", " "]).join(taken)
    if style == "ticked only":
        return rnd.choice(["", " ", "\n"]).join("■" + name for name in taken)
    yes, no = MARKS[style]
    names = STANDARD + [name for name in taken if name not in STANDARD]
    return rnd.choice([" ", "", "\n"]).join((yes if n in taken else no) + n for n in names)


def drawn(row, number, style, rnd):
    def on(yes):
        return "√" if yes else ""

    specific = row["audience"] == "特定群体"
    return [
        str(number), row["level1"], row["level2"], row["content"], row["basis"],
        row["deadline_text"], row["subject"], channels(row, style, rnd),
        on(not specific), (row["audience_group"] or "√") if specific else "",
        on(row["mode"] == "主动"), on(row["mode"] != "主动"),
        on("县级" in row["levels"]), on("乡级" in row["levels"]),
    ]  # fmt: skip


def damaged(text, rnd):
    if len(text) < 2:
        return text
    return "".join(c + (rnd.choice(" \n\u3000") if rnd.random() < 0.03 else "") for c in text)


def expected(cells, field):
    """What the drawn cells show: null where a cell is empty or the ticks say nothing."""
    truth = {"field": field} | {name: cells[i + 1] or None for i, name in enumerate(COLUMNS)}
    for name, (first, words) in TICKS.items():
        taken = [word for word, cell in zip(words, cells[first:], strict=False) if cell]
        truth[name] = taken or None
    return truth


def merges(lines):
    """Equal neighbours of 一级事项, 公开依据 and 公开主体 as merged cells."""
    spans = {}
    for col in (1, 4, 6):
        start = 0
        for row in range(1, len(lines) + 1):
            if row == len(lines) or lines[row][col] != lines[start][col] or not lines[row][col]:
                if row - start > 1:
                    spans[start, col] = (row - start, 1)
                start = row
    return spans


def squeezed(value):
    if isinstance(value, str):
        return re.sub(r"\s", "", value)
    if isinstance(value, list):
        return frozenset(value)
    return value


def got(row):
    answer = {name: row[name] for name in ["field", *COLUMNS, *TICKS]}
    answer["time_limit"] = row["time_limit"] and row["time_limit"]["text"]
    answer["audience"] = row["audience"] and row["audience"].split("、")
    answer["mode"] = row["mode"] and [row["mode"]]
    return {name: squeezed(value) for name, value in answer.items()}


@pytest.mark.parametrize("kind", sorted(FORMATS))
@pytest.mark.parametrize("style", [*MARKS, "names", "ticked only"])
def test_the_national_catalogue_drawn_and_damaged(kind, style):
    rnd = random.Random(f"{kind} {style}")
    fields = national()
    right = total = 0
    for field in rnd.sample(sorted(fields), 2):
        plain = [drawn(row, n + 1, style, rnd) for n, row in enumerate(fields[field])]
        taken = [frozenset(row["channels"].split("；")) for row in fields[field]]
        for line in plain:
            for col in range(2, 14):
                if rnd.random() < 0.03:
                    line[col] = ""
        truths = [expected(line, field) for line in plain]
        for truth, names in zip(truths, taken, strict=True):
            truth["channels"] = truth["channels"] and names
        spans = {} if kind == "csv" else merges(plain)
        lines = [[damaged(text, rnd) for text in line] for line in plain]
        block = stack(full_row(f"{field}领域基层政务公开标准目录"), header(TOP, SUB),
                      table(*lines, spans=spans), full_row("注：本表由镇政府编制。"))  # fmt: skip
        found = [got(row) for row in read(FORMATS[kind](block)).as_json()["rows"]]
        assert len(found) == len(truths)
        for truth, answer in zip(truths, found, strict=True):
            for name, value in truth.items():
                wanted = value if isinstance(value, frozenset) else squeezed(value)
                assert wanted is not None or answer[name] is None, (name, answer[name])
                right += wanted == answer[name]
                total += 1
    assert right >= 0.97 * total


@pytest.mark.parametrize("seed", range(6))
def test_rows_that_lost_a_cell_never_give_a_value_where_there_is_none(seed):
    """HTML rows that lack a cell somewhere: what cannot be placed is null, nothing shifts."""
    rnd = random.Random(seed)
    fields = national()
    field = rnd.choice(sorted(fields))
    lines = [drawn(row, n + 1, "box", rnd) for n, row in enumerate(fields[field])]
    page = FORMATS["html"](stack(full_row(field), header(TOP, SUB), table(*lines))).decode()
    head, *body = page.split("<tr>")[3:]
    truths = []
    for number, line in enumerate(lines):
        cells = body[number].split("<td")
        if rnd.random() < 0.4:
            lost = rnd.randrange(1, 14)
            line[lost] = ""
            del cells[lost + 1]
        body[number] = "<td".join(cells)
        truths.append(expected(line, None))
    found = read("<tr>".join([*page.split("<tr>")[:3], head, *body]).encode()).as_json()["rows"]
    assert len(found) == len(truths)
    for truth, row in zip(truths, found, strict=True):
        answer = got(row)
        assert [n for n in truth if truth[n] is None and n != "field" and answer[n]] == []
