"""What the campaign keeps: plans, trainings, checks, reports, registers, steps of the fields."""

from gongkai.campaign.models.checks import (
    Check,
    CheckLine,
    CheckPoint,
    Finding,
    FindingState,
    LineResult,
    PointUnits,
)
from gongkai.campaign.models.media import MediaAccount, MediaPost
from gongkai.campaign.models.papers import Paper
from gongkai.campaign.models.plans import Part, Phase, Plan, PlanState, Task
from gongkai.campaign.models.registers import (
    Concern,
    ConcernLimit,
    Practice,
    Reference,
    RequestState,
    UpstreamRequest,
)
from gongkai.campaign.models.reports import Report, ReportCall, ReportState, Summary
from gongkai.campaign.models.steps import Course, CourseStep, FieldStep, Need
from gongkai.campaign.models.trainings import Attendee, Training, TrainingState

__all__ = [
    "Attendee",
    "Check",
    "CheckLine",
    "CheckPoint",
    "Concern",
    "ConcernLimit",
    "Course",
    "CourseStep",
    "FieldStep",
    "Finding",
    "FindingState",
    "LineResult",
    "MediaAccount",
    "MediaPost",
    "Need",
    "Paper",
    "Part",
    "Phase",
    "Plan",
    "PlanState",
    "PointUnits",
    "Practice",
    "Reference",
    "Report",
    "ReportCall",
    "ReportState",
    "RequestState",
    "Summary",
    "Task",
    "Training",
    "TrainingState",
    "UpstreamRequest",
]
