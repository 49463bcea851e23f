"""How the font of our printed documents was made; run again only to change the character set.

The source is Noto Serif CJK SC (Debian package ``fonts-noto-cjk``, SIL Open Font License 1.1).
The character set is GB/T 2312, the whole of 《通用规范汉字表》 (国发〔2013〕23号, 2013-06-05; its
level 3 is the characters of personal and place names, which is what our forms hold), Latin-1,
full-width forms and the marks used in official documents. The characters of that table are read
from Unihan's ``kTGH`` (Debian package ``unicode-data``, ``Unihan_OtherMappings.txt.bz2``).

The family is renamed so that a machine's own Noto Serif CJK SC is never taken for the subset:
the templates name both, and the fuller one draws only what the subset lacks.

Usage::

    python -m gongkai.documents.fonts.make NotoSerifCJK-Regular.ttc Unihan_OtherMappings.txt.bz2

It takes about a quarter of a minute.
"""

import bz2
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from gongkai.documents.fonts import FAMILY, REGULAR

SIMPLIFIED_CHINESE_INDEX = 2
"""Place of the SC face in Debian's NotoSerifCJK-Regular.ttc."""

GENERAL_STANDARD_SIZE = 8105
"""《通用规范汉字表》: 3,500 characters of level 1, 3,000 of level 2, 1,605 of level 3."""

EXTRA_MARKS = (
    "\u00a0\u2003\u2002\u2009–—‘’“”†•…‰′″‹›€™←↑→↓√∞≈≠≤≥□■▢○●◎△▲▽▼◇◆☆★✓〇〈〉《》「」『』【】〔〕〖〗〜"
    "㎎㎏㎜㎝㎞㎡㏄㏎㏑㏒㏕￠￡￢￣￥⑴①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ№℃℉"
)


def gb2312() -> set[str]:
    """Give every character of GB/T 2312-1980."""
    rows, cells = range(0xA1, 0xFE), range(0xA1, 0xFF)
    return set(_decoded(bytes((row, cell)) for row in rows for cell in cells))


def _decoded(codes: Iterable[bytes]) -> Iterator[str]:
    for code in codes:
        yield from code.decode("gb2312", errors="ignore")


def general_standard(unihan: Path) -> set[str]:
    """Give the characters of 《通用规范汉字表》 from a packed Unihan file that holds ``kTGH``.

    :raises ValueError: if the file does not hold all 8,105 of them.
    """
    with bz2.open(unihan, "rt", encoding="utf-8") as lines:
        found = {chr(int(line.split("\t")[0][2:], 16)) for line in lines if "\tkTGH\t" in line}
    if len(found) != GENERAL_STANDARD_SIZE:
        raise ValueError(f"{unihan} holds {len(found)} of {GENERAL_STANDARD_SIZE} characters")
    return found


def character_set(unihan: Path) -> set[str]:
    """Give every character that the subset should hold, where the source has it."""
    latin = {chr(code) for code in (*range(0x20, 0x7F), *range(0xA1, 0x100))}
    full_width = {chr(code) for code in range(0xFF01, 0xFF5F)}
    return latin | full_width | gb2312() | general_standard(unihan) | set(EXTRA_MARKS)


def make(source: Path, unihan: Path, output: Path = REGULAR) -> int:
    """Write the subset and give the number of characters in it."""
    options = subset.Options(
        font_number=SIMPLIFIED_CHINESE_INDEX,
        layout_features=["kern", "ccmp", "locl", "mark", "mkmk"],
        hinting=False,
        notdef_outline=True,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 13, 14],
        drop_tables=["BASE", "VORG", "vhea", "vmtx"],
    )
    font: TTFont = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(character_set(unihan)))
    subsetter.subset(font)
    _rename(font)
    font.save(output)
    return len(font.getBestCmap())


def _rename(font: TTFont) -> None:
    name = font["name"]
    post_script = FAMILY.replace(" ", "") + "-Regular"
    for identifier, value in ((1, FAMILY), (3, post_script), (4, FAMILY), (6, post_script)):
        name.setName(value, identifier, 3, 1, 0x409)
    name.names = [record for record in name.names if record.langID == 0x409]
    compact = font["CFF "].cff
    compact.fontNames = [post_script]
    top = compact.topDictIndex[0]
    top.FullName = FAMILY
    top.FamilyName = FAMILY


def main() -> None:
    """Take the source font and the Unihan file from the command line."""
    count = make(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.stdout.write(f"{REGULAR.name}: {count} characters, {REGULAR.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
