"""Covering parts of a PDF or a picture for good: the result is a new version."""

from collections.abc import Collection

from gongkai.documents.extraction import CannotEdit
from gongkai.documents.inspect import UploadError, check_upload
from gongkai.documents.redacting.burning import Cover, burn
from gongkai.organisation.acting import Act, action
from gongkai.organisation.refusals import Conflict, Invalid
from gongkai.publication.actions.content import LIMIT_BYTES
from gongkai.publication.files import read, store
from gongkai.publication.models import Attachment, Record
from gongkai.review.actions.reworking import begin, finish


@action("review.cover_file")
def cover_file(
    act: Act, record: Record, attachment: Attachment, covers: Collection[Cover]
) -> Attachment:
    """Blacken rectangles of an attachment; gives the attachment of the new version.

    The new file holds pictures of the pages and nothing else; the one it was made from stays with
    its version, where nothing public reads. attachment: as the person saw it; a file that was
    exchanged meanwhile is not touched. With no covers only what is hidden goes. Raises Invalid or
    Conflict, and changes nothing.
    """
    work = begin(act, record)
    target = work.version.attachments.filter(name=attachment.name).select_related("file__town")
    found = target.first()
    if found is None or found.file_id != attachment.file_id:
        raise Conflict("这个附件已经被删除或者替换，请回到信息页面，重新打开后再涂盖。")
    try:
        data = burn(found.name, read(found.file), covers)
        upload = check_upload(found.name, data, LIMIT_BYTES)
    except (CannotEdit, UploadError) as fault:
        raise Invalid(f"附件《{found.name}》：{fault}") from None
    found.file = store(found.file.town, data, upload.media_type, upload.pages)
    found.save(update_fields=["file"])
    finish(act, work, {"file": found.name, "covered": len(covers)})
    return found
