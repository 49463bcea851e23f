"""Obligations, duties, their clocks, what answers them, and what was changed by recomputing."""

from gongkai.duty.models.answers import Answer, ChannelProof
from gongkai.duty.models.columns import ColumnRequest, ColumnStatus, IndicatorLink
from gongkai.duty.models.duties import Clock, Duty, DutyKind, Obligation, Setting
from gongkai.duty.models.feeds import CalendarFeed
from gongkai.duty.models.front import FrontCount
from gongkai.duty.models.history import (
    Cause,
    DutyEvent,
    EventKind,
    NothingThisYear,
    Notice,
    Run,
)
from gongkai.duty.models.urging import Urging, UrgingReply, UrgingState

__all__ = [
    "Answer",
    "CalendarFeed",
    "Cause",
    "ChannelProof",
    "Clock",
    "ColumnRequest",
    "ColumnStatus",
    "Duty",
    "DutyEvent",
    "DutyKind",
    "EventKind",
    "FrontCount",
    "IndicatorLink",
    "NothingThisYear",
    "Notice",
    "Obligation",
    "Run",
    "Setting",
    "Urging",
    "UrgingReply",
    "UrgingState",
]
