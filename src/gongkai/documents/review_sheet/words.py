"""What the print adds to the words of the form, and the words in the shape that the print needs.

The form's own words are law and come from ``gongkai.rules.review_form``.
"""

from typing import Final

from gongkai.rules import review_form

BLANK_DATE: Final = "    " + review_form.DATE_LABEL.replace(" ", "  ")
"""An undated sheet: room for the pen before each word."""

HEADINGS: Final = tuple(column.lines for column in review_form.COLUMNS.rows)
FORMS: Final = tuple(label for _, label in review_form.PUBLICATION_FORMS)
SIGNATURES: Final = {seat.code: seat.label for seat in review_form.SIGNATURE_ROW}

CODE_LABEL: Final = "核验码："
CODE_ALT: Final = "核验码的二维码"
