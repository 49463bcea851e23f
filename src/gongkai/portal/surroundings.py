"""What stands around the records: the site's names, the catalogue, the units, the group.

Read once per build or delivery. Nothing here knows the date: a page shows what is in force as
of the latest change, so that the same facts give the same bytes on any day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from urllib.parse import urlsplit

from django.db.models import Max, Prefetch, QuerySet

from gongkai.catalogue.models import Edition, EditionState, FieldName, Item, Standing
from gongkai.catalogue.models import Field as CatalogueField
from gongkai.organisation.models import GroupSeat, Post, SeatKind, Town, Unit, UnitKind
from gongkai.organisation.public_address import public_address
from gongkai.portal.assets import Assets
from gongkai.portal.doors import open_doors
from gongkai.portal.facts import (
    EditionFacts,
    FieldFacts,
    ItemFacts,
    PostFacts,
    SeatFacts,
    Site,
    UnitFacts,
)

_KIND_ORDER = {
    UnitKind.TOWN: 0,
    UnitKind.DEPARTMENT: 1,
    UnitKind.SERVICE_CENTRE: 2,
    UnitKind.INSTITUTION: 3,
    UnitKind.COMMUNITY: 4,
    UnitKind.VILLAGE: 5,
}


def site_facts(town: Town, assets: Assets) -> Site:
    """The names and identifiers that every page of a town carries."""
    return Site(
        slug=town.slug,
        town=town.name,
        host=f"{town.name}{'办事处' if town.name.endswith('街道') else '人民政府'}",
        district=town.district,
        name=town.site_name,
        domain=town.site_domain,
        code=town.site_code,
        icp_number=town.icp_number,
        police_number=town.police_number,
        phone=town.contact_phone,
        postal_address=town.contact_address,
        demonstration=town.demonstration,
        base=urlsplit(public_address(town)).path,
        style=assets.style,
        script=assets.script,
        icon=assets.icon,
        doors=open_doors(town),
    )


def units_of(town: Town) -> list[UnitFacts]:
    """The units of a town with the posts held now, in the order of their kinds."""
    posts = Post.objects.filter(valid_to__isnull=True).order_by("order", "id")
    units = Unit.objects.filter(town=town).prefetch_related(Prefetch("posts", queryset=posts))
    ordered = sorted(units, key=lambda u: (_KIND_ORDER[UnitKind(u.kind)], u.order, u.pk))
    return [_unit_facts(unit) for unit in ordered]


def _unit_facts(unit: Unit) -> UnitFacts:
    return UnitFacts(
        slug=unit.slug,
        name=unit.name,
        kind=unit.kind,
        kind_label=unit.get_kind_display(),
        address=unit.address,
        phone=unit.phone,
        hours=unit.hours,
        posts=tuple(PostFacts(p.title, p.holder, p.phone) for p in unit.posts.all()),
        closed_on=unit.closed_on,
    )


def group_of(town: Town) -> tuple[SeatFacts, ...]:
    """The leading group as of its latest change, heading by heading (attachment 1)."""
    seats = list(
        GroupSeat.objects.filter(town=town, valid_to__isnull=True)
        .select_related("unit")
        .order_by("order", "id")
    )
    groups = []
    for kind in SeatKind:
        rows = tuple(_seat(seat) for seat in seats if seat.kind == kind)
        if rows:
            groups.append(SeatFacts(kind.label, rows))
    return tuple(groups)


def group_since(town: Town) -> date | None:
    """The day of the latest change of the leading group; None before the first seat."""
    days = GroupSeat.objects.filter(town=town).aggregate(
        came=Max("valid_from"), went=Max("valid_to")
    )
    went = days["went"] + timedelta(days=1) if days["went"] else None
    return max((day for day in (days["came"], went) if day), default=None)


def _seat(seat: GroupSeat) -> tuple[str, str]:
    unit = seat.unit.name if seat.unit else ""
    return (unit, "") if seat.kind == SeatKind.OFFICE_UNIT else (seat.person, seat.post_title)


@dataclass(frozen=True)
class PublicCatalogue:
    """The catalogue as the public reads it: the edition in force, and items that once were."""

    town: Town

    @cached_property
    def edition(self) -> EditionFacts | None:
        """The edition in force; None before the first one."""
        found = Edition.objects.filter(town=self.town, state=EditionState.IN_FORCE).first()
        return EditionFacts(found.name, found.effective_from) if found else None

    @cached_property
    def items(self) -> dict[str, ItemFacts]:
        """Every item that was ever in force, by identity, as the newest edition words it."""
        return {str(item.identity): _item_facts(item) for item in _public_items(self.town)}

    @cached_property
    def field_names(self) -> dict[str, str]:
        """What the fields are called now, by code, in their order."""
        names = dict(
            FieldName.objects.filter(valid_to__isnull=True).values_list("field__code", "name")
        )
        codes = {item.field for item in self.items.values()}
        order = CatalogueField.objects.order_by("order", "code").values_list("code", flat=True)
        return {code: names.get(code, code) for code in order if code in codes}

    def in_force(self, field: str | None = None) -> list[ItemFacts]:
        """The items of the edition in force, of one field or of all, in their order."""
        return [
            item
            for item in self.items.values()
            if item.in_force and (field is None or item.field == field)
        ]

    def of_unit(self, slug: str) -> list[ItemFacts]:
        """The items in force for which a unit is responsible."""
        return self._by_unit.get(slug, [])

    @cached_property
    def _by_unit(self) -> dict[str, list[ItemFacts]]:
        """The items in force by each unit that is responsible."""
        found: dict[str, list[ItemFacts]] = {}
        for item in self.in_force():
            for slug, _ in item.units:
                found.setdefault(slug, []).append(item)
        return found

    def fields(self, published: dict[str, int]) -> list[FieldFacts]:
        """The fields with the number of items in force and of published records by code."""
        counts = _count(item.field for item in self.in_force())
        return [
            FieldFacts(code, name, counts.get(code, 0), published.get(code, 0))
            for code, name in self.field_names.items()
        ]


def _public_items(town: Town) -> QuerySet[Item]:
    """Items of editions that are or were in force; the newest edition last, so that it wins."""
    return (
        Item.objects.filter(edition__town=town)
        .exclude(edition__state=EditionState.DRAFT)
        .select_related("edition", "field")
        .prefetch_related("responsible_units")
        .order_by("edition__number", "field__order", "field__code", "sequence", "id")
    )


def _item_facts(item: Item) -> ItemFacts:
    units = sorted(item.responsible_units.all(), key=lambda unit: (unit.order, unit.pk))
    return ItemFacts(
        identity=str(item.identity),
        field=item.field.code,
        level1=item.level1,
        level2=item.level2,
        elements=tuple(_parts(item.elements)),
        basis=item.basis,
        time_limit=item.time_limit_text,
        publisher=item.publisher,
        channels=tuple(item.channels or ()),
        audience=_audience(item),
        mode=item.mode,
        levels=tuple(item.levels or ()),
        units=tuple((unit.slug, unit.name) for unit in units),
        to_check=item.standing == Standing.TO_CHECK,
        in_force=item.edition.state == EditionState.IN_FORCE,
        edition=item.edition.name,
    )


def _audience(item: Item) -> str | None:
    return f"{item.audience}（{item.audience_group}）" if item.audience_group else item.audience


def _parts(text: str | None) -> list[str]:
    parts = (text or "").replace(";", "；").replace("\n", "；").split("；")
    return [part.strip() for part in parts if part.strip()]


def _count(values: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return counts
