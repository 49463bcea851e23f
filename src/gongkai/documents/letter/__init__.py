"""Letters of an office as DOCX and PDF/A, their 送达回证 and their envelope.

The page, faces and places are those of GB/T 9704-2012; there is no red head and no seal: the seal
is set on the print, over the line of the signature (handbook 9.5).
"""

from gongkai.documents.letter.as_docx import letter_docx, service_record_docx
from gongkai.documents.letter.as_pdf import envelope_pdf, letter_pdf, service_record_pdf
from gongkai.documents.letter.printed import (
    ENVELOPES,
    EnvelopePrint,
    LetterPrint,
    ServiceRecordPrint,
    SlipPrint,
)

__all__ = [
    "ENVELOPES",
    "EnvelopePrint",
    "LetterPrint",
    "ServiceRecordPrint",
    "SlipPrint",
    "envelope_pdf",
    "letter_docx",
    "letter_pdf",
    "service_record_docx",
    "service_record_pdf",
]
