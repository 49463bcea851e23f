"""What an applicant will get, drafted out of the case's own files: it then goes to review."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from django.db import transaction

from gongkai.foi.actions.case import add_file, view_file
from gongkai.foi.actions.reply import Part, ReplyFacts, draft_reply
from gongkai.foi.files import FileToKeep
from gongkai.foi.models import Application, CaseFile, FileKind, Reply
from gongkai.foi.supplying import SUPPLYING
from gongkai.ledger.clock import today
from gongkai.organisation.actor import Actor
from gongkai.organisation.admission import puts_aside
from gongkai.organisation.refusals import Invalid
from gongkai.publication import actions as publication
from gongkai.publication.drafting import Draft, FileToAdd
from gongkai.publication.models import Publicity, Record

GROUND = "只向申请人提供"
REASON = "依申请公开提供的内容"
OFFERED = (FileKind.ORIGINAL, FileKind.OTHER)
"""Kinds of files that may be handed over; what others sent, or what names them, never is."""


@dataclass(frozen=True)
class SupplyFacts:
    """What is to be handed over: its title, words of it, files of the case, a file that is new.

    code: R02 for the whole, R03 for a part.
    """

    code: str
    title: str
    words: str = ""
    files: Sequence[CaseFile] = field(default_factory=tuple)
    upload: FileToKeep | None = None


@puts_aside
def prepare_supply(actor: Actor, application: Application, facts: SupplyFacts) -> Record:
    """Draft what will be handed over with copies of the case's originals, and the answer with it.

    The draft goes the way of everything that leaves (promise 1): parts are covered in it, it is
    scanned, registered, ticked and signed; only then the answer can be issued. The originals stay
    sealed in the case, every look at them is on the ledger. All of it happens or nothing. Raises
    Invalid, NotAllowedNow.
    """
    _check(application, facts)
    with transaction.atomic():
        files = list(facts.files)
        if facts.upload is not None:
            files.append(add_file(actor, application, facts.upload))
        copies = [FileToAdd(file.name, view_file(actor, file)) for file in files]
        draft = Draft(
            title=facts.title.strip(),
            issuer=application.unit.name,
            formed_on=today(),
            publicity=Publicity.ON_REQUEST,
            publicity_ground=GROUND,
            body=_body(facts, copies),
        )
        record = publication.create(actor, application.unit, draft, None, REASON, files=copies)
        draft_reply(actor, application, _reply(application, facts.code, record))
        return record


def _check(application: Application, facts: SupplyFacts) -> None:
    errors = {}
    if facts.code not in SUPPLYING:
        errors["code"] = "请选择全部提供还是部分提供。"
    if not (facts.files or facts.upload or facts.words.strip()):
        errors["originals"] = "请选择案卷中的文件、上传文件，或者填写要提供的文字。"
    if any(
        file.application_id != application.pk or file.kind not in OFFERED for file in facts.files
    ):
        errors["originals"] = "只能提供本案卷中类别为“原件”或者“其他”的文件。"
    if facts.upload is not None and facts.upload.kind not in OFFERED:
        errors["upload"] = "要提供的文件请按“原件”存入案卷。"
    if errors:
        raise Invalid(errors)


def _body(facts: SupplyFacts, copies: Sequence[FileToAdd]) -> str:
    lines = [line.strip() for line in facts.words.splitlines() if line.strip()]
    lines = lines or [f"随附：{'、'.join(f'《{copy.name}》' for copy in copies)}。"]
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _reply(application: Application, code: str, record: Record) -> ReplyFacts:
    """The answer with this content; what a draft of the same kind has already stays."""
    former = Reply.objects.filter(application=application, state="draft", code=code).first()
    if former is None:
        return ReplyFacts(code, {}, record)
    parts = [Part(part.what, part.ground, part.reason) for part in former.parts.all()]
    return ReplyFacts(code, former.facts, record, former.earlier, parts)
