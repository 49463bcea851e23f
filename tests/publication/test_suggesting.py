"""The suggestion of an item: transparent, at most three, never a choice."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gongkai.publication.suggesting import LEAST_SCORE, Candidate, suggest

ITEMS = [
    Candidate(1, "公共法律服务", "法治宣传教育", "法律知识普及服务", "法律法规资讯；普法动态资讯"),
    Candidate(2, "社会救助", "最低生活保障", "审核确认信息", "低保对象名单及相关信息"),
    Candidate(3, "安全生产", "行政管理", "应急管理", "应急预案；应急演练"),
    Candidate(4, "义务教育", "招生管理", "招生结果", "招生结果；录取名单"),
]


def test_the_best_comes_first_with_its_reasons() -> None:
    found = suggest("关于开展安全生产应急演练的通知", "各村按应急预案组织演练。", ITEMS)
    assert found[0].key == 3
    reasons = [str(reason) for reason in found[0].reasons]
    assert "标题里的“安全生产”见于领域" in reasons
    assert "标题里的“应急演练”见于公开要素" in reasons


def test_nothing_in_common_gives_no_suggestion() -> None:
    assert suggest("端午节放假安排", "各单位值班。", ITEMS) == []
    assert suggest("", "", ITEMS) == []
    assert suggest("招生结果", "", []) == []


def test_words_of_every_notice_tell_nothing() -> None:
    assert suggest("关于有关工作情况的通知", "", ITEMS) == []


def test_what_the_unit_is_responsible_for_comes_before_its_equal() -> None:
    twin = replace(ITEMS[3], key=9)
    assert suggest("招生结果公示", "", [*ITEMS, twin])[0].key == 4
    found = suggest("招生结果公示", "", [*ITEMS, replace(twin, own=True)])
    assert found[0].key == 9
    assert str(found[0].reasons[0]) == "本单位负责的事项"


@given(st.text(max_size=60), st.text(max_size=200))
def test_any_text_gives_at_most_three_in_order(title: str, body: str) -> None:
    found = suggest(title, body, ITEMS)
    scores = [suggestion.score for suggestion in found]
    assert len(found) <= 3
    assert scores == sorted(scores, reverse=True)
    assert all(score >= LEAST_SCORE for score in scores)
    assert found == suggest(title, body, ITEMS)
