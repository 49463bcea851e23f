"""Excessive applications (Art. 35): reasons asked, given, judged by a person; a delay fixed."""

from datetime import date

from gongkai.foi.actions.common import check_day, in_case, make_letter, note, take
from gongkai.foi.models import Application, ClockKind, ReasonsRequest
from gongkai.foi.setting import settings_of
from gongkai.foi.states import advance
from gongkai.foi.timing import begin, end, refresh
from gongkai.ledger.clock import today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.refusals import Invalid
from gongkai.rules.foi.periods import length


@action("foi.ask_reasons")
def ask_reasons(
    act: Act, application: Application, why: str, sent_on: date | None = None
) -> ReasonsRequest:
    """Ask the applicant for reasons; ``why`` says what makes the applications excessive.

    No number decides that: a person does. The reply clock goes on.
    """
    application = take(act, application)
    if not why.strip():
        raise Invalid({"why": "请写明申请的数量、频次为什么明显超过合理范围。"})
    day = check_day("sent_on", sent_on, application)
    advance(application, "ask_reasons", day)
    days = length("reasons", settings_of(application.town).periods)
    asked = ReasonsRequest.objects.create(
        application=application, why=why.strip(), sent_on=day, days=days, by=act.account
    )
    begin(application, ClockKind.REASONS, day, n=days)
    refresh(application)
    make_letter(act, application, "reasons", day)
    note(
        act,
        application,
        "请申请人说明理由。",
        on=day,
        after={"days": days},
        why=in_case("申请的数量、频次明显超过合理范围（第三十五条）", "说明理由"),
    )
    return asked


@action("foi.give_reasons")
def give_reasons(
    act: Act,
    application: Application,
    given: str,
    reasonable: bool,
    judgement: str,
    *,
    on: date | None = None,
) -> ReasonsRequest:
    """Enter what the applicant explained and whether the Office finds it reasonable, and why.

    given: empty where no explanation came within the period.
    """
    application = take(act, application)
    request: ReasonsRequest | None = getattr(application, "reasons_request", None)
    day = check_day("on", on, application, since=request.sent_on if request else None)
    if not judgement.strip():
        raise Invalid({"judgement": "请写明判断理由是否合理的依据。"})
    advance(application, "give_reasons", day)
    asked = application.reasons_request
    clock = application.clocks.filter(kind=ClockKind.REASONS, state="open").first()
    if not given.strip() and clock is not None and day <= clock.due:
        raise Invalid({"given": f"说明理由的期限到{clock.due}为止，现在还没有届满。"})
    asked.given_on, asked.given = day, given.strip() or "申请人没有在期限内说明理由。"
    asked.reasonable, asked.judgement = reasonable, judgement.strip()
    asked.save(update_fields=["given_on", "given", "reasonable", "judgement"])
    end(application, [ClockKind.REASONS], day)
    refresh(application)
    note(
        act,
        application,
        f"收到申请人说明的理由，经判断{'合理' if reasonable else '不合理'}。",
        on=day,
        public=False,
        after={"reasonable": reasonable},
        why=in_case("对申请人理由的判断", "说明理由"),
    )
    return asked


@action("foi.delay")
def delay(act: Act, application: Application, until: date, why: str) -> Application:
    """Fix a reasonable later day for the answer and tell the applicant (Art. 35).

    For reasonable but excessive applications that cannot be answered in time.
    """
    application = take(act, application)
    errors = {}
    if not why.strip():
        errors["why"] = "请写明为什么不能在规定的期限内答复。"
    if application.due_on is not None and until <= application.due_on:
        errors["until"] = f"延迟答复的日期应晚于现在的期限{application.due_on}。"
    if until > date(2100, 1, 1) or (until - today()).days > 366:
        errors["until"] = "延迟答复的日期应在一年以内，请核对。"
    if errors:
        raise Invalid(errors)
    advance(application, "delay")
    request = application.reasons_request
    if not request.reasonable:
        raise Invalid({"why": "申请人的理由不合理的，应当告知不予处理（R19），不适用延迟答复。"})
    end(application, [ClockKind.DELAY], today(), anew=True)
    begin(application, ClockKind.DELAY, today(), until=until)
    application.delayed_until = until
    application.save(update_fields=["delayed_until"])
    refresh(application)
    make_letter(act, application, "delay", today(), given={"why": why.strip()})
    note(
        act,
        application,
        f"延迟至{until}答复，已告知申请人。",
        after={"until": until.isoformat()},
        why=in_case("不能按期答复（第三十五条）", "文书"),
    )
    return application
