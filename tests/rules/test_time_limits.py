"""The shape of the answers, damaged phrases, and the JSON lines."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.rules.time_limits import answer_line, parse
from gongkai.rules.time_limits.numbers import parse_number

KEYS = {
    "kind",
    "days",
    "unit",
    "anchor",
    "publicity_days",
    "publicity_unit",
    "period",
    "direction",
    "same_as_above",
    "also",
}
WHOLE_PHRASES = (
    "信息形成或者变更之日起20个工作日内",
    "自该政府信息形成或者变更之日起20个工作日内予以公开",
    "信息形成20个工作日内公开；其中行政许可、行政处罚事项应自作出行政决定之日起7个工作日内公示",
    "制定或获取信息之日起10个工作日内，公示7个工作日",
    "信息形成（变更）下发至本单位20个工作日内",
    "部门预算经本级财政部门批复后20日内公开",
    "每年1月31日前",
    "每季度结束后10日内",
    "每季度首月15日前",
    "每半年公开一次",
    "每月10日前公布上月财务收支",
    "提前15日发布公告",
    "在组织听证7个工作日前予以公开",
    "会议召开前3日",
    "年度终了后4个月内",
    "信息形成之日起20个工作日内公开，保持长期公开（相关政策法规另有规定的应从其规定）",
    "征收土地公告之日起10个工作日内；征求意见期限不得少于30日",
    "及时公开，最迟不超过20个工作日",
    "收到申请后即时",
    "按进展情况及时公开",
    "长期公开",
    "事项确定后公开",
    "同上",
    "5至7个工作日内",
    "24小时内",
)
NUMERALS = {
    "1": "一",
    "3": "三",
    "4": "四",
    "5": "五",
    "7": "七",
    "10": "十",
    "15": "十五",
    "20": "二十",
    "30": "三十",
    "31": "三十一",
}
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
TRADITIONAL = str.maketrans("个内实时开长变关后结", "個內實時開長變關後結")


def readable(phrase: str) -> dict[str, object]:
    """The answer without the reason, which quotes the phrase."""
    answer = parse(phrase).as_json()
    answer.pop("reason", None)
    return answer


@settings(deadline=None)
@given(
    phrase=st.sampled_from(WHOLE_PHRASES),
    gaps=st.lists(st.sampled_from(["", "", "", " ", "\n", "\u3000", "\r\n", "\u200b", "&nbsp;"])),
    digits=st.sampled_from(["ascii", "full", "chinese"]),
    traditional=st.booleans(),
    half_width=st.booleans(),
    scanned=st.booleans(),
)
def test_damage_does_not_change_the_answer(
    phrase: str, gaps: list[str], digits: str, traditional: bool, half_width: bool, scanned: bool
) -> None:
    damaged = phrase
    if scanned:
        damaged = damaged.replace("工作日", "工作曰")
    if digits == "full":
        damaged = damaged.translate(FULL_WIDTH)
    if digits == "chinese":
        damaged = re.sub(r"\d+", lambda run: NUMERALS.get(run[0], run[0]), damaged)
    if traditional:
        damaged = damaged.translate(TRADITIONAL)
    if half_width:
        damaged = damaged.translate(str.maketrans("，；（）", ",;()"))
    padded = [*gaps, *[""] * len(damaged)]
    damaged = "".join(gap + mark for gap, mark in zip(padded, damaged, strict=False))
    assert readable(damaged) == readable(phrase)


@settings(deadline=None)
@given(
    st.text(
        alphabet="信息形成变更日起个工作天月年周季半内前后公示期每及时长同上，；（）。0123十二-/ \n"
    )
)
def test_any_text_is_answered_in_the_same_shape(text: str) -> None:
    answer = parse(text).as_json()
    assert set(answer) - {"reason"} == KEYS
    assert ("reason" in answer) == (answer["kind"] is None and not answer["same_as_above"])
    assert all(set(further) - {"reason"} == KEYS - {"also"} for further in answer["also"])
    assert (answer["days"] is None) == (answer["unit"] is None)
    assert answer["days"] is None or answer["days"] > 0


@pytest.mark.parametrize("empty", [None, "", " \n\u3000", "/", "——", "无", "&nbsp;", "。"])
def test_an_empty_cell_has_no_limit(empty: str | None) -> None:
    assert parse(empty).as_json()["reason"] == "没有填写时限"


@pytest.mark.parametrize("mark", ["同上", "〃", "同前", "″", '"', "″", "同 上。", "（同上）"])
def test_ditto_has_neither_kind_nor_reason(mark: str) -> None:
    answer = parse(mark).as_json()
    assert answer["same_as_above"] is True
    assert answer["kind"] is None
    assert "reason" not in answer


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("24小时内", "以小时计（24小时内）"),
        ("5-7个工作日", "写成了范围（5-7个工作日）"),
        ("三五日内", "读不懂期限中的数（三五日内）"),
        ("每年13月1日前", "读不懂日期（13月1日前）"),
        ("3月内", "分不清“3月内”是指月份还是几个月"),
        ("公示7个工作日内", "是公示的时长还是公示前的期限"),
        ("公开期限5年", "是公开持续的时长还是公开前的期限"),
        ("公示7个工作日", "只写了公示的时长"),
        ("按规定时限公开", "只写了按规定"),
        ("适时公开", "“适时”没有写明确定的时限"),
        ("依申请公开", "只写了公开方式"),
        ("自信息形成之日起", "只写了从何时起算"),
        ("一事一公开", "看不懂这句时限"),
    ],
)
def test_the_reason_says_what_is_wrong(phrase: str, words: str) -> None:
    answer = parse(phrase).as_json()
    assert answer["kind"] is None
    assert words in answer["reason"]


def test_a_count_that_has_no_place_is_reported_beside_the_period() -> None:
    answer = parse("每年两次").as_json()
    assert answer["period"] == "year"
    assert "次数（两次）" in answer["also"][0]["reason"]


def test_answer_of_the_general_limit() -> None:
    """政府信息公开条例 Art. 26."""
    assert parse("自该政府信息形成或者变更之日起20个工作日内及时公开").as_json() == {
        "kind": "within",
        "days": 20,
        "unit": "working_day",
        "anchor": "该政府信息形成或者变更之日",
        "publicity_days": None,
        "publicity_unit": None,
        "period": None,
        "direction": "after",
        "same_as_above": False,
        "also": [],
    }


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("20", 20),
        ("1000", None),
        ("二十", 20),
        ("十五", 15),
        ("两", 2),
        ("廿", 20),
        ("卅一", 31),
        ("贰拾", 20),
        ("一百二十", 120),
        ("一百零五", 105),
        ("三五", None),
        ("十百", None),
        ("百", None),
        ("〇", 0),
    ],
)
def test_numbers(text: str, number: int | None) -> None:
    assert parse_number(text) == number


def test_json_line_is_answered() -> None:
    answer = json.loads(answer_line('{"phrase": "每年1月31日前"}'))
    assert (answer["kind"], answer["anchor"], answer["period"]) == ("by_date", "1月31日", "year")
    assert json.loads(answer_line('{"phrase": null}'))["reason"] == "没有填写时限"


@pytest.mark.parametrize("line", ["", "{", "[]", "{}", '{"phrase": 3}', "null", "[" * 100_000])
def test_a_line_that_is_no_question_gets_an_error(line: str) -> None:
    assert list(json.loads(answer_line(line))) == ["error"]
