"""Adding and removing attachments."""

from django.db.models import Max

from gongkai.documents.inspect import UploadError, check_upload
from gongkai.organisation.acting import Act, action
from gongkai.organisation.refusals import Invalid
from gongkai.publication.files import store
from gongkai.publication.lifecycle import advance, lock, reopen
from gongkai.publication.models import Attachment, Record

LIMIT_BYTES = 50 * 1024 * 1024


@action("publication.attach")
def attach(act: Act, record: Record, name: str, data: bytes) -> Attachment:
    """Add a file to the draft under ``name``. Raises Invalid on field ``file``."""
    record = lock(record.pk)
    act.permit(record.unit)
    try:
        upload = check_upload(name, data, LIMIT_BYTES)
    except UploadError as fault:
        raise Invalid({"file": str(fault)}) from None
    advance(record, "edit")
    version = reopen(record, act.account)
    if version.attachments.filter(name=upload.name).exists():
        raise Invalid({"file": f"已经有名为《{upload.name}》的附件，请改名或先删除原来的。"})
    top = version.attachments.aggregate(top=Max("order"))["top"] or 0
    file = store(record.town, data, upload.media_type, upload.pages)
    attachment = Attachment.objects.create(
        version=version, file=file, name=upload.name, order=top + 1
    )
    version.lock += 1
    version.save(update_fields=["lock"])
    act.record(
        record,
        unit=record.unit,
        after={"name": attachment.name, "digest": file.digest},
        label=version.title,
    )
    act.effect(
        "publication.changed", {"record": record.pk}, key=f"changed:{act.entries[-1].digest}"
    )
    return attachment


@action("publication.detach")
def detach(act: Act, record: Record, name: str) -> None:
    """Remove the attachment called ``name`` from the draft; the stored file stays."""
    record = lock(record.pk)
    act.permit(record.unit)
    advance(record, "edit")
    version = reopen(record, act.account)
    attachment = version.attachments.filter(name=name).select_related("file").first()
    if attachment is None:
        raise Invalid({"file": f"没有名为《{name}》的附件。"})
    digest = attachment.file.digest
    attachment.delete()
    version.lock += 1
    version.save(update_fields=["lock"])
    act.record(
        record, unit=record.unit, before={"name": name, "digest": digest}, label=version.title
    )
    act.effect(
        "publication.changed", {"record": record.pk}, key=f"changed:{act.entries[-1].digest}"
    )
