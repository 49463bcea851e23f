"""The life of an application: one table of transitions with guards (Art. 29 to 45).

A guard looks only at ``Facts``, so the table needs no database and no clock. It says in Chinese
why a step is not possible; empty if it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where an application stands."""

    REGISTERED = "registered"
    AWAITING = "awaiting"
    RUNNING = "running"
    CORRECTION = "correction"
    CONSULTING = "consulting"
    FEE = "fee"
    REPLIED = "replied"
    CLOSED = "closed"
    REMOVED = "removed"


STATE_NAMES: Final[Mapping[State, str]] = {
    State.REGISTERED: "已登记",
    State.AWAITING: "待确认",
    State.RUNNING: "办理中",
    State.CORRECTION: "待补正",
    State.CONSULTING: "征求意见中",
    State.FEE: "待缴费",
    State.REPLIED: "已作出答复，待送达",
    State.CLOSED: "已办结",
    State.REMOVED: "已按期清除",
}

OPEN: Final = (
    State.REGISTERED,
    State.AWAITING,
    State.RUNNING,
    State.CORRECTION,
    State.CONSULTING,
    State.FEE,
    State.REPLIED,
)
"""States in which somebody still has to do something."""

UNANSWERED: Final = tuple(state for state in OPEN if state is not State.REPLIED)
"""States before an answer."""


class Turn(StrEnum):
    """Whose turn it is."""

    OFFICE = "office"
    APPLICANT = "applicant"
    OTHERS = "others"
    NOBODY = "nobody"


TURN_NAMES: Final[Mapping[Turn, str]] = {
    Turn.OFFICE: "由我们办理",
    Turn.APPLICANT: "等申请人",
    Turn.OTHERS: "等被征求意见的一方",
    Turn.NOBODY: "已经办结",
}

TURNS: Final[Mapping[State, Turn]] = {
    State.REGISTERED: Turn.OFFICE,
    State.AWAITING: Turn.OFFICE,
    State.RUNNING: Turn.OFFICE,
    State.CORRECTION: Turn.APPLICANT,
    State.CONSULTING: Turn.OTHERS,
    State.FEE: Turn.APPLICANT,
    State.REPLIED: Turn.OFFICE,
    State.CLOSED: Turn.NOBODY,
    State.REMOVED: Turn.NOBODY,
}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the guards look at. ``on`` is the day of the step; dates are None where unknown.

    correction_by: the last day on which a correction may be asked. extension and reasons:
    "", "asked", "approved", "refused" or "sent"; reasons: "", "asked" or "given". excused: why a
    late step is accepted (正当理由). corrected: why a day that was entered before was wrong.
    """

    on: date
    needs_confirmation: bool = False
    clock_start: date | None = None
    due: date | None = None
    correction_asked: bool = False
    correction_by: date | None = None
    correction_due: date | None = None
    open_consultations: int = 0
    extension: str = ""
    fee_asked: bool = False
    fee_received: date | None = None
    fee_due: date | None = None
    reasons: str = ""
    excused: str = ""
    corrected: str = ""
    served: bool = False
    redo_ordered: bool = False
    keep_until: date | None = None
    open_disputes: int = 0


Guard = Callable[[Facts], str]


@dataclass(frozen=True)
class Step:
    """A transition: where it leads, and what must hold besides the state."""

    to: State
    guards: tuple[Guard, ...] = ()


def starts_by_itself(facts: Facts) -> str:
    """The channel needs no confirmation (Art. 31)."""
    return "这种提交方式要先与申请人确认，期限才起算。" if facts.needs_confirmation else ""


def waits_for_confirmation(facts: Facts) -> str:
    """The channel needs a confirmation (Art. 31)."""
    return "" if facts.needs_confirmation else "这种提交方式不需要确认，期限已经起算。"


def confirmed(facts: Facts) -> str:
    """Both sides have confirmed, and not in the future."""
    if facts.clock_start is None:
        return "请填写与申请人确认的日期。"
    return "确认日期不能晚于今天。" if facts.clock_start > facts.on else ""


def before_due(facts: Facts) -> str:
    """The reply period has not run out."""
    if facts.due is not None and facts.on > facts.due:
        return f"答复期限已于{facts.due}届满，不能再这样办理，请尽快答复。"
    return ""


def correction_not_asked(facts: Facts) -> str:
    """Once only (一次性告知, Art. 30)."""
    if facts.correction_asked:
        return (
            "已经一次性告知过补正，不能再次要求补正。补正后仍不明确的，"
            "请按“补正后申请内容仍不明确”（R15）答复。"
        )
    return ""


def correction_in_time(facts: Facts) -> str:
    """Within seven working days of receipt (Art. 30)."""
    if facts.correction_by is not None and facts.on > facts.correction_by:
        return (
            f"告知补正的期限（收到申请后7个工作日）已于{facts.correction_by}届满，不能再要求补正。"
        )
    return ""


def corrected_in_time(facts: Facts) -> str:
    """Within the period that was set, or with a good reason (正当理由)."""
    if facts.correction_due is None or facts.on <= facts.correction_due or facts.excused.strip():
        return ""
    return (
        f"补正期限已于{facts.correction_due}届满。申请人有正当理由的，请写明理由；"
        "没有的，请按“逾期不补正”结案。"
    )


def correction_over(facts: Facts) -> str:
    """The applicant's period has run out."""
    if facts.correction_due is not None and facts.on > facts.correction_due:
        return ""
    return f"补正期限到{facts.correction_due}为止，现在还没有届满。"


