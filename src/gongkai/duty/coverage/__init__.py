"""Coverage of the catalogue: the report, and the lists of what is missing."""

from gongkai.duty.coverage.counting import coverage_for, coverage_of
from gongkai.duty.coverage.gaps import (
    ColumnGap,
    WebsiteGap,
    column_gaps,
    columned,
    columns_of,
    website_gaps,
)
from gongkai.duty.coverage.report import ChannelLine, Line, Owed, Report, StageLine

__all__ = [
    "ChannelLine",
    "ColumnGap",
    "Line",
    "Owed",
    "Report",
    "StageLine",
    "WebsiteGap",
    "column_gaps",
    "columned",
    "columns_of",
    "coverage_for",
    "coverage_of",
    "website_gaps",
]
