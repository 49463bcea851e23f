"""What the letters on the way to an answer say, by kind."""

from collections.abc import Callable, Mapping
from typing import Final

from gongkai.foi.letters.words import called_party, day_words
from gongkai.foi.models import Application, Clock, Consultation, Extension, ExtensionState
from gongkai.foi.personal import party_of
from gongkai.foi.setting import settings_of
from gongkai.rules.foi.letter_forms import FORMS
from gongkai.rules.foi.periods import BY_CODE

Values = dict[str, str]
Given = Mapping[str, str]
Collect = Callable[[Application, int, Given], Values]


def _clock(case: Application, kind: str) -> Clock:
    return case.clocks.filter(kind=kind).latest("id")


def _until(case: Application, kind: str) -> str:
    clock = _clock(case, kind)
    return f"{day_words(clock.due, provisional=clock.provisional)}（{clock.n}个工作日，含当日）"


def _receipt(case: Application, step: int, given: Given) -> Values:
    period = BY_CODE["reply"].n
    if case.clock_start is None or case.due_on is None:
        said = (
            "该申请以双方确认之日为收到申请之日，本机关将与申请人联系确认；"
            f"自确认之日起{period}个工作日内予以答复。"
        )
    else:
        due = day_words(case.due_on, provisional=case.due_provisional)
        said = (
            f"{day_words(case.clock_start)}为收到申请之日。本机关将在收到申请之日起"
            f"{period}个工作日内，即{due}以前（含当日）予以答复。"
        )
    return {
        "提交方式": case.get_channel_display(),
        "期限说明": said,
        "代填说明": given.get("assisted", ""),
    }


def _correction(case: Application, step: int, given: Given) -> Values:
    asked = case.correction
    return {
        "补正内容": asked.items,
        "指导和释明": asked.guidance,
        "补正期限": _until(case, "correction"),
    }


def _reasons(case: Application, step: int, given: Given) -> Values:
    return {"情况": case.reasons_request.why, "说明期限": _until(case, "reasons")}


def _extension(case: Application, step: int, given: Given) -> Values:
    asked = Extension.objects.get(pk=step)
    head = settings_of(case.town).head_id
    by_head = asked.decided_by_id == head and asked.state == ExtensionState.SENT
    who = "政府信息公开工作机构负责人" if by_head else "主管领导"
    return {
        "延期理由": asked.reason,
        "审批": f"经本机关{who}同意",
        "延长天数": f"{asked.days}个工作日",
        "原答复期限": given.get("former", ""),
        "新答复期限": day_words(case.due_on, provisional=case.due_provisional)
        if case.due_on
        else "",
    }


def _delay(case: Application, step: int, given: Given) -> Values:
    until = case.delayed_until
    return {"延迟理由": given.get("why", ""), "延迟至": day_words(until) if until else ""}


def _asked(step: int) -> Consultation:
    return Consultation.objects.select_related("application").get(pk=step)


def _party(case: Application, step: int, given: Given) -> Values:
    asked = _asked(step)
    return {
        "称呼": called_party(party_of(asked)),
        "征求意见内容": asked.question,
        "答复天数": f"{BY_CODE[asked.kind].n}个工作日",
    }


def _notice(case: Application, step: int, given: Given) -> Values:
    asked = _asked(step)
    on = day_words(asked.answered_on) if asked.answered_on else ""
    return {
        "称呼": called_party(party_of(asked)),
        "意见情况": f"{on}收到的意见为{asked.get_outcome_display()}",
        "公开内容": asked.question,
        "公开理由": asked.override,
    }


def _assistance(case: Application, step: int, given: Given) -> Values:
    asked = case.assistances.get(pk=step)
    return {
        "协办事项": asked.request,
        "反馈日期": day_words(asked.reply_by),
        "答复期限": day_words(case.due_on, provisional=case.due_provisional)
        if case.due_on
        else "法定期限届满",
    }


def _fee(case: Application, step: int, given: Given) -> Values:
    fee = case.fee
    return {
        "收费理由": f"{fee.reason.rstrip('。')}。",
        "计收标准": fee.sentence,
        "应缴数额": f"人民币{fee.amount}元",
        "缴纳方式": settings_of(case.town).payment,
        "缴费期限": f"自收到本通知次日起{BY_CODE['fee'].n}个工作日",
    }


COLLECT: Final[Mapping[str, Collect]] = {
    "receipt": _receipt,
    "correction": _correction,
    "reasons": _reasons,
    "extension": _extension,
    "delay": _delay,
    "third_party": _party,
    "third_party_notice": _notice,
    "co_maker": _party,
    "assistance": _assistance,
    "fee": _fee,
}


def effects_of(form: str) -> Values:
    """The provision and the legal effects of a form, where it has them: never typed."""
    row = FORMS[form]
    found = {"依据": row.law} if "依据" in row.by_name else {}
    if "后果" in row.by_name:
        found["后果"] = row.by_name["后果"].example
    return found
