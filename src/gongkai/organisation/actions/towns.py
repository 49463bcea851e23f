"""Towns: made by the product (a command, the demonstration), described by its administrator."""

from dataclasses import asdict, dataclass

from gongkai.organisation.acting import Act, action
from gongkai.organisation.actions.common import check_columns, plain, refresh_site, root_unit
from gongkai.organisation.actions.units import UnitFacts, fill_unit
from gongkai.organisation.models import Town, Unit, UnitKind
from gongkai.organisation.refusals import Invalid

ROOT_SLUG = "town"


@dataclass(frozen=True)
class TownFacts:
    """What a town says of itself; the site columns are what the norms want on every page.

    政府网站发展指引 (国办发〔2017〕47号): 标识码, ICP备案号, 公网安备号, contact (handbook 4.2).
    """

    name: str
    site_name: str
    site_domain: str
    district: str = ""
    site_code: str = ""
    icp_number: str = ""
    police_number: str = ""
    contact_phone: str = ""
    contact_address: str = ""


_FIELDS = tuple(TownFacts.__dataclass_fields__)


@action("organisation.create_town")
def create_town(
    act: Act, slug: str, facts: TownFacts, root: UnitFacts, *, demonstration: bool = False
) -> Town:
    """Make a town and its own unit, the root of its tree.

    slug: part of public addresses, never changed later. Raises Invalid by field.
    """
    act.permit(None)
    if Town.objects.filter(slug=slug).exists():
        raise Invalid({"slug": f"标识“{slug}”已经使用，请换一个。"})
    town = Town(slug=slug, demonstration=demonstration, **asdict(facts))
    check_columns(town, ("slug", *_FIELDS))
    town.save()
    unit = Unit(town=town, parent=None, slug=ROOT_SLUG)
    fill_unit(unit, root, kind=UnitKind.TOWN)
    unit.save()
    act.record(town, unit=unit, after={"slug": slug, **plain(town, _FIELDS), "unit": unit.name})
    return town


@action("organisation.edit_town")
def edit_town(act: Act, town: Town, facts: TownFacts) -> Town:
    """Change a town's name and site identifiers. Raises Invalid by field."""
    root = root_unit(town)
    act.permit(root)
    town = Town.objects.select_for_update(no_key=True).get(pk=town.pk)
    before = plain(town, _FIELDS)
    for name, value in asdict(facts).items():
        setattr(town, name, value)
    check_columns(town, _FIELDS)
    town.save(update_fields=_FIELDS)
    act.record(town, unit=root, before=before, after=plain(town, _FIELDS))
    refresh_site(act)
    return town
