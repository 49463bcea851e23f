"""Asking for the text of a scanned attachment; a worker reads it in the background."""

from gongkai.documents.conversion import scanned_available
from gongkai.documents.inspect import MediaType
from gongkai.ledger.clock import now
from gongkai.organisation.acting import Act, action
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.publication.content import files_of
from gongkai.publication.lifecycle import lock, newest_whole
from gongkai.publication.models import Recognition, RecognitionState, Record

MOST_PAGES = 15
"""A page takes seconds; more pages than this do not fit into the time a worker has."""


@action("publication.recognise")
def recognise(act: Act, record: Record, name: str) -> Recognition:
    """Have the text of the PDF attachment called ``name`` recognised.

    What comes out is a proposal: a person takes it into the text and checks it. Raises Invalid on
    field ``file``.
    """
    record = lock(record.pk)
    act.permit(record.unit)
    if not scanned_available():
        raise NotAllowedNow("本系统没有安装文字识别，请录入文字，或者上传 Word 原件。")
    attachment = next((a for a in files_of(newest_whole(record)) if a.name == name), None)
    if attachment is None:
        raise Invalid({"file": f"没有名为《{name}》的附件。"})
    if attachment.file.media_type != MediaType.PDF:
        raise Invalid({"file": f"《{name}》不是 PDF。文字识别只处理扫描的 PDF。"})
    if (attachment.file.pages or 0) > MOST_PAGES:
        raise Invalid({"file": f"《{name}》超过{MOST_PAGES}页，请拆分后再识别。"})
    found, _ = Recognition.objects.update_or_create(
        file=attachment.file,
        defaults={
            "state": RecognitionState.WAITING,
            "message": "",
            "asked_by": act.account,
            "at": now(),
        },
    )
    act.record(
        record,
        unit=record.unit,
        after={"name": name, "digest": attachment.file.digest},
        label=name,
    )
    act.effect(
        "publication.recognise",
        {"recognition": found.pk, "record": record.pk, "name": name},
        key=f"recognise:{act.entries[-1].digest}",
    )
    return found
