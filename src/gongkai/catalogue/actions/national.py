"""Loading the national catalogue into a draft edition (F04, F10)."""

from gongkai.catalogue import states
from gongkai.catalogue.actions.common import permitted
from gongkai.catalogue.fields import ensure_fields
from gongkai.catalogue.models import Edition, Field, Item, Standing
from gongkai.catalogue.national import NationalRow, national_rows
from gongkai.organisation.acting import Act, action
from gongkai.organisation.refusals import NotAllowedNow


@action("catalogue.load_national")
def load_national(act: Act, edition: Edition) -> list[Item]:
    """Put the national township rows into an empty draft: 16 fields, 154 items.

    Rows that were not read in a published table arrive as 待核对. Raises NotAllowedNow for an
    edition that is no draft or already holds items.
    """
    edition, unit = permitted(act, edition)
    states.require(edition, "import")
    if edition.items.exists():
        raise NotAllowedNow(
            f"目录《{edition.name}》里已经有公开事项，不能再装入国家目录。请新建一个空白版本。"
        )
    rows = national_rows()
    fields = ensure_fields(row.field_code for row in rows)
    items = Item.objects.bulk_create(_item(edition, fields[row.field_code], row) for row in rows)
    to_check = sum(item.standing == Standing.TO_CHECK for item in items)
    after = {"items": len(items), "fields": len(fields), "to_check": to_check}
    act.record(edition, unit=unit, before={"items": 0}, after=after)
    return items


def _item(edition: Edition, field: Field, row: NationalRow) -> Item:
    return Item(
        edition=edition,
        field=field,
        sequence=row.sequence,
        level1=row.level1,
        level2=row.level2,
        elements=row.elements,
        basis=row.basis,
        time_limit_text=row.time_limit_text,
        time_limit=row.time_limit,
        publisher=row.publisher,
        channels=list(row.channels),
        audience=row.audience,
        audience_group=row.audience_group,
        mode=row.mode,
        levels=list(row.levels),
        standing=row.standing,
        provenance=row.provenance,
        problems=row.problems,
    )
