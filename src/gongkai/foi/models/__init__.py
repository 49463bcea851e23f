"""Applications, their clocks and steps, replies and letters, disputes, a town's settings."""

from gongkai.foi.annual.models import AnnualEntry, AnnualReport, ReportState
from gongkai.foi.models.cases import Applicant, Application, CaseNumber, Event
from gongkai.foi.models.clocks import Clock, ClockKind, ClockState
from gongkai.foi.models.disputes import Dispute, OwnRecordRequest
from gongkai.foi.models.files import CaseFile, FileKind
from gongkai.foi.models.letters import Letter, LetterTemplate, OwnRecordLetter, Service
from gongkai.foi.models.public import Helped, Sending, Statement, StatementKind
from gongkai.foi.models.replies import (
    Demand,
    Reply,
    ReplyPart,
    ReplyState,
    Search,
    Supply,
    SupplyFile,
)
from gongkai.foi.models.settings import FoiSettings
from gongkai.foi.models.steps import (
    Assistance,
    Consultation,
    ConsultationKind,
    ConsultationOutcome,
    Correction,
    Extension,
    ExtensionState,
    Fee,
    ReasonsRequest,
)

__all__ = [
    "AnnualEntry",
    "AnnualReport",
    "Applicant",
    "Application",
    "Assistance",
    "CaseFile",
    "CaseNumber",
    "Clock",
    "ClockKind",
    "ClockState",
    "Consultation",
    "ConsultationKind",
    "ConsultationOutcome",
    "Correction",
    "Demand",
    "Dispute",
    "Event",
    "Extension",
    "ExtensionState",
    "Fee",
    "FileKind",
    "FoiSettings",
    "Helped",
    "Letter",
    "LetterTemplate",
    "OwnRecordLetter",
    "OwnRecordRequest",
    "ReasonsRequest",
    "Reply",
    "ReplyPart",
    "ReplyState",
    "ReportState",
    "Search",
    "Sending",
    "Service",
    "Statement",
    "StatementKind",
    "Supply",
    "SupplyFile",
]
