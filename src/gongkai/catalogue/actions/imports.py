"""A catalogue file on its way into a draft: uploaded, corrected, accepted or given up."""

from collections.abc import Mapping
from typing import Any

from gongkai.catalogue import states
from gongkai.catalogue.actions.bringing_in import Outcome, bring_in
from gongkai.catalogue.actions.common import permitted
from gongkai.catalogue.importing.decisions import Decisions
from gongkai.catalogue.models import CatalogueImport, Edition, ImportState
from gongkai.ledger import clock
from gongkai.organisation.acting import Act, action
from gongkai.organisation.actor import Actor
from gongkai.organisation.admission import Incoming, check_admissible, look_at
from gongkai.organisation.refusals import Conflict, Invalid, NotAllowedNow
from gongkai.rules.digest import digest as digest_of

MAX_BYTES = 20 * 1024 * 1024
NAME_LENGTH = 255


@action("catalogue.upload")
def upload_file(act: Act, edition: Edition, name: str, content: bytes) -> CatalogueImport:
    """Read a catalogue file and keep it beside the draft, to be corrected and accepted.

    name: the file's name with its ending. content: at most 20 MB. Raises Invalid for a file
    that is empty, too large, not readable or without a single row, Conflict for a file that is
    already open in this draft.
    """
    edition, unit = permitted(act, edition)
    states.require(edition, "import")
    _check_size(name, content)
    digest = digest_of(content)
    if edition.imports.filter(digest=digest, state=ImportState.OPEN).exists():
        raise Conflict("这个文件已经在核对中，不用再次上传。")
    reading = read_file(name, content)
    check_admissible(Incoming(unit, None, name, content, is_file=True))
    # Of some old formats more is read here than the look at the file can read.
    look_at(act.actor, unit, name, reading)
    upload = CatalogueImport.objects.create(
        edition=edition,
        name=name[-NAME_LENGTH:],
        content=content,
        size=len(content),
        digest=digest,
        reading=reading,
        uploaded_by=act.account,
    )
    after = {"file": name, "digest": digest, "rows": len(reading["rows"])}
    act.record(upload, unit=unit, after=after)
    return upload


def read_file(name: str, content: bytes) -> dict[str, Any]:
    """The reading of a catalogue file for the import page; Invalid if it cannot be read."""
    from gongkai.catalogue.reading import ReadingError, read

    try:
        reading = read(content, name).as_import_json()
    except ReadingError as error:
        raise Invalid({"file": str(error)}) from error
    if not reading["rows"]:
        raise Invalid(
            {"file": "文件里没有认出公开事项。请确认表头写有“一级事项、二级事项、公开时限”等栏目。"}
        )
    return reading


@action("catalogue.decide_import")
def decide_import(act: Act, upload: CatalogueImport, decisions: Decisions) -> CatalogueImport:
    """Keep what the Office decided about an open import, in place of what it decided before.

    Raises NotAllowedNow for an accepted import, Invalid for rows that the file does not have,
    Conflict where somebody else decided something since ``upload`` was read.
    """
    edition, unit = permitted(act, upload.edition)
    states.require(edition, "import")
    seen, upload = upload.decisions, _open(upload)
    if upload.decisions != seen:
        raise Conflict("同事刚刚也在核对这个文件。请刷新页面，看过以后再保存。")
    count = len(upload.reading["rows"])
    named = {*decisions.values, *decisions.left_out, *decisions.checked}
    if any(not 0 <= number < count for number in named):
        raise Invalid("文件里没有这一行。请刷新页面后重试。")
    before, after = upload.decisions, decisions.as_json()
    upload.decisions = after
    upload.save(update_fields=["decisions"])
    differing = [key for key in after if before.get(key) != after[key]]
    act.record(
        upload,
        unit=unit,
        before={key: before.get(key) for key in differing},
        after={key: after[key] for key in differing},
    )
    return upload


@action("catalogue.discard_import")
def discard_import(act: Act, upload: CatalogueImport, why: str = "") -> None:
    """Give up an open import: the file and its reading are deleted, the ledger keeps the digest."""
    _, unit = permitted(act, upload.edition)
    upload = _open(upload)
    act.record(upload, unit=unit, before={"file": upload.name, "digest": upload.digest}, why=why)
    upload.delete()


@action("catalogue.import")
def import_reading(
    act: Act,
    edition: Edition,
    reading: Mapping[str, Any],
    decisions: Decisions,
    *,
    name: str,
    upload: CatalogueImport | None = None,
) -> Outcome:
    """Bring the rows of a reading into a draft edition, with the Office's corrections.

    reading: as ``Reading.as_import_json`` gives it. name: the file's name, kept as provenance.
    upload: the import that this accepts. Raises Invalid with every place that stands in the
    way: rows without field, level 1 or level 2, unknown fields, repeated items. Rows are left
    out by ``decisions`` only, and each of them is on the ledger with its reason.
    """
    edition, unit = permitted(act, edition)
    states.require(edition, "import")
    accepted = _open(upload) if upload is not None else None
    outcome = bring_in(edition, reading, decisions, name)
    if accepted is not None:
        accepted.state, accepted.accepted_at = ImportState.ACCEPTED, clock.now()
        accepted.save(update_fields=["state", "accepted_at"])
    act.record(edition, unit=unit, after={"file": name, **outcome.as_json()})
    return outcome


def accept_import(actor: Actor, upload: CatalogueImport) -> Outcome:
    """Bring an uploaded file into its draft as it was corrected; see ``import_reading``."""
    return import_reading(
        actor,
        upload.edition,
        upload.reading,
        Decisions.from_json(upload.decisions),
        name=upload.name,
        upload=upload,
    )


def _check_size(name: str, content: bytes) -> None:
    if not name.strip():
        raise Invalid({"file": "文件没有名称。"})
    if not content:
        raise Invalid({"file": f"《{name}》是空文件，请重新选择。"})
    if len(content) > MAX_BYTES:
        raise Invalid({"file": f"《{name}》超过20 MB。请只保留目录部分，另存后再上传。"})


def _open(upload: CatalogueImport) -> CatalogueImport:
    found = CatalogueImport.objects.select_for_update().filter(pk=upload.pk).first()
    if found is None:
        raise Conflict("这个文件已经放弃导入。请返回目录版本页面。")
    if found.state != ImportState.OPEN:
        raise NotAllowedNow(f"《{found.name}》已经导入，不能再改。请到目录版本里修改公开事项。")
    return found