def others_asked(facts: Facts) -> str:
    """Another consultation is still open."""
    return "" if facts.open_consultations > 1 else "没有其他正在进行的征求意见。"


def last_asked(facts: Facts) -> str:
    """No other consultation is open."""
    if facts.open_consultations == 1:
        return ""
    return "还有其他征求意见没有结束。" if facts.open_consultations else "没有正在进行的征求意见。"


def not_extended(facts: Facts) -> str:
    """One extension only, one request at a time (Art. 33)."""
    if facts.extension == "sent":
        return "答复期限已经延长过一次，不能再次延长。"
    if facts.extension in ("asked", "approved"):
        return "已经提出延期，请先办完。"
    return ""


def extension_asked(facts: Facts) -> str:
    """There is a request to decide."""
    return "" if facts.extension == "asked" else "没有等待审批的延期。"


def extension_approved(facts: Facts) -> str:
    """The head of the Office has agreed (Art. 33)."""
    if facts.extension == "approved":
        return ""
    return "延期要先经政府信息公开工作机构负责人同意，才能告知申请人。"


def fee_not_asked(facts: Facts) -> str:
    """One notice of fees in a case."""
    return "已经发过收费通知，不能再次收费。" if facts.fee_asked else ""


def fee_not_received(facts: Facts) -> str:
    """From that day the period of payment counts: entered, it is moved only with a reason."""
    if facts.fee_received is None or facts.corrected.strip():
        return ""
    return (
        f"已经登记申请人于{facts.fee_received}收到收费通知，缴费期限由此起算。"
        "登记错了的，请写明更正的理由。"
    )


def paid_in_time(facts: Facts) -> str:
    """Within the period, or with a reason written down. It begins when the notice is received."""
    late = facts.fee_due is not None and facts.on > facts.fee_due
    if not late or facts.fee_received is None or facts.excused.strip():
        return ""
    return (
        f"缴费期限已于{facts.fee_due}届满。仍然受理的，请写明理由；不受理的，请按“逾期不缴费”结案。"
    )


def fee_over(facts: Facts) -> str:
    """The period of payment, from the day after receipt of the notice, has run out."""
    if facts.fee_received is None:
        return (
            "缴费期限从申请人收到收费通知的次日起算，还没有登记收到日期，不能按逾期不缴费结案。"
            "请先登记申请人收到收费通知。"
        )
    if facts.fee_due is not None and facts.on > facts.fee_due:
        return ""
    return f"缴费期限到{facts.fee_due}为止，现在还没有届满。"


def reasons_not_asked(facts: Facts) -> str:
    """Reasons are asked for once."""
    return "已经要求过申请人说明理由。" if facts.reasons else ""


def reasons_asked(facts: Facts) -> str:
    """There is a request to answer."""
    return "" if facts.reasons == "asked" else "没有等待说明理由的通知。"


def reasons_given(facts: Facts) -> str:
    """The applicant has explained (Art. 35)."""
    if facts.reasons == "given":
        return ""
    return "要先请申请人说明理由，认为理由合理的，才能确定延迟答复的期限（第三十五条）。"


def not_served(facts: Facts) -> str:
    """The answer has not gone out yet."""
    return "答复已经送达，不能收回。" if facts.served else ""


def redo_ordered(facts: Facts) -> str:
    """A decision or judgment orders another answer."""
    return "" if facts.redo_ordered else "没有责令重新答复的复议决定或者判决。"


def term_over(facts: Facts) -> str:
    """The time of keeping has passed and no dispute is open."""
    if facts.open_disputes:
        return "还有没有审结的行政复议或者行政诉讼，材料不能清除。"
    if facts.keep_until is not None and facts.on > facts.keep_until:
        return ""
    return f"保管期限到{facts.keep_until}为止，现在不能清除。"


