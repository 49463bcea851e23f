"""The steps of plans, trainings, findings, reports and requests, in one table."""

from typing import TypeVar

from django.db.models import TextChoices

from gongkai.campaign.models import (
    FindingState,
    PlanState,
    ReportState,
    RequestState,
    TrainingState,
)
from gongkai.organisation.refusals import NotAllowedNow

TRANSITIONS: dict[tuple[TextChoices, str], TextChoices] = {
    (PlanState.DRAFT, "edit"): PlanState.DRAFT,
    (PlanState.RUNNING, "edit"): PlanState.RUNNING,
    (PlanState.DRAFT, "start"): PlanState.RUNNING,
    (PlanState.RUNNING, "work"): PlanState.RUNNING,
    (PlanState.RUNNING, "end"): PlanState.ENDED,
    (TrainingState.PLANNED, "edit"): TrainingState.PLANNED,
    (TrainingState.PLANNED, "register"): TrainingState.HELD,
    (TrainingState.HELD, "register"): TrainingState.HELD,
    (TrainingState.PLANNED, "cancel"): TrainingState.CANCELLED,
    (FindingState.OPEN, "rectify"): FindingState.RECTIFIED,
    (FindingState.RECTIFIED, "close"): FindingState.CLOSED,
    (FindingState.RECTIFIED, "return"): FindingState.OPEN,
    (ReportState.WAITING, "write"): ReportState.WAITING,
    (ReportState.RETURNED, "write"): ReportState.RETURNED,
    (ReportState.WAITING, "submit"): ReportState.SUBMITTED,
    (ReportState.RETURNED, "submit"): ReportState.SUBMITTED,
    (ReportState.SUBMITTED, "return"): ReportState.RETURNED,
    (RequestState.SENT, "answer"): RequestState.ANSWERED,
    (RequestState.ANSWERED, "settle"): RequestState.SETTLED,
}

_REFUSALS = {
    "edit": "现在的状态是“{state}”，不能再修改。",
    "start": "这份方案已经下达，不需要再次下达。",
    "work": "这份方案的状态是“{state}”，不能登记完成情况。",
    "end": "这份方案的状态是“{state}”，不能结束。",
    "register": "这次培训{state}，不能登记签到。",
    "cancel": "这次培训{state}，不能取消。",
    "rectify": "这个问题{state}，不需要再报整改情况。",
    "close": "这个问题{state}，还不能销号。请等单位报送整改情况和证明材料。",
    "return": "现在的状态是“{state}”，不能退回。",
    "write": "这份报告已经报送。需要修改的，请联系党政办公室退回。",
    "submit": "这份报告已经报送，不需要再次报送。",
    "answer": "这件事{state}，不需要再登记答复。",
    "settle": "这件事的状态是“{state}”，不能办结。请先登记答复。",
}

S = TypeVar("S", bound=TextChoices)


def after(state: S, verb: str) -> S:
    """The state to which ``verb`` leads from ``state``; NotAllowedNow where it leads nowhere."""
    found = TRANSITIONS.get((state, verb))
    if found is None:
        raise NotAllowedNow(_REFUSALS[verb].format(state=state.label))
    return type(state)(found.value)
