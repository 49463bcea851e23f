"""Starting and discarding an edition of the catalogue; scheduling its review (F04, F09)."""

from datetime import date

from django.db.models import Max

from gongkai.catalogue import states
from gongkai.catalogue.actions.common import permitted, required, town_unit
from gongkai.catalogue.models import Edition, Item
from gongkai.ledger import clock
from gongkai.organisation.acting import Act, action
from gongkai.organisation.models import Town
from gongkai.organisation.refusals import Invalid

NAME_LENGTH = 120
SOURCE_LENGTH = 300


@action("catalogue.start_edition")
def start_edition(
    act: Act, town: Town, name: str, source: str = "", copy_from: Edition | None = None
) -> Edition:
    """Start a draft edition of a town's catalogue, empty or as a copy of another edition.

    source: where the edition comes from (document, site), as people cite it. copy_from: an
    edition of the same town whose items are copied with their identity, units and standing.
    Raises Invalid for an empty or too long name and for an edition of another town.
    """
    unit = town_unit(town)
    act.permit(unit)
    name = required(name, "name", "请填写目录版本的名称。", NAME_LENGTH)
    if len(source.strip()) > SOURCE_LENGTH:
        raise Invalid({"source": f"最多{SOURCE_LENGTH}个字。"})
    if copy_from is not None and copy_from.town_id != town.pk:
        raise Invalid({"copy_from": "只能复制本镇的目录版本。"})
    last = Edition.objects.filter(town=town).aggregate(last=Max("number"))["last"]
    edition = Edition.objects.create(
        town=town, number=(last or 0) + 1, name=name, source=source.strip()
    )
    copied = _copy_items(copy_from, edition) if copy_from else 0
    after = {"name": name, "number": edition.number, "source": edition.source, "items": copied}
    if copy_from:
        after["copy_from"] = copy_from.number
    act.record(edition, unit=unit, after=after)
    return edition


def _copy_items(source: Edition, target: Edition) -> int:
    """Copy every item with its identity and units; returns how many."""
    units: dict[str, list[int]] = {}
    copies: list[Item] = []
    for item in source.items.prefetch_related("responsible_units"):
        units[str(item.identity)] = [unit.pk for unit in item.responsible_units.all()]
        item.pk, item.edition = None, target
        item._state.adding = True
        copies.append(item)
    made = Item.objects.bulk_create(copies)
    link = Item.responsible_units.through
    link.objects.bulk_create(
        link(item_id=item.pk, unit_id=unit) for item in made for unit in units[str(item.identity)]
    )
    return len(made)


@action("catalogue.discard_edition")
def discard_edition(act: Act, edition: Edition, why: str = "") -> None:
    """Delete a draft edition with its items and imports; what it was stays on the ledger.

    Raises NotAllowedNow for an edition that is or was in force.
    """
    edition, unit = permitted(act, edition)
    states.require(edition, "discard")
    before = {
        "name": edition.name,
        "number": edition.number,
        "source": edition.source,
        "items": edition.items.count(),
        "imports": list(edition.imports.values_list("name", "digest")),
    }
    act.record(edition, unit=unit, before=before, why=why)
    edition.delete()


@action("catalogue.schedule_review")
def schedule_review(act: Act, edition: Edition, due_on: date | None) -> Edition:
    """Say by which day the edition in force is to be reviewed (持续改进, F09); None: no date.

    The Office is reminded from 30 days before. Raises Invalid for a day that is past.
    """
    edition, unit = permitted(act, edition)
    states.require(edition, "schedule_review")
    if due_on is not None and due_on < clock.today():
        raise Invalid({"due_on": "评估日期不能早于今天。"})
    before = {"review_due_on": _written(edition.review_due_on)}
    edition.review_due_on = due_on
    edition.save(update_fields=["review_due_on"])
    act.record(edition, unit=unit, before=before, after={"review_due_on": _written(due_on)})
    return edition


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None
