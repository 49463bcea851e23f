"""Reading the catalogue, always within the actor's town."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from gongkai.catalogue.fields import names_on
from gongkai.catalogue.models import (
    CatalogueImport,
    Edition,
    EditionState,
    Field,
    FieldName,
    Item,
    Standing,
)
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Town
from gongkai.organisation.scope import units_in_scope


@dataclass(frozen=True)
class ItemFilter:
    """What a list of items is narrowed to; empty means all."""

    text: str = ""
    field: str = ""
    standing: str = ""
    unit: str = ""
    without_unit: bool = False


@dataclass
class FieldGroup:
    """A field of an edition with its name on the edition's day and its items."""

    field: Field
    name: str
    items: list[Item]

    @property
    def to_check(self) -> int:
        """How many of its items are 待核对."""
        return sum(item.standing == Standing.TO_CHECK for item in self.items)

    @property
    def without_unit(self) -> int:
        """How many of its items nobody is responsible for; prefetch the units."""
        return sum(not item.responsible_units.all() for item in self.items)


@dataclass(frozen=True)
class FieldCount:
    """A field of an edition with the number of its items, 待核对, and without a unit."""

    code: str
    name: str
    items: int
    to_check: int
    without_unit: int


def edition_in_force(town: Town) -> Edition | None:
    """The town's edition in force, if it has one."""
    return Edition.objects.filter(town=town, state=EditionState.IN_FORCE).first()


def editions_for(actor: Actor) -> QuerySet[Edition]:
    """The editions that this person may see, newest first, with their counts of items."""
    towns = units_in_scope(actor, "catalogue.read").values("town")
    to_check = Count("items", filter=Q(items__standing=Standing.TO_CHECK))
    return (
        Edition.objects.filter(town__in=towns)
        .select_related("town")
        .annotate(item_count=Count("items"), to_check_count=to_check)
        .order_by("-number")
    )


def to_check_count(edition: Edition) -> int:
    """How many rows of an edition are 待核对."""
    return edition.items.filter(standing=Standing.TO_CHECK).count()


def edition_for(actor: Actor, number: int) -> Edition | None:
    """One edition by its number, if this person may see it."""
    return editions_for(actor).filter(town_id=actor.town_id, number=number).first()


def items_for(actor: Actor) -> QuerySet[Item]:
    """The items that this person may see, with edition, field and units."""
    towns = units_in_scope(actor, "catalogue.read").values("town")
    return (
        Item.objects.filter(edition__town__in=towns)
        .select_related("edition__town", "field")
        .prefetch_related("responsible_units")
        .order_by("edition_id", "field__order", "sequence")
    )


def item_for(actor: Actor, number: int, item: int) -> Item | None:
    """One item of an edition, if this person may see it."""
    mine = items_for(actor).filter(edition__town_id=actor.town_id, edition__number=number)
    return mine.filter(pk=item).first()


def imports_for(actor: Actor, edition: Edition) -> QuerySet[CatalogueImport]:
    """The imports of an edition without file and reading, if this person may see them."""
    towns = units_in_scope(actor, "catalogue.read").values("town")
    return (
        CatalogueImport.objects.filter(edition=edition, edition__town__in=towns)
        .select_related("uploaded_by")
        .defer("content", "reading", "decisions")
    )


def filtered(items: QuerySet[Item], wanted: ItemFilter) -> QuerySet[Item]:
    """Narrow a list of items by words, field, standing and responsible unit."""
    if wanted.text:
        items = _containing(items, wanted.text)
    if wanted.field:
        items = items.filter(field__code=wanted.field)
    if wanted.standing:
        items = items.filter(standing=wanted.standing)
    if wanted.unit:
        items = items.filter(responsible_units__slug=wanted.unit)
    if wanted.without_unit:
        items = items.filter(responsible_units__isnull=True)
    return items


def _containing(items: QuerySet[Item], text: str) -> QuerySet[Item]:
    """Items in which every word stands in level 1, level 2, elements, publisher or field name."""
    for word in text.split():
        named = FieldName.objects.filter(name__icontains=word).values("field")
        items = items.filter(
            Q(level1__icontains=word)
            | Q(level2__icontains=word)
            | Q(elements__icontains=word)
            | Q(publisher__icontains=word)
            | Q(field__in=named)
        )
    return items


def search_items(edition: Edition, text: str) -> QuerySet[Item]:
    """The items of an edition that hold every word of ``text``."""
    items = edition.items.select_related("field").order_by("field__order", "sequence")
    return filtered(items, ItemFilter(text=text))


def day_of(edition: Edition) -> date:
    """The day whose field names an edition shows: today in force, its last day once superseded."""
    return edition.effective_to or timezone.localdate()


def items_by_field(edition: Edition, items: Iterable[Item] | None = None) -> list[FieldGroup]:
    """The items of an edition (or those given) by field, in the catalogue's order."""
    if items is None:
        items = edition.items.select_related("field").prefetch_related("responsible_units")
    names = names_on(day_of(edition))
    groups: dict[int, FieldGroup] = {}
    for item in sorted(items, key=lambda each: (each.field.order, each.field_id, each.sequence)):
        name = names.get(item.field_id, item.field.code)
        groups.setdefault(item.field_id, FieldGroup(item.field, name, [])).items.append(item)
    return list(groups.values())


def field_counts(edition: Edition) -> list[FieldCount]:
    """How many items each field of an edition holds, in the catalogue's order."""
    names = names_on(day_of(edition))
    rows = (
        Field.objects.filter(items__edition=edition)
        .annotate(
            count=Count("items", distinct=True),
            to_check=Count("items", filter=Q(items__standing=Standing.TO_CHECK), distinct=True),
            without_unit=Count(
                "items", filter=Q(items__responsible_units__isnull=True), distinct=True
            ),
        )
        .order_by("order", "code")
        .values_list("pk", "code", "count", "to_check", "without_unit")
    )
    return [
        FieldCount(code, names.get(pk, code), count, to_check, without)
        for pk, code, count, to_check, without in rows
    ]


def field_name(field: Field, on: date) -> str:
    """What the field is called on that day; its oldest name for a day before all names."""
    names = list(field.names.order_by("valid_from"))
    earlier = [name.name for name in names if name.valid_from <= on]
    if earlier:
        return earlier[-1]
    return names[0].name if names else field.code


def field_choices(on: date) -> list[tuple[str, str]]:
    """Code and name of every field, for the fields of a form."""
    names = names_on(on)
    return [(field.code, names.get(field.pk, field.code)) for field in Field.objects.all()]


def current_item(item: Item) -> Item | None:
    """The item of the edition in force that continues ``item``; None where it left."""
    return (
        Item.objects.filter(
            identity=item.identity,
            edition__town_id=item.edition.town_id,
            edition__state=EditionState.IN_FORCE,
        )
        .select_related("edition", "field")
        .first()
    )


def history_of(item: Item) -> list[Item]:
    """The same item in every edition of its town, newest edition first."""
    return list(
        Item.objects.filter(identity=item.identity, edition__town_id=item.edition.town_id)
        .select_related("edition", "field")
        .order_by("-edition__number")
    )
