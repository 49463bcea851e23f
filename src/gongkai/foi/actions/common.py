"""What the actions of this package share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.foi.files import FileToKeep, check_file, keep
from gongkai.foi.letters.making import Step, register_letter
from gongkai.foi.models import Application, CaseFile, Event, Letter
from gongkai.foi.setting import settings_of
from gongkai.foi.states import lock
from gongkai.foi.timing import refresh
from gongkai.foi.viewing import is_viewer
from gongkai.ledger.clock import now, today
from gongkai.organisation.acting import Act
from gongkai.organisation.admission import Incoming, check_admissible
from gongkai.organisation.fitting import shortened, too_long
from gongkai.organisation.models import Town
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.rules.dates import DateOutOfRangeError, check_date


def take(act: Act, application: Application) -> Application:
    """The application locked, and permission asked in its unit."""
    found = lock(application.pk)
    act.permit(found.unit)
    return found


def check_viewer(act: Act, application: Application) -> None:
    """Raise NotAllowedNow for everybody but the Office and the case's own handler."""
    if is_viewer(act.account, application):
        return
    raise NotAllowedNow("申请人资料只有党政办公室和这件申请的承办人可以查看。")


def receipt_day_problem(day: date) -> str:
    """What stands against a day on which something came, in words; empty if nothing."""
    try:
        check_date(day)
    except DateOutOfRangeError as error:
        return f"{error}。"
    return "收到日期不能晚于今天。" if day > today() else ""


def check_day(
    name: str, on: date | None, application: Application, *, since: date | None = None
) -> date:
    """A day from receipt to today; today where none is given. Invalid on field ``name``.

    since: the day of the step that this one answers, where there is one.
    """
    day = on or today()
    if day > today():
        raise Invalid({name: "日期不能晚于今天。"})
    if day < application.received_on:
        raise Invalid({name: f"日期不能早于收到申请的{application.received_on}。"})
    if since is not None and day < since:
        raise Invalid({name: f"日期不能早于上一步的日期{since}，请核对。"})
    return day


def need(**texts: str) -> None:
    """Invalid for each text that is empty; the value says what to write, after a bar."""
    errors = {}
    for name, both in texts.items():
        text, _, said = both.partition("|")
        if not text.strip():
            errors[name] = said
    if errors:
        raise Invalid(errors)


def add_file(act: Act, application: Application, file: FileToKeep) -> CaseFile:
    """Check, seal and store a file of a case."""
    media_type = check_file(file)
    check_admissible(Incoming(application.unit, None, file.name, file.data, is_file=True))
    return keep(application, file, media_type, act.actor.account)


LONGEST_EVENT = 400
"""Characters of the words of an event."""
LONGEST_WHY = 300
"""Characters of a reason that stands in the words of an event."""


def told_why(words: str, why: str) -> str:
    """The words of an event with the reason that was typed, for the people of the house."""
    return f"{words}：{why.strip()}" if why.strip() else f"{words}。"


def in_case(ground: str, place: str, words: str | None = None) -> str:
    """What the ledger says in the place of words that were typed: the ground of the act, and where
    in the case they stand, from which they are removed in time.

    words: what was typed, where nothing need have been; empty then.
    """
    nothing = words is not None and not words.strip()
    return "" if nothing else f"{ground}，原文在案卷“{place}”。"


def note(
    act: Act,
    application: Application,
    words: str,
    *,
    on: date | None = None,
    public: bool = True,
    before: Any = None,
    after: Any = None,
    why: str = "",
) -> None:
    """Leave the event of an act and its ledger entry; the ledger comes last in every act.

    The ledger cannot forget. So nothing of what was typed about a case goes there, nor its
    subject: ``why`` is made with :func:`in_case`, and what was typed goes with the case.
    """
    Event.objects.create(
        application=application,
        at=now(),
        on=on or today(),
        verb=act.action.partition(".")[2],
        words=shortened(words, LONGEST_EVENT),
        who=act.actor.name,
        public=public,
    )
    act.record(
        application,
        unit=application.unit,
        before=before,
        after={"state": application.state} if after is None else after,
        why=why,
        label=application.number,
    )


@dataclass(frozen=True)
class Received:
    """When a letter arrived from which a period counts, until when; and, where another day had
    been entered before, that one and why it was wrong.
    """

    on: date
    due: date | None
    former: date | None
    why: str


def check_correction(application: Application, former: date | None, why: str) -> None:
    """Ask whether a reason for entering a day again is called for. Raises Invalid on ``why``."""
    if not why.strip():
        return
    if former is None:
        raise Invalid({"why": "还没有登记过收到日期，不需要填写更正的理由。"})
    if said := too_long(why, LONGEST_WHY):
        raise Invalid({"why": said})


def note_receipt(
    act: Act, application: Application, words: str, received: Received, *, public: bool = True
) -> None:
    """Leave the event and the entry of a letter's arrival; of a correction also its reason, for
    the people of the house.
    """
    if received.former is not None:
        Event.objects.create(
            application=application,
            at=now(),
            on=today(),
            verb=act.action.partition(".")[2],
            words=told_why(f"更正收到日期，原登记为{received.former}", received.why),
            who=act.actor.name,
            public=False,
        )
    note(
        act,
        application,
        words,
        on=received.on,
        public=public,
        before={"received_on": str(received.former)} if received.former else None,
        after={"received_on": str(received.on), "due": str(received.due)},
        why=in_case("更正收到日期", "办理经过", received.why),
    )


def make_letter(
    act: Act,
    application: Application,
    kind: str,
    dated: date,
    *,
    step: int | None = None,
    values: Mapping[str, Any] | None = None,
    given: Mapping[str, str] | None = None,
) -> Letter:
    """Register a letter with its number; the worker writes the document (``foi.letters``).

    step: the id of its row. values: plain values without personal data. given: words of the step
    that only the letter keeps. Raises Invalid where a fact that it must hold is missing.
    """
    return register_letter(act, application, kind, dated, Step(step, values, given))


def settle(application: Application) -> None:
    """Make the open clocks again after something changed that they depend on."""
    refresh(application)


def year_of_keeping(application: Application, closed_on: date) -> date:
    """The last day of keeping a case; see :func:`end_of_keeping`."""
    return end_of_keeping(application.town, closed_on)


def end_of_keeping(town: Town, closed_on: date) -> date:
    """The last day of keeping: the end of the year that many years after closing."""
    return date(min(closed_on.year + settings_of(town).retention_years, 2100), 12, 31)
