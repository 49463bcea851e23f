"""Make `seen.jsonl` and `held_out.jsonl` from the marked texts in `sources/`.

Run `python tests/rules/detector_corpus/make.py`. The result is the same every time.
"""

import json
import random
import re
import sys
import zlib
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from rules.detector_corpus import numbers as make  # noqa: E402

HELD_OUT = (1, 4, 8)  # three templates of every ten, so that neighbours in subject are parted
SOFT = {"address", "plate", "email", "qq", "wechat"}
KINDS = {
    "id": ("id_card", make.identity),
    "idx": ("id_card", lambda rng: make.identity(rng, end="X")),
    "idc": ("id_card", lambda rng: make.identity(rng, 2010, 2022)),
    "id15": ("id_card_15", make.identity_15),
    "bank": ("bank_card", make.bank_card),
    "bank16": ("bank_card", lambda rng: make.bank_card(rng, 16)),
    "acct": ("bank_card", make.account),
    "mob": ("mobile", make.mobile),
    "tel": ("landline", make.landline),
    "plate": ("plate", make.plate),
    "platee": ("plate", make.plate_electric),
    "email": ("email", make.email),
    "qq": ("qq", make.qq),
    "wx": ("wechat", make.wechat),
    "ssc": ("social_security_card", make.social_security_card),
}
CLEAN = {
    "credit": make.credit_code,
    "creditd": lambda rng: make.credit_code(rng, digits_only=True),
    "id": make.identity,
    "mob": make.mobile,
    "bank": make.bank_card,
    "tel": make.landline,
    **{f"long{size}": lambda rng, size=size: make.failing(rng, size) for size in range(6, 26)},
}
SLOT = re.compile(r"\{(!?)([a-z]+[a-z0-9]*?|[nc][0-9])(?::([a-z0-9]+))?\}")
ROWS = re.compile(r"^@(\d+) (.*)$")
HEAD = re.compile(r"^=== (?:x(\d+) )?(.*)$")


@dataclass
class Filling:
    """What is already chosen within one text: the names, and the place of the dice."""

    rng: random.Random
    names: dict[str, str] = field(default_factory=dict)

    def name(self, key: str) -> str:
        """Give a new name for `n` and `c`, the same name again for `n1`, `c1`."""
        given = make.GIVEN if key[0] == "n" else make.CHILD_GIVEN
        fresh = self.rng.choice(make.SURNAMES) + self.rng.choice(given)
        return self.names.setdefault(key, fresh) if key[1:] else fresh

    def slot(self, match: re.Match[str]) -> str:
        """Give the value of one slot, with its mark unless it is told to be no finding."""
        clean, key, style = match.groups()
        if key[0] in "nc" and (len(key) == 1 or key[1:].isdigit()):
            return self.name(key)
        if clean:
            return make.STYLES.get(style, str)(CLEAN[key](self.rng))
        kind, maker = KINDS[key]
        value = make.STYLES[style](maker(self.rng)) if style else maker(self.rng)
        mark = f"⟦{kind}|{value}⟧"
        return f"⟦?minor|{mark}⟧" if key == "idc" else mark


def fill(template: str, rng: random.Random) -> str:
    """Repeat the rows of a template and fill its slots."""
    filling, lines = Filling(rng), []
    for line in template.split("\n"):
        rows = ROWS.match(line)
        if not rows:
            lines.append(SLOT.sub(filling.slot, line))
            continue
        for number in range(1, int(rows[1]) + 1):
            lines.append(SLOT.sub(filling.slot, rows[2].replace("{i}", str(number))))
    return "\n".join(lines).replace("⇥", "\t")


def unmark(marked: str) -> tuple[str, list[dict], list[dict]]:
    """Take the marks out of a text and give it with its findings and its undecided places."""
    text, open_marks, findings, either, at = "", [], [], [], 0
    while at < len(marked):
        if marked[at] == "⟦":
            bar = marked.index("|", at)
            open_marks.append((marked[at + 1 : bar], len(text)))
            at = bar
        elif marked[at] == "⟧":
            kind, start = open_marks.pop()
            place = {"start": start, "end": len(text), "text": text[start:]}
            if kind[0] == "?":
                either.append({"type": kind[1:], **place})
            else:
                level = "soft" if kind in SOFT else "hard"
                findings.append({"type": kind, "level": level, **place})
        else:
            text += marked[at]
        at += 1
    if open_marks:
        raise ValueError(f"mark left open: {marked}")
    return text, sorted(findings, key=lambda f: (f["start"], f["end"])), either


def blocks(path: Path) -> list[tuple[int, str, str]]:
    """Read the templates of one source file: how many times, the note, the text."""
    found: list[tuple[int, str, list[str]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if head := HEAD.match(line):
            found.append((int(head[1] or 1), head[2], []))
        else:
            found[-1][2].append(line)
    return [(times, note, "\n".join(lines).strip("\n")) for times, note, lines in found]


def texts(path: Path) -> tuple[list[dict], list[dict]]:
    """Give the texts of one source, split; all copies of a template stay on one side."""
    seen: list[dict] = []
    held_out: list[dict] = []
    for number, (times, note, template) in enumerate(blocks(path)):
        seed = zlib.crc32(template.encode())
        side = held_out if number % 10 in HELD_OUT else seen
        for copy in range(times):
            text, findings, either = unmark(fill(template, random.Random(seed + copy)))
            line = {"id": f"{path.stem}-{seed:08x}-{copy + 1}", "text": text, "findings": findings}
            side.append({**line, "note": note} | ({"either": either} if either else {}))
    return seen, held_out


def write(name: str, lines: list[dict]) -> None:
    """Write one file of the corpus."""
    content = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (HERE / name).write_text(content, encoding="utf-8")


def corpus() -> dict[str, list[dict]]:
    """Give every text by the name of its file."""
    result: dict[str, list[dict]] = {"seen.jsonl": [], "held_out.jsonl": []}
    for path in sorted((HERE / "sources").glob("*.txt")):
        seen, held_out = texts(path)
        result["seen.jsonl"] += seen
        result["held_out.jsonl"] += held_out
    return result


if __name__ == "__main__":
    for file_name, file_lines in corpus().items():
        write(file_name, file_lines)
        sys.stdout.write(f"{file_name}: {len(file_lines)}\n")
