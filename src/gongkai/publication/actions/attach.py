"""Adding and removing attachments."""

from django.db.models import Max

from gongkai.documents.inspect import UploadError, check_upload
from gongkai.organisation.acting import Act, action
from gongkai.organisation.refusals import Invalid
from gongkai.publication.admission import Incoming, check_admissible, puts_aside
from gongkai.publication.files import store
from gongkai.publication.lifecycle import advance, lock, newest, reopen
from gongkai.publication.models import Attachment, Record

LIMIT_BYTES = 50 * 1024 * 1024


@puts_aside
@action("publication.attach")
def attach(act: Act, record: Record, name: str, data: bytes, *, inline: bool = False) -> Attachment:
    """Add a file to the draft under ``name``. Raises Invalid on field ``file``.

    inline: the file is a picture of the body, which refers to it as ``files/<name>``.
    """
    record = lock(record.pk)
    act.permit(record.unit)
    try:
        upload = check_upload(name, data, LIMIT_BYTES)
    except UploadError as fault:
        raise Invalid({"file": str(fault)}) from None
    if inline and not upload.media_type.startswith("image/"):
        raise Invalid({"file": f"《{upload.name}》不是图片，不能放进正文，请作为附件添加。"})
    if newest(record).attachments.filter(name=upload.name).exists():
        raise Invalid({"file": f"已经有名为《{upload.name}》的附件，请改名或先删除原来的。"})
    check_admissible(Incoming(record.unit, record, upload.name, data, is_file=True))
    advance(record, "edit")
    version = reopen(record, act.account)
    top = version.attachments.aggregate(top=Max("order"))["top"] or 0
    file = store(record.town, data, upload.media_type, upload.pages)
    attachment = Attachment.objects.create(
        version=version, file=file, name=upload.name, order=top + 1, inline=inline
    )
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
    if not newest(record).attachments.filter(name=name).exists():
        raise Invalid({"file": f"没有名为《{name}》的附件。"})
    advance(record, "edit")
    version = reopen(record, act.account)
    attachment = version.attachments.select_related("file").get(name=name)
    digest = attachment.file.digest
    attachment.delete()
    act.record(
        record, unit=record.unit, before={"name": name, "digest": digest}, label=version.title
    )
    act.effect(
        "publication.changed", {"record": record.pk}, key=f"changed:{act.entries[-1].digest}"
    )
