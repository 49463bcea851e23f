"""Giving a field another name from a day on (扶贫 → 乡村振兴, F10)."""

from datetime import date, timedelta

from gongkai.catalogue.actions.common import (
    refresh_portal,
    required,
    rewrite_records,
    town_unit,
)
from gongkai.catalogue.fields import name_key
from gongkai.catalogue.models import Edition, EditionState, Field, FieldName
from gongkai.ledger import clock
from gongkai.organisation.acting import Act, action
from gongkai.organisation.models import Town
from gongkai.organisation.refusals import Invalid

NAME_LENGTH = 60


@action("catalogue.rename_field")
def rename_field(act: Act, field: Field, name: str, valid_from: date, source: str) -> FieldName:
    """Call a field ``name`` from ``valid_from`` on; the former name ends the day before.

    source: the document that renames it. Fields are the same for all towns, so every town's
    public catalogue is written anew, and the pages of what came out since that day. Raises Invalid
    for a name that another field has or had, for a day that is still to come or not after the
    present name's first day, and without a source.
    """
    act.permit(town_unit(act.actor.town) if act.actor.town else None)
    name = name_key(required(name, "name", "请填写领域的新名称。", NAME_LENGTH))
    source = required(source, "source", "请填写改名的依据。", 200)
    field = Field.objects.select_for_update().get(pk=field.pk)
    present = field.names.get(valid_to__isnull=True)
    _check(present, name, valid_from)
    present.valid_to = valid_from - timedelta(days=1)
    present.save(update_fields=["valid_to"])
    renamed = FieldName.objects.create(field=field, name=name, valid_from=valid_from, source=source)
    act.record(
        field,
        unit=town_unit(act.actor.town) if act.actor.town else None,
        before={"name": present.name, "valid_to": present.valid_to.isoformat()},
        after={"name": name, "valid_from": valid_from.isoformat(), "source": source},
        label=name,
    )
    for town in Town.objects.filter(
        pk__in=Edition.objects.filter(state=EditionState.IN_FORCE).values("town")
    ):
        refresh_portal(act, town)
        rewrite_records(act, town, field, valid_from)
    return renamed


def _check(present: FieldName, name: str, valid_from: date) -> None:
    if FieldName.objects.filter(name=name).exists():
        raise Invalid({"name": f"“{name}”是现有或者曾用的领域名称，请换一个。"})
    if valid_from > clock.today():
        raise Invalid({"valid_from": "启用日期不能晚于今天。请在启用当天办理。"})
    if valid_from <= present.valid_from:
        raise Invalid(
            {"valid_from": f"须晚于现名称“{present.name}”的启用日期{present.valid_from}。"}
        )
