"""Every write of the annual report, one verb each."""

from gongkai.foi.annual.actions.figures import Entered, enter_annual_figures
from gongkai.foi.annual.actions.previous import set_previous_report
from gongkai.foi.annual.actions.publishing import draft_annual_record
from gongkai.foi.annual.actions.report import (
    finish_annual_report,
    make_annual_report,
    recompute_annual_report,
    reopen_annual_report,
)
from gongkai.foi.annual.actions.texts import AnnualTexts, write_annual_texts

__all__ = [
    "AnnualTexts",
    "Entered",
    "draft_annual_record",
    "enter_annual_figures",
    "finish_annual_report",
    "make_annual_report",
    "recompute_annual_report",
    "reopen_annual_report",
    "set_previous_report",
    "write_annual_texts",
]
