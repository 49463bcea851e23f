"""An edition as a file: the standard layout as XLSX and DOCX, rows as CSV and JSON."""

from collections.abc import Callable
from dataclasses import dataclass

from gongkai.catalogue.exporting.plain import as_csv, as_json
from gongkai.catalogue.exporting.sheet import as_xlsx
from gongkai.catalogue.exporting.table import tables_of
from gongkai.catalogue.exporting.word import as_docx
from gongkai.catalogue.models import Edition

__all__ = ["FORMATS", "Format", "export", "tables_of"]


@dataclass(frozen=True)
class Format:
    """A format: ending, media type, and what writes it."""

    ending: str
    media_type: str
    write: Callable[[Edition], bytes]


_OFFICE = "application/vnd.openxmlformats-officedocument."
FORMATS = {
    one.ending: one
    for one in (
        Format("xlsx", f"{_OFFICE}spreadsheetml.sheet", as_xlsx),
        Format("docx", f"{_OFFICE}wordprocessingml.document", as_docx),
        Format("csv", "text/csv; charset=utf-8", as_csv),
        Format("json", "application/json", as_json),
    )
}


def export(edition: Edition, ending: str) -> bytes:
    """The edition as a file of that kind (xlsx, docx, csv, json); KeyError for another kind."""
    return FORMATS[ending].write(edition)
