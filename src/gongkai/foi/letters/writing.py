"""Writing the documents of a letter, in the worker: both files sealed into the case, or neither."""

from gongkai.documents.letter import LetterPrint, letter_docx, letter_pdf
from gongkai.documents.typesetting import MissingGlyphs
from gongkai.foi.actions.letters import keep_letter
from gongkai.foi.letters.content import opened, printed
from gongkai.foi.letters.making import context_of
from gongkai.foi.letters.templates import version_of
from gongkai.foi.models import Letter
from gongkai.organisation.actor import system_actor
from gongkai.outbox.handlers import Delivery, PermanentFailure

GONE = "这件文书的内容已经按期清除，不能再生成。"


def write_letter(delivery: Delivery) -> None:
    """Handle ``foi.letter`` ``{"letter"}``; doing it again changes nothing.

    A character that no font draws, and contents that were removed, are no matter of trying again.
    """
    rows = Letter.objects.select_related("application__town", "application__unit", "template")
    letter = rows.filter(pk=delivery.payload["letter"]).first()
    if letter is None or not letter.sealed:
        raise PermanentFailure(GONE)
    if letter.pdf_id is not None and letter.docx_id is not None:
        return
    page = print_of(letter)
    try:
        pdf = letter_pdf(page, made_at=letter.created_at)
    except MissingGlyphs as fault:
        raise PermanentFailure(str(fault)) from fault
    keep_letter(system_actor(letter.application.town), letter, letter_docx(page), pdf)


def print_of(letter: Letter) -> LetterPrint:
    """A registered letter as it is printed. Raises Unreadable, LetterError."""
    content = opened(letter.sealed, context_of(letter.application))
    text = version_of(content.form, letter.template)
    return printed(content, text.words, letter.number, letter.dated)
