"""Drafting a new record."""

from collections.abc import Sequence

from gongkai.catalogue.models import Item
from gongkai.ledger.clock import now, today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.admission import check_admissible
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Invalid
from gongkai.publication.actions.content import (
    add_files,
    check_files,
    check_keeper,
    files_brief,
    incoming_files,
    incoming_text,
    incoming_words,
    write_links,
)
from gongkai.publication.actions.file_under import check_filing
from gongkai.publication.drafting import Draft, FileToAdd, check
from gongkai.publication.models import Record, Serial, Version
from gongkai.rules.numbering import index_number


@action("publication.create")
def create(
    act: Act,
    unit: Unit,
    draft: Draft,
    item: Item | None = None,
    no_item_reason: str = "",
    *,
    files: Sequence[FileToAdd] = (),
) -> Record:
    """Begin a record of ``unit`` with its first draft and the files that come with it.

    The item may be chosen later, but not after the draft goes to review (promise 2). Raises
    Invalid with the faults by field.
    """
    act.permit(unit)
    check_keeper(act.actor, unit, draft)
    checked = check(draft, today())
    check_filing(item, unit, no_item_reason)
    uploads = check_files(files, ())
    check_admissible(*incoming_text(unit, None, checked.draft))
    check_admissible(incoming_words(unit, None, "不对应事项的理由", no_item_reason))
    check_admissible(*incoming_files(unit, None, files))
    number, slug = _next_numbers(unit)
    moment = now()
    record = Record.objects.create(
        town_id=unit.town_id,
        unit=unit,
        slug=slug,
        index_number=number,
        created_by=act.account,
        created_at=moment,
        updated_at=moment,
    )
    version = Version.objects.create(
        record=record,
        number=1,
        item=item,
        no_item_reason=no_item_reason.strip(),
        created_by=act.account,
        created_at=moment,
        **checked.draft.fields(),
    )
    write_links(version, checked.draft)
    added = add_files(version, files, uploads)
    act.record(
        record,
        unit=unit,
        after={"index_number": number, "title": version.title, **files_brief(added)},
        label=version.title,
    )
    return record


def _next_numbers(unit: Unit) -> tuple[str, str]:
    """The next 索引号 of the unit that holds a credit code, and the public address."""
    holder: Unit | None = unit
    while holder is not None and not holder.credit_code:
        holder = holder.parent
    if holder is None:
        raise Invalid(f"{unit.name}及其上级都没有统一社会信用代码，请系统管理员先补填。")
    year = today().year
    Serial.objects.get_or_create(unit=holder, year=year)
    serial = Serial.objects.select_for_update().get(unit=holder, year=year)
    serial.last += 1
    serial.save(update_fields=["last"])
    slug = f"{holder.slug}-{year}-{serial.last:05d}"
    return index_number(holder.credit_code, year, serial.last), slug
