"""Makes the attachment files of the demonstration town, the same bytes each time."""

from __future__ import annotations

from gongkai.demo.content.attachments.office_files import docx_bytes, xlsx_bytes
from gongkai.demo.content.attachments.pdf import pdf_bytes
from gongkai.demo.content.shapes import DemoAttachment, DemoRecord

_MAKERS = {"docx": docx_bytes, "xlsx": xlsx_bytes, "pdf": pdf_bytes}


def attachment_bytes(record: DemoRecord, attachment: DemoAttachment) -> bytes:
    """Return the attachment as a real DOCX, XLSX or PDF file dated when the record was formed.

    Raises ValueError for an attachment of another record.
    """
    if attachment not in record.attachments:
        raise ValueError(f"{attachment.name} is no attachment of {record.key}")
    return _MAKERS[attachment.kind](attachment, record.formed_on)
