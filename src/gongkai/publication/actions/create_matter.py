"""Naming a matter that several records will speak of (F05, F16)."""

from gongkai.ledger.clock import now, today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.admission import check_admissible
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Invalid
from gongkai.publication.actions.content import incoming_words
from gongkai.publication.models import Matter

LONGEST_NAME = 120


@action("publication.create_matter")
def create_matter(act: Act, unit: Unit, name: str) -> Matter:
    """Name a new matter of a unit. Raises Invalid on field ``new_matter``."""
    act.permit(unit)
    name = " ".join(name.split())
    if not name:
        raise Invalid({"new_matter": "请填写这件事的名称。"})
    if len(name) > LONGEST_NAME:
        raise Invalid({"new_matter": f"名称不能超过{LONGEST_NAME}字，请缩短。"})
    check_admissible(incoming_words(unit, None, "办理事项的名称", name))
    # One at a time for a unit: the next address is counted from what is there.
    Unit.objects.select_for_update().get(pk=unit.pk)
    if Matter.objects.filter(unit=unit, name=name).exists():
        raise Invalid({"new_matter": f"本单位已经有“{name}”，请在上面的列表里选择。"})
    matter = Matter.objects.create(
        town_id=unit.town_id,
        unit=unit,
        slug=_next_slug(unit),
        name=name,
        created_by=act.account,
        created_at=now(),
    )
    act.record(matter, unit=unit, after={"slug": matter.slug, "name": name}, label=name)
    return matter


def _next_slug(unit: Unit) -> str:
    """An address of its own, as matters are never deleted: unit, year and serial."""
    stem = f"{unit.slug}-{today().year}-m"
    return f"{stem}{Matter.objects.filter(town_id=unit.town_id, slug__startswith=stem).count() + 1}"
