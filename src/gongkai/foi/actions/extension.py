"""延期 (Art. 33): one, before the period ends, with the agreement of the head of the Office."""

from datetime import date

from django.utils.timezone import localdate

from gongkai.foi.actions.common import check_day, in_case, make_letter, note, take
from gongkai.foi.letters.words import day_words
from gongkai.foi.models import Application, Extension, ExtensionState
from gongkai.foi.setting import settings_of
from gongkai.foi.states import advance
from gongkai.foi.timing import extend as lengthen
from gongkai.foi.timing import refresh
from gongkai.ledger.clock import now
from gongkai.organisation.acting import Act, action
from gongkai.organisation.fitting import check_fits
from gongkai.organisation.models import Role
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.rules.foi.periods import BY_CODE


@action("foi.ask_extension")
def ask_extension(act: Act, application: Application, reason: str, days: int = 20) -> Extension:
    """Ask the head of the Office for an extension of up to 20 working days, with its reason."""
    application = take(act, application)
    most = BY_CODE["extension"].n
    errors = {}
    if not reason.strip():
        errors["reason"] = "请写明为什么不能按期答复。"
    if not 1 <= days <= most:
        errors["days"] = f"延长的期限应在1至{most}个工作日之间。"
    if errors:
        raise Invalid(errors)
    advance(application, "ask_extension")
    asked = Extension.objects.create(
        application=application,
        state=ExtensionState.ASKED,
        days=days,
        reason=reason.strip(),
        asked_by=act.account,
        asked_at=now(),
    )
    note(
        act,
        application,
        f"提出延期{days}个工作日，等待负责人审批。",
        public=False,
        after={"days": days},
        why=in_case("不能按期答复（第三十三条）", "延期"),
    )
    return asked


@action("foi.decide_extension")
def decide_extension(
    act: Act, application: Application, agree: bool, remark: str = ""
) -> Extension:
    """Agree to an extension, or not, as head of the Office (政府信息公开工作机构负责人).

    Not by whoever asked for it and not by the case's own handler; where the head is one of the
    two, the leader in charge (主管领导) decides. A refusal says why.
    """
    application = take(act, application)
    asked = application.extensions.exclude(state=ExtensionState.REFUSED).first()
    _check_decider(act, application, asked)
    if not agree and not remark.strip():
        raise Invalid({"note": "不同意延期的，请写明理由。"})
    check_fits(Extension, note=remark)
    advance(application, "decide_extension")
    if asked is None:
        raise NotAllowedNow("没有等待审批的延期。")
    asked.state = ExtensionState.APPROVED if agree else ExtensionState.REFUSED
    asked.decided_by, asked.decided_at = act.account, now()
    asked.note = remark.strip()
    asked.save(update_fields=["state", "decided_by", "decided_at", "note"])
    note(
        act,
        application,
        f"{'同意' if agree else '不同意'}延期{asked.days}个工作日。",
        public=False,
        after={"state": asked.state},
        why=in_case("审批意见", "延期", remark),
    )
    return asked


@action("foi.extend")
def extend(act: Act, application: Application, sent_on: date | None = None) -> Extension:
    """Tell the applicant of the agreed extension; from now on it counts.

    sent_on: the day on which the letter went out, before the period ended.
    """
    application = take(act, application)
    asked = application.extensions.exclude(state=ExtensionState.REFUSED).first()
    agreed = localdate(asked.decided_at) if asked and asked.decided_at else None
    day = check_day("sent_on", sent_on, application, since=agreed)
    advance(application, "extend", day)
    if asked is None or asked.decided_at is None:
        raise NotAllowedNow("延期要先经政府信息公开工作机构负责人同意，才能告知申请人。")
    former = application.due_on
    asked.state, asked.sent_on = ExtensionState.SENT, day
    asked.save(update_fields=["state", "sent_on"])
    lengthen(application, asked.days)
    refresh(application)
    told = {"former": day_words(former) if former else ""}
    make_letter(act, application, "extension", day, step=asked.pk, given=told)
    note(
        act,
        application,
        f"经负责人同意，答复期限延长{asked.days}个工作日，到{application.due_on}为止。",
        on=day,
        before={"due": str(former)},
        after={"due": str(application.due_on)},
        why=in_case("不能按期答复（第三十三条）", "延期"),
    )
    return asked


def _check_decider(act: Act, application: Application, asked: Extension | None) -> None:
    head = settings_of(application.town).head_id
    involved = {application.handler_id, asked.asked_by_id if asked else None} - {None}
    if act.account.pk in involved:
        raise NotAllowedNow("您是这件申请的承办人或者提出延期的人，不能审批自己的延期。")
    if act.account.pk == head:
        return
    if (head is None or head in involved) and Role.LEADER in act.account.role_set:
        return
    raise NotAllowedNow("延期由政府信息公开工作机构负责人审批；负责人本人承办的，由主管领导审批。")
