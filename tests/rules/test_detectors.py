"""The public face of the detectors: kinds, lists of words, overlaps, soft hints (handbook 5.4)."""

from datetime import date

import pytest

from gongkai.rules.detectors import (
    COMMAND_KINDS,
    KINDS,
    Finding,
    Kind,
    Level,
    ListedWord,
    WordLists,
    scan,
)

DAY = date(2026, 11, 23)
ADULT = "370211199001011233"
CHILD = "370211201503155713"


def kinds(text: str) -> list[str]:
    return [str(finding.kind) for finding in scan(text, DAY)]


def test_every_kind_is_explained_with_its_remedy_and_source() -> None:
    assert [row.code for row in KINDS.as_of(DAY)] == [str(kind) for kind in Kind]
    for row in KINDS:
        assert row.name
        assert row.explanation.endswith("。")
        assert row.remedy.endswith("。")
        assert "手册 5.4" in row.source


def test_the_command_prints_the_types_of_the_issue() -> None:
    assert {str(kind) for kind in COMMAND_KINDS} == {
        *("id_card", "id_card_15", "bank_card", "mobile", "landline", "address", "minor"),
        *("health", "secret_mark", "internal_mark", "not_for_release_mark", "plate", "email"),
        *("qq", "wechat", "social_security_card", "hidden_content"),
    }


def test_only_a_secret_mark_quarantines() -> None:
    assert [row.code for row in KINDS if row.quarantines] == [Kind.SECRET_MARK]


def test_addresses_and_contacts_are_soft() -> None:
    soft = {row.code for row in KINDS if row.level is Level.SOFT and row.printed}
    assert soft == {Kind.ADDRESS, Kind.PLATE, Kind.EMAIL, Kind.QQ, Kind.WECHAT}


def test_a_finding_says_where_it_stands_in_the_original() -> None:
    text = f"\ufeff身份证１{ADULT[1:6]}\u200b{ADULT[6:]}"
    text = text.replace("１", "３")
    assert scan(text, DAY) == [
        Finding(Kind.ID_CARD, Level.HARD, 4, len(text), text[4:]),
    ]


def test_an_identity_number_explains_what_else_it_could_be() -> None:
    assert kinds(f"账号：{ADULT}") == ["id_card"]


def test_the_number_of_a_child_names_the_child() -> None:
    assert kinds(f"王小虎，身份证{CHILD}") == ["minor", "id_card"]
    assert kinds(f"身份证{CHILD}") == ["id_card"]
    assert kinds(f"王小虎，身份证{ADULT}") == ["id_card"]


def test_nobody_is_born_after_the_day_of_the_scan() -> None:
    assert scan(f"编号{CHILD}", date(2014, 1, 1)) == []


def test_who_is_a_minor_depends_on_the_day() -> None:
    text = "王小明，2010年5月出生"
    assert kinds(text) == ["minor"]
    assert scan(text, date(2030, 1, 1)) == []


def test_listed_words_are_found_with_their_note() -> None:
    lists = WordLists([ListedWord("某某领导", "称谓有误"), ListedWord("某某领导人")])
    assert len(lists) == 2
    found = scan("关于某某领导人和某某领导的稿件", DAY, lists)
    assert [(one.kind, one.text, one.note) for one in found] == [
        (Kind.WORD_LIST, "某某领导人", ""),
        (Kind.WORD_LIST, "某某领导", "称谓有误"),
    ]


def test_blank_words_are_refused() -> None:
    with pytest.raises(ValueError, match="空白"):
        WordLists([ListedWord(" ")])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("关于方案（征求意见稿）", "process_document"),
        ("关于增加编制的请示", "process_document"),
        ("供应商报价单见附件", "business_secret"),
        ("做好维稳工作", "stability"),
        ("该件属于机密事项", "secret_word"),
    ],
)
def test_soft_hints(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize("text", ["保守国家秘密", "严守保密纪律"])
def test_ordinary_words_of_secrecy_are_no_hint(text: str) -> None:
    assert kinds(text) == []


def test_a_secrecy_word_with_a_star_is_only_the_mark() -> None:
    assert kinds("秘密★5年") == ["secret_mark"]


def test_a_long_table_of_people_asks_for_an_assessment() -> None:
    row = "\n王{}\t泊里镇"
    table = "姓名\t家庭住址" + "".join(row.format(name) for name in "强伟芳军敏")
    assert kinds(table) == ["bulk"]
    assert kinds(table.rpartition("\n")[0]) == []


def test_a_bare_sign_without_width_is_hidden_content() -> None:
    assert kinds("泊里镇\u200b人民政府") == ["hidden_content"]
    assert kinds("\ufeff泊里镇人民政府👨\u200d👩") == []


def test_nothing_in_nothing() -> None:
    assert scan("", DAY) == []


def test_a_sign_without_width_inside_of_a_tag_belongs_to_the_tag() -> None:
    text = f'<table><tr><td class="a\u200bb">身份证号</td><td>{ADULT}</td></tr></table>'
    found = [one for one in scan(text, DAY) if one.kind is Kind.ID_CARD]
    assert [(one.start, one.text) for one in found] == [(text.index(ADULT), ADULT)]
