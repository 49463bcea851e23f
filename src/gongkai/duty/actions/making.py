"""Making duties and recomputing their dates, each in one transaction with one ledger entry."""

from datetime import date

from django.db.models import Count, F, Q

from gongkai.duty.actions.common import close_run, started, tell, town_unit
from gongkai.duty.actions.following import answer_obligations
from gongkai.duty.engine.making import make_duties
from gongkai.duty.engine.obliging import Changes, follow_catalogue
from gongkai.duty.engine.plans import setting_of
from gongkai.duty.engine.recounting import follow_calendar, hold_stale, recount
from gongkai.duty.engine.settling import Frame
from gongkai.duty.locking import one_at_a_time
from gongkai.duty.models import Cause, Duty, DutyEvent, EventKind, Run, Setting
from gongkai.ledger import clock
from gongkai.organisation.acting import Act, action
from gongkai.organisation.actor import system_actor
from gongkai.organisation.models import Town
from gongkai.organisation.queries import calendar_in_force
from gongkai.organisation.refusals import Invalid
from gongkai.rules.calendar import Calendar

_LONGEST_BACK = 20
"""Years: nobody owes from before the Regulation; a wrong year is the likelier reason."""


class NothingToDoError(Exception):
    """Everything was as it should be: the making is undone, with its run and its ledger entry."""


@action("duty.make")
def make(act: Act, town: Town, cause: Cause = Cause.PERSON, since: date | None = None) -> Run:
    """Let the duties of a town follow its catalogue in force, its units and the calendar.

    Begins and ends obligations, makes the duties of periods up to a month ahead, counts running
    duties again whose limit changed, and lets what is published already answer new duties. All
    in one transaction; done twice, the second time changes nothing. since: from when new
    obligations count (see ``engine.obliging``). Raises Invalid for a day that cannot be meant,
    and NothingToDoError where no person asked for it and nothing changed.
    """
    act.permit(town_unit(town))
    _check_since(since)
    one_at_a_time(town)
    calendar = calendar_in_force()
    run = started(town, cause, calendar.edition)
    changes = follow_catalogue(run, since)
    frame = Frame(setting_of(town).options, calendar)
    if cause != Cause.DAY:
        _recount(run, changes, frame)
    run.made = make_duties(town, calendar, clock.today())
    answer_obligations(changes.begun, frame)
    run.ended = changes.duties_ended
    if cause != Cause.PERSON and not (changes.begun or changes.ended or run.made or run.moved):
        raise NothingToDoError
    tell(run, changes.units)
    return close_run(act, run)


@action("duty.recompute")
def recompute(act: Act, town: Town, calendar: Calendar, cause: Cause = Cause.CALENDAR) -> Run:
    """Put every running duty of a town on ``calendar``; each leaves an event (promise 3).

    One transaction, a fixed number of statements; done again with the same calendar it changes
    nothing. The units whose dates moved are told.
    """
    act.permit(town_unit(town))
    one_at_a_time(town)
    run = started(town, cause, calendar.edition)
    run.looked_at = follow_calendar(run, calendar)
    _tell_moved(run)
    return close_run(act, run)


@action("duty.configure")
def configure(act: Act, town: Town, soon_days: int, freshness_months: int) -> Setting:
    """Set what the law leaves open; dates that hang on it are counted again.

    soon_days: calendar days before a date from which a duty is shown as due soon (1 to 60).
    freshness_months: how long a standing publication counts as fresh (1 to 24). Raises Invalid.
    """
    unit = town_unit(town)
    act.permit(unit)
    _check_range("soon_days", soon_days, 1, 60)
    _check_range("freshness_months", freshness_months, 1, 24)
    one_at_a_time(town)
    setting, _ = Setting.objects.get_or_create(town=town)
    before = {"soon_days": setting.soon_days, "freshness_months": setting.freshness_months}
    after = {"soon_days": soon_days, "freshness_months": freshness_months}
    setting.soon_days, setting.freshness_months = soon_days, freshness_months
    setting.save()
    calendar = calendar_in_force()
    run = started(town, Cause.SETTING, calendar.edition)
    changes = Changes()
    _recount(run, changes, Frame(setting.options, calendar))
    tell(run, changes.units)
    act.record(setting, unit=unit, before=before, after=after, label="公开任务设置")
    close_run(act, run)
    return setting


def hold_for(town: Town, calendar: Calendar) -> None:
    """What ``organisation.clocks`` calls before any package has the ledger."""
    one_at_a_time(town)
    hold_stale(town, calendar)


def recompute_for(town: Town, calendar: Calendar) -> int:
    """What ``organisation.clocks`` calls when a new calendar is in force; gives how many."""
    # An event that is being recorded on the former calendar is seen only once that is done.
    one_at_a_time(town)
    stale = Duty.objects.filter(town=town, running=True).exclude(clock__calendar=calendar.edition)
    if not stale.exists():
        return 0
    return recompute(system_actor(town), town, calendar).looked_at


def _recount(run: Run, changes: Changes, frame: Frame) -> None:
    duties = Duty.objects.filter(town=run.town)
    run.looked_at, units = recount(run, duties, frame.options, frame.calendar)
    recounted = DutyEvent.objects.filter(run=run, kind=EventKind.RECOMPUTED)
    run.moved = recounted.count()
    for unit_id in units:
        changes.tell(unit_id, "有任务的到期日重新计算")


def _tell_moved(run: Run) -> None:
    """Count the dates that moved, and tell the units."""
    moved = DutyEvent.objects.filter(
        ~Q(due_before=F("due_after")) | ~Q(provisional_before=F("provisional_after")), run=run
    )
    counts = dict(
        moved.values_list("duty__unit").annotate(count=Count("id")).order_by("duty__unit")
    )
    run.moved = sum(counts.values())
    tell(run, {unit: [f"{count}项任务的到期日有变动"] for unit, count in counts.items()})


def _check_since(since: date | None) -> None:
    if since is None:
        return
    today = clock.today()
    if since > today or since.year < today.year - _LONGEST_BACK:
        raise Invalid({"since": f"起算日期应在今天以前、{_LONGEST_BACK}年以内，请核对。"})


def _check_range(field: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise Invalid({field: f"请填写{least}至{most}之间的整数。"})
