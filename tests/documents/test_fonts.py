"""The font beside the templates draws what our forms hold, and says under which licence."""

from fontTools.ttLib import TTFont

from gongkai.documents.fonts import FAMILY, REGULAR

SIX_MEGABYTES = 6 * 1024 * 1024


def characters() -> set[str]:
    with TTFont(REGULAR, lazy=True) as font:
        assert font["name"].getDebugName(1) == FAMILY
        return set(map(chr, font.getBestCmap()))


def test_it_draws_all_of_gb2312_and_the_marks_of_official_documents():
    rows = range(0xA1, 0xF8)
    pairs = (bytes((row, cell)) for row in rows for cell in range(0xA1, 0xFF))
    gb2312 = {char for pair in pairs for char in pair.decode("gb2312", errors="ignore")}
    assert len(gb2312) == 7445
    drawn = characters()
    assert gb2312 <= drawn
    assert set("〔〕□√〇①⑳㎡℃‰—…“”ＡＺ０９！～￥№ⅠⅫ·") <= drawn


def test_it_draws_rare_characters_of_personal_and_place_names():
    """Level 3 of 《通用规范汉字表》 (国发〔2013〕23号) is made of them."""
    assert set("玥琤旸昇喆祎䶮𬭸㙍") <= characters()


def test_it_is_small_and_carries_its_licence():
    assert REGULAR.stat().st_size < SIX_MEGABYTES
    licence = REGULAR.with_name("OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Adobe" in licence
