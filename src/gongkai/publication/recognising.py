"""Reading scanned files in the background, and what a record's page shows of it."""

from gongkai.documents.conversion import convert_scanned, scanned_available
from gongkai.documents.inspect import MediaType, UploadError
from gongkai.ledger.clock import now
from gongkai.organisation.actor import Actor, system_actor
from gongkai.organisation.admission import Inadmissible, Incoming, check_admissible
from gongkai.organisation.scope import reaches
from gongkai.organisation.web import number_in
from gongkai.outbox.handlers import Delivery
from gongkai.publication.content import files_of
from gongkai.publication.files import read, remove_bytes
from gongkai.publication.lifecycle import newest
from gongkai.publication.models import Recognition, RecognitionState, Record, RecordState
from gongkai.publication.panels import Panel

LONGEST_MESSAGE = 300


def on_recognise(delivery: Delivery) -> None:
    """Read the file and keep the proposal. Doing it twice gives the same.

    A secrecy mark in a picture is found here for the first time: nothing of the text is kept, the
    file itself is put aside, and the guard does what the law asks (handbook 5.2).
    """
    found = Recognition.objects.select_related("file__town").get(pk=delivery.payload["recognition"])
    if found.state != RecognitionState.WAITING:
        return
    record = Record.objects.select_related("unit", "town").get(pk=delivery.payload["record"])
    name = delivery.payload["name"]
    found.state, found.at = RecognitionState.FAILED, now()
    try:
        read_text = convert_scanned(name, read(found.file))
        text = f"{read_text.title}\n{read_text.html}".encode()
        check_admissible(Incoming(record.unit, record, name, text, is_file=False))
    except UploadError as fault:
        found.message = str(fault)[:LONGEST_MESSAGE]
    except Inadmissible as refused:
        found.message = _put_scan_aside(record, name, found, refused)[:LONGEST_MESSAGE]
    else:
        found.state, found.message = RecognitionState.DONE, "".join(read_text.warnings)
        found.title, found.html = read_text.title[:200], read_text.html
    found.save()


def _put_scan_aside(record: Record, name: str, found: Recognition, refused: Inadmissible) -> str:
    """The mark is in the picture: it is the scanned file that must not be kept."""
    scan = Incoming(record.unit, record, name, read(found.file), is_file=True)
    said = refused.guard.put_aside(system_actor(record.town), scan, refused.mark)
    remove_bytes(found.file)
    return said


def recognised(record: Record, number: str) -> Recognition | None:
    """The proposal for a file of the record's newest version, if it is there."""
    key = number_in(number)
    files = [attachment.file_id for attachment in files_of(newest(record))]
    wanted = Recognition.objects.filter(file__in=files, state=RecognitionState.DONE)
    return wanted.filter(pk=key).first() if key is not None else None


def panel(actor: Actor, record: Record) -> Panel | None:
    """The PDF files of a draft, of which the text can be or was recognised."""
    if record.state != RecordState.DRAFT or not reaches(actor, "publication.edit", record.unit):
        return None
    files = [a for a in files_of(newest(record)) if a.file.media_type == MediaType.PDF]
    if not files or not scanned_available():
        return None
    known = {
        found.file_id: found
        for found in Recognition.objects.filter(file__in=[a.file_id for a in files])
    }
    rows = [(attachment, known.get(attachment.file_id)) for attachment in files]
    return Panel("扫描件文字识别", "publication/recognition.html", {"rows": rows, "record": record})
