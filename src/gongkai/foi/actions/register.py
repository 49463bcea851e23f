"""Registering an application: the web form, and what staff enter from letter, counter or fax."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from gongkai.foi.access import digest_of_secret
from gongkai.foi.actions.closing import close_with
from gongkai.foi.actions.common import (
    add_file,
    check_day,
    in_case,
    make_letter,
    note,
    receipt_day_problem,
    take,
)
from gongkai.foi.files import FileToKeep
from gongkai.foi.letters.making import next_number
from gongkai.foi.models import Application, ClockKind, Sending
from gongkai.foi.naming import short_name
from gongkai.foi.personal import identity_tag, seal_applicant, seal_request
from gongkai.foi.states import advance
from gongkai.foi.timing import begin, end, refresh
from gongkai.ledger.clock import now, today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.actor import Actor
from gongkai.organisation.fitting import check_fits, fitting_problems
from gongkai.organisation.models import Account, Unit
from gongkai.organisation.refusals import Invalid
from gongkai.rules.foi import receipt
from gongkai.rules.foi.assisted import NOBODY, Assisted
from gongkai.rules.foi.assisted import problems as assistance_problems
from gongkai.rules.foi.fields import Applying, masked_name, problems
from gongkai.rules.foi.states import State

_NOT_CONFIRMED = (
    "“{name}”的申请不需要确认，期限从收到次日起算。请清空确认的日期和经过；"
    "寄给个人或者其他单位的信件，请勾选那一项。"
)
_NO_DAY = "写了怎样与申请人确认的，请同时填写确认的日期；还没有确认的，请清空确认的经过。"


@dataclass(frozen=True)
class Receipt:
    """How and when an application came (Art. 31).

    received_on: the day of submission, signing or arrival; today unless given. confirmed_on and
    confirmation (how): where both sides have confirmed already. misaddressed: a letter to a
    person or to another unit. assisted: who wrote it down or helped (Art. 29, 43).
    """

    channel: str
    received_on: date | None = None
    confirmed_on: date | None = None
    confirmation: str = ""
    misaddressed: bool = False
    assisted: Assisted = NOBODY


@dataclass(frozen=True)
class Filing:
    """What staff add for their own lists: a short name without personal data, and a topic."""

    subject: str = ""
    topic: str = ""
    handler: Account | None = None


@action("foi.register")
def register(
    act: Act,
    unit: Unit,
    applying: Applying,
    came: Receipt,
    filing: Filing | None = None,
    *,
    files: Sequence[FileToKeep] = (),
    secret: str = "",
    mark: str = "",
) -> Application:
    """Register an application (登记) and start its clock, if its channel starts it (Art. 31).

    unit: the unit that handles it, the Office's. secret: the code with which the applicant
    follows the case (``access.new_secret``); only its digest is kept. mark: of the web form that
    was sent; Conflict where it was sent before. Internet, fax and ordinary letters wait for
    ``confirm``. Raises Invalid by field; nothing is stored then.
    """
    act.permit(unit)
    filing = filing or Filing()
    given = applying.stripped()
    received = _check(act, given, came)
    subject = short_name(filing.subject, given.description, given.name)
    check_fits(Application, subject=subject, topic=filing.topic)
    assisted = came.assisted.stripped()
    town = unit.town
    moment = now()
    number = next_number(town, "case", received.year)
    application = Application.objects.create(
        town=town,
        unit=unit,
        number=f"{received.year}-{number:05d}",
        secret_digest=digest_of_secret(secret) if secret else "",
        channel=came.channel,
        misaddressed=came.misaddressed,
        applicant_kind=given.kind,
        applicant_mask=masked_name(given.name, given.kind),
        applicant_tag=identity_tag(given),
        subject=subject,
        topic=filing.topic.strip(),
        form=given.form,
        route=given.route,
        submitted_at=_moment(received),
        received_on=received,
        handler=filing.handler,
        registered_by=act.actor.account,
        created_at=moment,
        updated_at=moment,
    )
    application.request = seal_request(application, given)
    application.save(update_fields=["request"])
    seal_applicant(application, given, assisted)
    if mark:
        Sending.objects.create(town=town, application=application, mark=mark)
    for file in files:
        add_file(act, application, file)
    _begin(application, came)
    make_letter(act, application, "receipt", today(), given={"assisted": assisted.sentence()})
    note(
        act,
        application,
        f"登记申请，提交方式：{application.get_channel_display()}。"
        + assisted.event()
        + receipt.explain(came.channel, application.clock_start, misaddressed=came.misaddressed),
        on=received,
        after={"number": application.number, "channel": came.channel, "state": application.state},
    )
    return application


def _begin(application: Application, came: Receipt) -> None:
    """The first step of the table, by channel."""
    if not receipt.needs_confirmation(came.channel, misaddressed=came.misaddressed):
        _start(application, application.received_on, "start")
        return
    advance(application, "await")
    begin(application, ClockKind.CONFIRMATION, application.received_on)
    if came.confirmed_on is not None:
        _confirm(application, came.confirmed_on, came.confirmation)
    else:
        refresh(application)


def _start(application: Application, day: date, verb: str) -> None:
    advance(application, verb, clock_start=day)
    application.clock_start = day
    application.save(update_fields=["clock_start"])
    begin(application, ClockKind.CORRECTION_NOTICE, day)
    begin(application, ClockKind.REPLY, day)
    refresh(application)


def _confirm(application: Application, on: date, how: str) -> None:
    if errors := _confirmation_problems(application.received_on, on, how):
        raise Invalid(errors)
    application.confirmed_on, application.confirmation = on, how.strip()
    application.save(update_fields=["confirmed_on", "confirmation"])
    end(application, [ClockKind.CONFIRMATION], on)
    _start(application, on, "confirm")


@action("foi.confirm")
def confirm(act: Act, application: Application, on: date, how: str) -> Application:
    """Enter that both sides have confirmed: from this day the clock runs (Art. 31(3)).

    how: the evidence, in words. Raises Invalid by field, NotAllowedNow.
    """
    application = take(act, application)
    if on > today():
        raise Invalid({"confirmed_on": "确认日期不能晚于今天。"})
    if application.state != State.AWAITING:
        advance(application, "confirm", clock_start=on)
    _confirm(application, on, how)
    note(
        act,
        application,
        receipt.explain(application.channel, on, misaddressed=application.misaddressed),
        on=on,
        after={"clock_start": on.isoformat(), "due": _iso(application.due_on)},
        why=in_case("双方确认（第三十一条）", "登记"),
    )
    return application


@action("foi.withdraw")
def withdraw(act: Act, application: Application, how: str, on: date | None = None) -> Application:
    """Enter that the applicant withdrew (撤回): the case closes as R23.

    how: when and in which way it was said. Raises Invalid, NotAllowedNow.
    """
    application = take(act, application)
    if not how.strip():
        raise Invalid({"how": "请写明申请人怎样撤回的，如书面、电话及经过。"})
    day = check_day("on", on, application)
    close_with(act, application, "R23", "withdraw", on=day, facts={"how": how.strip()})
    why = in_case("申请人撤回", "文书")
    note(act, application, "申请人撤回申请，办理结束。", on=day, why=why)
    return application


def _check(act: Act, given: Applying, came: Receipt) -> date:
    if errors := applying_problems(act.actor, given, came):
        raise Invalid(errors)
    return came.received_on or today()


def typed_in(given: Applying, came: Receipt, filing: Filing) -> tuple[str, ...]:
    """The words with which an application is registered, to be looked at for a secrecy mark."""
    return (
        given.description,
        given.feature,
        filing.subject,
        filing.topic,
        came.confirmation,
        came.assisted.helper,
        came.assisted.confirmed,
    )


def applying_problems(actor: Actor, given: Applying, came: Receipt) -> dict[str, str]:
    """What stands against registering this, by field; empty if nothing does."""
    errors = problems(given)
    if came.channel not in receipt.BY_CODE:
        errors["channel"] = "请选择提交方式。"
    errors |= assistance_problems(came.channel, came.assisted.stripped())
    return errors | _day_problems(actor, came)


def _day_problems(actor: Actor, came: Receipt) -> dict[str, str]:
    errors, day = {}, came.received_on or today()
    if said := receipt_day_problem(day):
        errors["received_on"] = said
    if came.confirmed_on is None and not came.confirmation.strip():
        return errors
    if not _waits(came):
        name = receipt.BY_CODE[came.channel].name
        errors["confirmed_on"] = _NOT_CONFIRMED.format(name=name)
    elif came.confirmed_on is None:
        errors["confirmed_on"] = _NO_DAY
    elif came.confirmed_on > today():
        errors["confirmed_on"] = "确认日期不能晚于今天。"
    elif actor.account is None:
        errors["confirmed_on"] = "确认要由工作人员与申请人双方完成。"
    else:
        errors |= _confirmation_problems(day, came.confirmed_on, came.confirmation)
    return errors


def _waits(came: Receipt) -> bool:
    """Whether the clock waits for a confirmation; so it does while the channel is not known."""
    return came.channel not in receipt.BY_CODE or receipt.needs_confirmation(
        came.channel, misaddressed=came.misaddressed
    )


def _confirmation_problems(received: date, on: date, how: str) -> dict[str, str]:
    errors = {}
    if on < received:
        errors["confirmed_on"] = "确认日期不能早于收到申请的日期。"
    if not how.strip():
        errors["confirmation"] = "请写明怎样与申请人确认的，如电话、回复邮件及经过。"
    return errors | fitting_problems(Application, confirmation=how)


def _moment(day: date) -> datetime:
    moment = now()
    if day == timezone.localdate(moment):
        return moment
    return datetime.combine(day, time(12), timezone.get_default_timezone())


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
