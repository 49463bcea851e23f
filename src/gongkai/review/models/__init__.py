"""Sheets, rows, opinions and signatures; what the scan found and what was decided on it."""

from gongkai.review.models.keeping import DailyCheck, SheetArchive
from gongkai.review.models.scanning import (
    Clearance,
    FileScan,
    LeakTask,
    ScanSettings,
    VersionScan,
    Word,
    WordKind,
)
from gongkai.review.models.sheets import (
    Column,
    Opinion,
    OpinionValue,
    ReviewRow,
    ReviewSheet,
    Seat,
    SecrecyFinding,
    SheetState,
    Signature,
)

__all__ = [
    "Clearance",
    "Column",
    "DailyCheck",
    "FileScan",
    "LeakTask",
    "Opinion",
    "OpinionValue",
    "ReviewRow",
    "ReviewSheet",
    "ScanSettings",
    "Seat",
    "SecrecyFinding",
    "SheetArchive",
    "SheetState",
    "Signature",
    "VersionScan",
    "Word",
    "WordKind",
]
