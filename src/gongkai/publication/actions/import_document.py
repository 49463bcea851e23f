"""Taking a document that people have into the form, for them to check (nothing is a version)."""

from collections.abc import Mapping, Sequence

from gongkai.ledger.clock import now
from gongkai.organisation.acting import Act, action
from gongkai.organisation.admission import check_admissible
from gongkai.organisation.models import Unit
from gongkai.publication.actions.content import check_files, incoming_files, incoming_words
from gongkai.publication.actions.working_copy import kept_copy, stage
from gongkai.publication.drafting import FileToAdd
from gongkai.publication.models import Record, WorkingCopy
from gongkai.rules.digest import digest


@action("publication.import_document")
def import_document(
    act: Act,
    unit: Unit,
    record: Record | None,
    source: FileToAdd,
    *,
    fields: Mapping[str, Sequence[str]],
    lock_seen: int,
    files: Sequence[FileToAdd] = (),
) -> WorkingCopy:
    """Keep a converted document in the person's working copy; only saving makes a version.

    ``source`` is the document as it was uploaded, ``fields`` the form with its content, ``files``
    what waits for the save: the pictures, perhaps the source itself. ``record`` is None for a new
    record of ``unit``. Raises Invalid on field ``file``; a document with a secrecy mark is put
    aside (handbook 5.2).
    """
    act.permit(unit)
    check_admissible(*incoming_files(unit, record, [source, *files]))
    typed = [part for values in fields.values() for part in values]
    check_admissible(incoming_words(unit, record, "未保存的内容", *typed))
    uploads = check_files(files, ())
    copy = kept_copy(act.account, record, fields, lock_seen, now())
    stage(copy, unit.town, files, uploads)
    act.record(
        record or unit,
        unit=unit,
        after={"name": source.name, "digest": digest(source.data), "files": len(files)},
        label=source.name,
    )
    return copy
