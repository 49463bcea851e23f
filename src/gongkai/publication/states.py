"""The life of a record as one table of transitions."""

from gongkai.organisation.refusals import NotAllowedNow
from gongkai.publication.models import RecordState

S = RecordState

TRANSITIONS: dict[tuple[RecordState, str], RecordState] = {
    (S.DRAFT, "edit"): S.DRAFT,
    (S.DRAFT, "register"): S.IN_REVIEW,
    (S.IN_REVIEW, "edit"): S.DRAFT,
    (S.IN_REVIEW, "remove_row"): S.DRAFT,
    (S.IN_REVIEW, "refuse"): S.DRAFT,
    (S.IN_REVIEW, "approve"): S.APPROVED,
    (S.APPROVED, "edit"): S.DRAFT,
    (S.APPROVED, "release"): S.PUBLISHED,
    (S.PUBLISHED, "edit"): S.DRAFT,
    (S.PUBLISHED, "withdraw"): S.WITHDRAWN,
    (S.DRAFT, "withdraw"): S.WITHDRAWN,
    (S.IN_REVIEW, "withdraw"): S.WITHDRAWN,
    (S.APPROVED, "withdraw"): S.WITHDRAWN,
    (S.DRAFT, "return_to_live"): S.PUBLISHED,
}

_VERBS = {
    "edit": "修改",
    "register": "送审",
    "remove_row": "移出审查表",
    "refuse": "退回",
    "approve": "审查通过",
    "release": "发布",
    "withdraw": "撤下",
    "return_to_live": "放弃修改",
}


def step(state: str, verb: str) -> RecordState:
    """The state after ``verb``; NotAllowedNow in plain words if the table has no such step.

    Withdrawal of a record that has a live version is allowed in every state but needs that live
    version; the action checks it.
    """
    try:
        return TRANSITIONS[RecordState(state), verb]
    except KeyError:
        label = RecordState(state).label
        raise NotAllowedNow(f"这条信息现在是“{label}”，不能{_VERBS[verb]}。") from None
