"""Proposals for the texts of sections 一, 五 and 六, from the year's facts. People finish them.

Where only a person can know, the draft says so between 【请补充 and 】; a report with such a mark
cannot be finished.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from gongkai.foi.annual.facts import YearFacts
from gongkai.rules.annual_report.figures import Figures, Unread, number_words
from gongkai.rules.annual_report.layout import (
    CARRIED_IN,
    CARRIED_OUT,
    NEW,
    OVERVIEW_TOPICS,
    RESULTS_TOTAL,
    TOTAL,
    Place,
)

MARK: Final = "【请补充"
_NUMBERS: Final = "一二三四五"
_MOST_FIELDS: Final = 5


def draft_texts(issuer: str, year: int, figures: Figures, facts: YearFacts) -> dict[str, str]:
    """The three texts by section code."""
    return {
        "overview": _overview(issuer, year, figures, facts),
        "problems": _problems(figures, facts),
        "other": _other(facts),
    }


def _overview(issuer: str, year: int, figures: Figures, facts: YearFacts) -> str:
    own = {
        "主动公开": _proactive(facts),
        "依申请公开": _on_request(figures, facts),
        "政府信息管理": _management(facts),
        "平台建设": f"{MARK}：政府网站专栏、政务新媒体、政务公开体验区建设和维护情况】",
        "监督保障": f"{MARK}：工作考核、社会评议和责任追究的结果，培训情况】",
    }
    lines = [
        f"{year}年，{issuer}认真贯彻落实《中华人民共和国政府信息公开条例》，现将有关情况报告如下。"
    ]
    for number, topic in zip(_NUMBERS, OVERVIEW_TOPICS, strict=True):
        known = "".join(facts.more.get(topic, ()))
        lines.append(f"（{number}）{topic}。{known}{own[topic]}")
    return "\n".join(lines)


def _proactive(facts: YearFacts) -> str:
    parts = [f"全年主动公开信息{facts.released}条"]
    if facts.channels:
        parts.append("、".join(f"通过{name}公开{count}条" for name, count in facts.channels))
    sentence = "，其中".join(parts) + "。"
    if facts.fields:
        shown = facts.fields[:_MOST_FIELDS]
        named = "、".join(f"{name}{count}条" for name, count in shown)
        more = "等" if len(facts.fields) > len(shown) else ""
        sentence += f"按领域分：{named}{more}。"
    return sentence


def _on_request(figures: Figures, facts: YearFacts) -> str:
    def total(row: str) -> str:
        figure = figures.get(Place("applications", row, TOTAL), Unread())
        return f"{MARK}】" if isinstance(figure, Unread) else number_words(figure)

    sentence = (
        f"全年新收政府信息公开申请{total(NEW)}件，上年结转{total(CARRIED_IN)}件；"
        f"办结申请{total(RESULTS_TOTAL)}件，结转下年度继续办理{total(CARRIED_OUT)}件。"
    )
    if facts.answered:
        sentence += f"答复的{facts.answered}件中，按期答复{facts.on_time}件。"
    return sentence


def _management(facts: YearFacts) -> str:
    return (
        "所有信息公开前逐条进行保密审查，并登记备查。"
        f"全年更正信息{facts.corrected}次，撤下{facts.withdrawn}条。"
    )


def _problems(figures: Figures, facts: YearFacts) -> str:
    found = list(_found_problems(figures, facts))
    known = "".join(found)
    return (
        f"（一）存在的主要问题。{known}{MARK}：本年度的主要问题】\n"
        f"（二）改进情况。{MARK}：上年问题的改进情况和下一步措施】"
    )


def _found_problems(figures: Figures, facts: YearFacts) -> Iterator[str]:
    late = facts.answered - facts.on_time
    if late:
        yield f"有{late}件申请没有按期答复。"
    corrected = sum(
        int(figure)
        for place, figure in figures.items()
        if place.table == "disputes"
        and place.column == "corrected"
        and not isinstance(figure, Unread)
    )
    if corrected:
        yield f"有{corrected}件答复在行政复议、行政诉讼中被纠正。"


def _other(facts: YearFacts) -> str:
    fees = f"{facts.fees}元" if facts.fees else "0元，没有收取信息处理费"
    return f"本年度收取信息处理费总额为{fees}。没有其他需要报告的事项。"


def fee_problem(texts: Mapping[str, str], facts: YearFacts) -> str | None:
    """Whether section 六 states the fees collected (国办函〔2020〕109号), and the right sum."""
    text = "".join(texts.get("other", "").split()).replace(",", "").replace("，", "")
    if "信息处理费" not in text:
        return "“六、其他需要报告的事项”应当写明本年度收取信息处理费的总额。请补写。"
    if facts.fees and str(facts.fees) not in text:
        return (
            f"“六、其他需要报告的事项”写的信息处理费与记录不同：记录中本年度收取{facts.fees}元。"
            "请核对。"
        )
    return None
