"""Adding and removing attachments."""

from gongkai.organisation.acting import Act, action
from gongkai.organisation.admission import Incoming, check_admissible
from gongkai.organisation.refusals import Invalid
from gongkai.publication.actions.content import add_files, check_file
from gongkai.publication.content import files_of
from gongkai.publication.drafting import FileToAdd
from gongkai.publication.lifecycle import advance, lock, newest_whole, reopen
from gongkai.publication.models import Attachment, Record


@action("publication.attach")
def attach(act: Act, record: Record, name: str, data: bytes, *, inline: bool = False) -> Attachment:
    """Add a file to the draft under ``name``. Raises Invalid on field ``file``.

    inline: the file is a picture of the body, which refers to it as ``files/<name>``.
    """
    record = lock(record.pk)
    act.permit(record.unit)
    file = FileToAdd(name, data, inline)
    before = newest_whole(record)
    upload = check_file(file, [attachment.name for attachment in files_of(before)])
    check_admissible(Incoming(record.unit, record, upload.name, data, is_file=True))
    advance(record, "edit")
    version = reopen(record, act.account, before)
    [attachment] = add_files(version, [file], [upload], files_of(before))
    act.record(
        record,
        unit=record.unit,
        after={"name": attachment.name, "digest": attachment.file.digest},
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
    before = newest_whole(record)
    if name not in {attachment.name for attachment in files_of(before)}:
        raise Invalid({"file": f"没有名为《{name}》的附件。"})
    advance(record, "edit")
    version = reopen(record, act.account, before)
    attachment = version.attachments.select_related("file").get(name=name)
    digest = attachment.file.digest
    attachment.delete()
    act.record(
        record, unit=record.unit, before={"name": name, "digest": digest}, label=version.title
    )
    act.effect(
        "publication.changed", {"record": record.pk}, key=f"changed:{act.entries[-1].digest}"
    )
