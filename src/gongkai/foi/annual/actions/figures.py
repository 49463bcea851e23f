"""Entering numbers that the platform does not know, or knows otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gongkai.foi.annual.actions.common import take_draft
from gongkai.foi.annual.models import AnnualEntry, AnnualReport
from gongkai.foi.annual.queries import standing_of
from gongkai.foi.annual.standing import stored
from gongkai.ledger.clock import now
from gongkai.organisation.acting import Act, action
from gongkai.organisation.refusals import Invalid
from gongkai.rules.annual_report.figures import Figure, Unread, figure_problem, number_words
from gongkai.rules.annual_report.layout import PLACES, Place, place_words

_MOST: int = 999_999_999
_LONGEST = 300


@dataclass(frozen=True)
class Entered:
    """Cells with the numbers that somebody entered, and the reason or source of them all."""

    numbers: Mapping[Place, Figure]
    reason: str = ""


@action("foi.enter_annual_figures")
def enter_annual_figures(act: Act, report: AnnualReport, given: Entered) -> AnnualReport:
    """Enter numbers. One that differs from the records, or that they do not have, needs a reason
    and keeps it with the person's name; one that equals the records takes an earlier entry back.

    All cells are taken or none. Raises Invalid, by the words of the cell or ``reason``.
    """
    report = take_draft(act, report)
    _check(given.numbers)
    standing = standing_of(report)
    changed = {
        place: number
        for place, number in given.numbers.items()
        if standing.figures[place] != number
    }
    own = [place for place in changed if changed[place] != standing.computed.get(place)]
    reason = given.reason.strip()
    if own and not reason:
        raise Invalid({"reason": "请写明数据来源，或者与记录不同的理由。"})
    if len(reason) > _LONGEST:
        raise Invalid({"reason": f"理由不能超过{_LONGEST}字，请缩短。"})
    if not changed:
        raise Invalid("没有改动：填写的数字与现在的相同。")
    _write(act, report, changed, own, reason)
    report.lock += 1
    report.save(update_fields=["lock"])
    act.record(
        report,
        unit=report.unit,
        before=_shown(standing.figures, changed),
        after=_shown(changed, changed),
        why=reason,
    )
    return report


def _check(numbers: Mapping[Place, Figure]) -> None:
    errors = {}
    for place, number in numbers.items():
        if place not in PLACES:
            raise Invalid("年度报告的表里没有这一格。")
        problem = figure_problem(place, number)
        if problem is None and not isinstance(number, Unread) and number > _MOST:
            problem = f"{place_words(place)}的数字太大。请核对。"
        if problem is not None:
            errors[place_words(place)] = problem
    if errors:
        raise Invalid(errors)


def _write(
    act: Act,
    report: AnnualReport,
    changed: Mapping[Place, Figure],
    own: Sequence[Place],
    reason: str,
) -> None:
    for place, number in changed.items():
        key: dict[str, Any] = {"table": place.table, "row": place.row, "column": place.column}
        if place not in own:
            report.entries.filter(**key).delete()
            continue
        values = {
            "number": stored(place, number) or Decimal(0),
            "reason": reason,
            "by": act.account,
            "at": now(),
        }
        AnnualEntry.objects.update_or_create(report=report, **key, defaults=values)


def _shown(figures: Mapping[Place, Figure], places: Mapping[Place, Figure]) -> dict[str, str]:
    return {
        place_words(place): figure.text
        if isinstance(figure := figures[place], Unread)
        else number_words(figure)
        for place in places
    }
