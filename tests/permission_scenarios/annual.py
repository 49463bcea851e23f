"""Scenarios of the annual report, begun and finished."""

from foi.annual.published import page
from foi.annual.published import report as printed
from gongkai.foi.annual import actions as annual
from gongkai.foi.annual.models import AnnualReport
from gongkai.foi.annual.reading.numbers import figure
from gongkai.foi.annual.standing import Standing
from gongkai.organisation.actor import Actor
from gongkai.rules.annual_report.figures import Unread
from gongkai.rules.annual_report.layout import PLACES, Place
from permission_scenarios.world import Act, World, scenario

YEAR = 2025
FEES = Place("information", "fees", "amount")
STATES = ("编制中", "已定稿")
TEXTS = annual.AnnualTexts("示例镇人民政府", "总体情况。", "问题。", "收取信息处理费0元。")


def office(world: World) -> Actor:
    """Somebody of the Office."""
    return world.able("foi.make_annual_report")


def report_in(world: World, state: str) -> AnnualReport:
    """A report of the home unit in a state."""
    actor = office(world)
    report = annual.make_annual_report(actor, world.home, YEAR)
    if state == "已定稿":
        known = Standing(report, {}, {}, "").computed
        unknown = [place for place in PLACES if isinstance(known.get(place, Unread()), Unread)]
        numbers = {place: figure("0", place) for place in unknown}
        annual.enter_annual_figures(actor, report, annual.Entered(numbers, "台账"))
        annual.write_annual_texts(actor, report, TEXTS)
        annual.finish_annual_report(actor, report)
    return AnnualReport.objects.get(pk=report.pk)


@scenario("foi.make_annual_report")
def make(world: World) -> Act:
    return lambda actor: annual.make_annual_report(actor, world.home, YEAR)


@scenario("foi.recompute_annual_report", *STATES)
def recompute(world: World, state: str) -> Act:
    report = report_in(world, state)
    return lambda actor: annual.recompute_annual_report(actor, report)


@scenario("foi.enter_annual_figures", *STATES)
def enter(world: World, state: str) -> Act:
    report = report_in(world, state)
    given = annual.Entered({FEES: 3}, "非税系统")
    return lambda actor: annual.enter_annual_figures(actor, report, given)


@scenario("foi.write_annual_texts", *STATES)
def write(world: World, state: str) -> Act:
    report = report_in(world, state)
    return lambda actor: annual.write_annual_texts(actor, report, TEXTS)


@scenario("foi.set_previous_report", *STATES)
def set_previous(world: World, state: str) -> Act:
    report = report_in(world, state)
    data = page(printed(year=YEAR - 1)).encode()
    return lambda actor: annual.set_previous_report(actor, report, "上年.html", data)


@scenario("foi.finish_annual_report", *STATES)
def finish(world: World, state: str) -> Act:
    report = report_in(world, "已定稿")
    if state == "编制中":
        annual.reopen_annual_report(office(world), report, "核对")
    return lambda actor: annual.finish_annual_report(actor, report)


@scenario("foi.reopen_annual_report", *STATES)
def reopen(world: World, state: str) -> Act:
    report = report_in(world, state)
    return lambda actor: annual.reopen_annual_report(actor, report, "数字有误")


@scenario("foi.draft_annual_record", *STATES)
def to_record(world: World, state: str) -> Act:
    report = report_in(world, state)
    return lambda actor: annual.draft_annual_record(actor, report)
