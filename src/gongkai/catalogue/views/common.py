"""What every page of the catalogue needs."""

from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from gongkai.catalogue.models import CatalogueImport, Edition, Item
from gongkai.catalogue.queries import edition_for, field_choices, item_for
from gongkai.ledger import clock
from gongkai.organisation.models import Unit
from gongkai.organisation.permissions import reach_of
from gongkai.organisation.scope import units_in_scope
from gongkai.organisation.web import OfficeRequest


def the_edition(request: OfficeRequest, number: int) -> Edition:
    """An edition of the person's town, or 404."""
    found = edition_for(request.actor, number)
    if found is None:
        raise Http404("没有这个目录版本。")
    return found


def the_item(request: OfficeRequest, number: int, item: int) -> Item:
    """An item of an edition of the person's town, or 404."""
    found = item_for(request.actor, number, item)
    if found is None:
        raise Http404("没有这个公开事项。")
    return found


def the_import(request: OfficeRequest, number: int, upload: int) -> CatalogueImport:
    """An import of an edition of the person's town, or 404. The file itself is not fetched."""
    edition = the_edition(request, number)
    found = CatalogueImport.objects.defer("content").filter(edition=edition, pk=upload).first()
    if found is None:
        raise Http404("没有这个导入文件。")
    found.edition = edition
    return found


def may_edit(request: OfficeRequest) -> bool:
    """Whether the person edits the catalogue at all."""
    return reach_of(request.actor, "catalogue.edit_item") is not None


def unit_choices(request: OfficeRequest) -> list[tuple[str, str]]:
    """Address and name of every unit the person may filter by."""
    units = units_in_scope(request.actor, "catalogue.read").order_by("order", "id")
    return list(units.values_list("slug", "name"))


def open_units(request: OfficeRequest) -> QuerySet[Unit]:
    """The units that can be made responsible."""
    return units_in_scope(request.actor, "catalogue.assign_units").filter(closed_on=None)


def fields_today() -> list[tuple[str, str]]:
    """Code and present name of every field."""
    return field_choices(today())


def today() -> date:
    """The local day."""
    return clock.today()