S = State
_WORKING = (S.RUNNING, S.CONSULTING)

TRANSITIONS: Final[Mapping[tuple[State, str], Step]] = {
    (S.REGISTERED, "start"): Step(S.RUNNING, (starts_by_itself,)),
    (S.REGISTERED, "await"): Step(S.AWAITING, (waits_for_confirmation,)),
    (S.AWAITING, "confirm"): Step(S.RUNNING, (confirmed,)),
    (S.RUNNING, "ask_correction"): Step(S.CORRECTION, (correction_not_asked, correction_in_time)),
    (S.CORRECTION, "correct"): Step(S.RUNNING, (corrected_in_time,)),
    (S.CORRECTION, "close_uncorrected"): Step(S.CLOSED, (correction_over,)),
    (S.RUNNING, "consult"): Step(S.CONSULTING, (before_due,)),
    (S.CONSULTING, "consult"): Step(S.CONSULTING, (before_due,)),
    (S.CONSULTING, "end_consultation"): Step(S.CONSULTING, (others_asked,)),
    (S.CONSULTING, "end_last_consultation"): Step(S.RUNNING, (last_asked,)),
    **{(s, "ask_extension"): Step(s, (not_extended, before_due)) for s in _WORKING},
    **{(s, "decide_extension"): Step(s, (extension_asked, before_due)) for s in _WORKING},
    **{(s, "extend"): Step(s, (extension_approved, before_due)) for s in _WORKING},
    (S.RUNNING, "ask_reasons"): Step(S.RUNNING, (reasons_not_asked, before_due)),
    (S.RUNNING, "give_reasons"): Step(S.RUNNING, (reasons_asked,)),
    (S.RUNNING, "delay"): Step(S.RUNNING, (reasons_given, before_due)),
    (S.RUNNING, "ask_fee"): Step(S.FEE, (fee_not_asked, before_due)),
    (S.FEE, "reach_payer"): Step(S.FEE, (fee_not_received,)),
    (S.FEE, "pay_fee"): Step(S.RUNNING, (paid_in_time,)),
    (S.FEE, "close_unpaid"): Step(S.CLOSED, (fee_over,)),
    (S.RUNNING, "reply"): Step(S.REPLIED),
    (S.REPLIED, "take_back"): Step(S.RUNNING, (not_served,)),
    (S.REPLIED, "serve"): Step(S.CLOSED),
    **{(state, "withdraw"): Step(S.CLOSED) for state in UNANSWERED},
    (S.CLOSED, "redo"): Step(S.RUNNING, (redo_ordered,)),
    (S.CLOSED, "remove"): Step(S.REMOVED, (term_over,)),
}

VERBS: Final[Mapping[str, str]] = {
    "start": "起算期限",
    "await": "等待确认",
    "confirm": "登记确认",
    "ask_correction": "要求补正",
    "correct": "登记补正",
    "close_uncorrected": "按逾期不补正结案",
    "consult": "征求意见",
    "end_consultation": "登记意见",
    "end_last_consultation": "登记意见",
    "ask_extension": "提出延期",
    "decide_extension": "审批延期",
    "extend": "告知延期",
    "ask_reasons": "要求说明理由",
    "give_reasons": "登记说明的理由",
    "delay": "确定延迟答复的期限",
    "ask_fee": "发收费通知",
    "reach_payer": "登记申请人收到收费通知",
    "pay_fee": "登记缴费",
    "close_unpaid": "按逾期不缴费结案",
    "reply": "作出答复",
    "take_back": "收回未送达的答复",
    "serve": "登记送达",
    "withdraw": "登记撤回",
    "redo": "重新答复",
    "remove": "按期清除",
}


class StepError(ValueError):
    """The step is not possible; the message says why, in Chinese."""


def after(state: State, verb: str, facts: Facts) -> State:
    """The state after ``verb``.

    Raises:
        StepError: when the table has no such step, or a guard does not let it pass.
    """
    found = TRANSITIONS.get((state, verb))
    if found is None:
        raise StepError(f"这件申请现在是“{STATE_NAMES[state]}”，不能{VERBS[verb]}。")
    for guard in found.guards:
        if refusal := guard(facts):
            raise StepError(refusal)
    return found.to


def possible(state: State, facts: Facts) -> dict[str, str]:
    """Every verb that the table has for ``state``, with why it is not possible now (or "")."""
    return {
        verb: next((said for guard in step.guards if (said := guard(facts))), "")
        for (at, verb), step in TRANSITIONS.items()
        if at is state
    }
