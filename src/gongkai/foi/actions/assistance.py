"""协办: another unit of the town is asked to search or to give what it holds; the clock goes on."""

from datetime import date

from gongkai.foi.actions.common import check_day, make_letter, note, take
from gongkai.foi.models import Application, Assistance
from gongkai.foi.personal import names_applicant
from gongkai.ledger.clock import today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.rules.foi.states import State

ASKING = (State.RUNNING, State.CONSULTING)
"""Where a case is being worked on, so that help can be asked for."""

_NAMED = (
    "协办单位会看到这段话，请不要写申请人的姓名、证件号码、联系方式和住址，可以改写为“申请人”。"
)


@action("foi.ask_assistance")
def ask_assistance(
    act: Act,
    application: Application,
    unit: Unit,
    request: str,
    reply_by: date,
    *,
    sent_on: date | None = None,
) -> Assistance:
    """Ask a unit of the town for help with a letter (协办函), by a day before the answer is due.

    The time counts: only third parties and co-makers stop the clock (Art. 32 to 34). The unit
    needs to know what is asked for, not by whom. Raises Invalid by field, NotAllowedNow.
    """
    application = take(act, application)
    if application.state not in ASKING:
        raise NotAllowedNow(f"这件申请现在是“{application.get_state_display()}”，不能发协办函。")
    day = check_day("sent_on", sent_on, application)
    if names_applicant(application, request):
        raise Invalid({"request": _NAMED})
    if errors := _problems(application, unit, request, reply_by, day):
        raise Invalid(errors)
    asked = Assistance.objects.create(
        application=application,
        unit=unit,
        request=request.strip(),
        sent_on=day,
        reply_by=reply_by,
        by=act.account,
    )
    make_letter(act, application, "assistance", day, step=asked.pk)
    note(
        act,
        application,
        f"请{unit.name}协办，请在{reply_by}前反馈。",
        on=day,
        public=False,
        after={"unit": unit.name, "reply_by": str(reply_by)},
    )
    return asked


@action("foi.end_assistance")
def end_assistance(act: Act, asked: Assistance, answer: str, on: date | None = None) -> Assistance:
    """Enter what the unit answered."""
    application = take(act, asked.application)
    asked = application.assistances.select_related("unit").get(pk=asked.pk)
    if asked.answered_on is not None:
        raise NotAllowedNow("这次协办已经登记反馈。")
    if application.state in (State.CLOSED, State.REMOVED):
        raise NotAllowedNow("这件申请已经办结，不能再登记协办的反馈。")
    if not answer.strip():
        raise Invalid({"answer": "请写明对方的反馈：检索的范围、方法和结果，或者提供了什么。"})
    day = check_day("on", on, application)
    if day < asked.sent_on:
        raise Invalid({"on": "收到反馈的日期不能早于协办函发出的日期。"})
    asked.answer, asked.answered_on = answer.strip(), day
    asked.save(update_fields=["answer", "answered_on"])
    note(
        act,
        application,
        f"收到{asked.unit.name}的协办反馈。",
        on=day,
        public=False,
        after={"unit": asked.unit.name},
    )
    return asked


def _problems(
    application: Application, unit: Unit, request: str, reply_by: date, day: date
) -> dict[str, str]:
    errors = {}
    if unit.town_id != application.town_id or unit.pk == application.unit_id:
        errors["unit"] = "请选择本镇的其他单位。"
    if not request.strip():
        errors["request"] = "请写明请对方检索什么、提供什么。"
    if reply_by < max(day, today()):
        errors["reply_by"] = "反馈日期不能早于今天和发出日期。"
    elif application.due_on is not None and reply_by > application.due_on:
        errors["reply_by"] = f"反馈日期不能晚于答复期限{application.due_on}。"
    return errors
