"""The life of a record as one table of transitions, each with its guards."""

from collections.abc import Callable
from dataclasses import dataclass

from gongkai.organisation.refusals import NotAllowedNow
from gongkai.publication.models import PUBLIC_STATES, Record, RecordState

S = RecordState

Guard = Callable[[Record], str]
"""Says in Chinese why a step is not possible; empty if it is."""


@dataclass(frozen=True)
class Step:
    """A transition: where it leads, and what must hold besides the state."""

    to: RecordState
    guards: tuple[Guard, ...] = ()


def not_halted(record: Record) -> str:
    """Nothing goes on while a secrecy mark is being dealt with (handbook 5.2)."""
    if record.halted_at is None:
        return ""
    return "这条信息因疑似涉密已停止办理，请等待保密工作机构的处理结果。"


def is_live(record: Record) -> str:
    """The public sees a version of it."""
    return "" if record.live_as else "这条信息没有在公开，不需要办理。"


def is_not_live(record: Record) -> str:
    """The public sees nothing of it yet."""
    return "这条信息正在公开，请按更正办理。" if record.live_as else ""


def live_as(state: RecordState) -> Guard:
    """What the public sees is in this state."""

    def guard(record: Record) -> str:
        return "" if record.live_as == state else "公开中的内容不是这个状态。"

    return guard


_WORK: tuple[Guard, ...] = (not_halted,)
_LIVE: tuple[Guard, ...] = (is_live,)

_RELEASES: dict[str, Step] = {
    "release": Step(S.PUBLISHED, (not_halted, is_not_live)),
    "release_correction": Step(S.CORRECTED, (not_halted, is_live)),
    "release_repeal": Step(S.REPEALED, _WORK),
}

TRANSITIONS: dict[tuple[RecordState, str], Step] = {
    (S.DRAFT, "edit"): Step(S.DRAFT, _WORK),
    (S.DRAFT, "register"): Step(S.IN_REVIEW, _WORK),
    (S.IN_REVIEW, "edit"): Step(S.DRAFT, _WORK),
    (S.IN_REVIEW, "remove_row"): Step(S.DRAFT),
    (S.IN_REVIEW, "refuse"): Step(S.DRAFT),
    (S.IN_REVIEW, "approve"): Step(S.APPROVED, _WORK),
    (S.APPROVED, "edit"): Step(S.DRAFT, _WORK),
    (S.APPROVED, "schedule"): Step(S.SCHEDULED, _WORK),
    (S.SCHEDULED, "edit"): Step(S.DRAFT, _WORK),
    (S.SCHEDULED, "unschedule"): Step(S.APPROVED),
    **{(S.APPROVED, verb): step for verb, step in _RELEASES.items()},
    **{(S.SCHEDULED, verb): step for verb, step in _RELEASES.items()},
    **{(state, "edit"): Step(S.DRAFT, _WORK) for state in PUBLIC_STATES},
    **{(S.DRAFT, f"return_to_{state}"): Step(state, (live_as(state),)) for state in PUBLIC_STATES},
    **{
        (state, verb): Step(to, _LIVE)
        for state in (S.DRAFT, S.IN_REVIEW, S.APPROVED, S.SCHEDULED, *PUBLIC_STATES)
        for verb, to in (("withdraw", S.WITHDRAWN), ("expire", S.EXPIRED))
    },
}

VERBS = {
    "edit": "修改",
    "register": "送审",
    "remove_row": "移出审查表",
    "refuse": "退回",
    "approve": "审查通过",
    "schedule": "定时发布",
    "unschedule": "取消定时发布",
    "release": "发布",
    "release_correction": "发布更正",
    "release_repeal": "公布废止",
    "withdraw": "撤下",
    "expire": "按公开期限撤下",
    **{f"return_to_{state}": "放弃修改" for state in PUBLIC_STATES},
}


def step(record: Record, verb: str) -> RecordState:
    """The state after ``verb``.

    NotAllowedNow, in plain words, if the table has no such step from the record's state or a
    guard does not let it pass.
    """
    found = TRANSITIONS.get((RecordState(record.state), verb))
    if found is None:
        label = RecordState(record.state).label
        raise NotAllowedNow(f"这条信息现在是“{label}”，不能{VERBS[verb]}。")
    for guard in found.guards:
        if refusal := guard(record):
            raise NotAllowedNow(refusal)
    return found.to
