"""Rows for tests, made straight through the models with unique and sane values.

They leave no ledger entries; what a test is about goes through the actions. Call as
``make_record(town=…)``; whatever is not given is made.
"""

import itertools
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from gongkai.catalogue.models import Edition, EditionState, Field, FieldName, Item, Standing
from gongkai.organisation.models import Account, Liaison, Role, RoleGrant, Town, Unit, UnitKind
from gongkai.publication.models import (
    PUBLIC_STATES,
    Publicity,
    Record,
    RecordState,
    Version,
    VersionState,
)
from gongkai.rules.numbering import index_number, make_credit_code

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
TODAY = NOW.date()
PASSWORD = "Ceshi-Mima-2026"

_numbers = itertools.count(1)


def make_town(slug: str = "", **values: Any) -> Town:
    """A town and its root unit (``town.units.get(parent=None)``)."""
    number = next(_numbers)
    slug = slug or f"town-{number}"
    values.setdefault("name", f"示例镇{number}")
    values.setdefault("site_name", f"{values['name']}政务公开")
    values.setdefault("site_domain", f"{slug}.example.gov.cn")
    town = Town.objects.create(slug=slug, **values)
    make_unit(town, kind=UnitKind.TOWN, name=f"{town.name}人民政府", slug="town", parent=None)
    return town


def root_unit(town: Town) -> Unit:
    """The town's own unit."""
    return Unit.objects.get(town=town, parent=None)


def make_unit(
    town: Town | None = None, *, kind: UnitKind | str = UnitKind.DEPARTMENT, **values: Any
) -> Unit:
    """A unit under the town's own unit, with a valid credit code."""
    number = next(_numbers)
    town = town or make_town()
    if "parent" not in values:
        values["parent"] = root_unit(town)
    values.setdefault("slug", f"unit-{number}")
    values.setdefault("name", f"示例单位{number}")
    values.setdefault("credit_code", make_credit_code(f"11370211{number:09d}"))
    values.setdefault("order", number)
    return Unit.objects.create(town=town, kind=kind, **values)


def make_account(
    *roles: Role | str, unit: Unit | None = None, password: str = PASSWORD, **values: Any
) -> Account:
    """An account with these roles, in ``unit`` or in a new department of a new town."""
    number = next(_numbers)
    values.setdefault("username", f"user-{number}")
    values.setdefault("name", f"测试人员{number}")
    account = Account.objects.create_user(password=password, unit=unit or make_unit(), **values)
    for role in roles:
        RoleGrant.objects.create(account=account, role=role)
    return account


def make_liaison(unit: Unit, account: Account | None = None, **values: Any) -> Liaison:
    """The active liaison of ``unit``."""
    account = account or make_account(Role.LIAISON, unit=unit)
    values.setdefault("valid_from", date(2026, 1, 1))
    return Liaison.objects.create(unit=unit, account=account, **values)


def make_field(code: str = "", name: str = "") -> Field:
    """A field (领域) with one name."""
    number = next(_numbers)
    field = Field.objects.create(code=code or f"T{number:03d}"[-4:], order=number)
    FieldName.objects.create(
        field=field, name=name or f"示例领域{number}", valid_from=date(2019, 12, 11)
    )
    return field


def make_edition(
    town: Town | None = None, *, state: EditionState | str = EditionState.IN_FORCE, **values: Any
) -> Edition:
    """An edition of the town's catalogue, in force unless said otherwise."""
    number = next(_numbers)
    town = town or make_town()
    values.setdefault("number", number)
    values.setdefault("name", f"{town.name}标准目录({values['number']})")
    if state != EditionState.DRAFT:
        values.setdefault("effective_from", date(2026, 1, 1))
    return Edition.objects.create(town=town, state=state, **values)


def make_item(
    edition: Edition | None = None, *, units: tuple[Unit, ...] = (), **values: Any
) -> Item:
    """An item that must appear on the website within 20 working days.

    ``edition`` None: the edition in force of ``town`` (made if there is none).
    """
    number = next(_numbers)
    edition = edition or _edition_in_force(values.pop("town", None))
    if "field" not in values:
        values["field"] = make_field()
    values.setdefault("sequence", number)
    values.setdefault("level1", f"一级事项{number}")
    values.setdefault("level2", f"二级事项{number}")
    values.setdefault("elements", "文件名称；文号；正文")
    values.setdefault("basis", "《中华人民共和国政府信息公开条例》")
    values.setdefault("time_limit_text", "自信息形成或者变更之日起20个工作日内")
    values.setdefault("publisher", "镇政府")
    values.setdefault("channels", ["政府网站"])
    values.setdefault("audience", "全社会")
    values.setdefault("mode", "主动公开")
    values.setdefault("levels", ["乡级"])
    values.setdefault("standing", Standing.CONFIRMED)
    item = Item.objects.create(edition=edition, **values)
    item.responsible_units.set(units)
    return item


def _edition_in_force(town: Town | None) -> Edition:
    found = town and Edition.objects.filter(town=town, state=EditionState.IN_FORCE).first()
    return found or make_edition(town)


def make_record(
    *,
    unit: Unit | None = None,
    item: Item | None = None,
    created_by: Account | None = None,
    state: RecordState | str = RecordState.DRAFT,
    version: dict[str, Any] | None = None,
    **values: Any,
) -> Record:
    """A record with its first version, a draft unless said otherwise.

    ``version``: values of the version (``make_version``). For a record on its way through
    review or release use the actions: this makes the rows only.
    """
    number = next(_numbers)
    unit = unit or make_unit(values.pop("town", None))
    created_by = created_by or make_account(Role.LIAISON, unit=unit)
    values.setdefault("slug", f"r{number}")
    values.setdefault("index_number", index_number(unit.credit_code or unit.slug, 2026, number))
    values.setdefault("created_at", NOW)
    values.setdefault("updated_at", NOW)
    values.setdefault("live_as", state if state in PUBLIC_STATES else "")
    record = Record.objects.create(
        town=unit.town,
        unit=unit,
        state=state,
        created_by=created_by,
        **values,
    )
    item = item or make_item(town=unit.town, units=(unit,))
    make_version(record, **{"item": item, **(version or {})})
    return record


def make_version(record: Record, **values: Any) -> Version:
    """A version of ``record``, by default its draft."""
    number = next(_numbers)
    values.setdefault("number", record.versions.count() + 1)
    newest = record.versions.order_by("-number").first()
    values.setdefault("item", newest.item if newest else None)
    values.setdefault("no_item_reason", newest.no_item_reason if newest else "")
    values.setdefault("state", VersionState.DRAFT)
    values.setdefault("title", f"示例信息{number}")
    values.setdefault("issuer", record.unit.name)
    values.setdefault("formed_on", TODAY)
    values.setdefault("publicity", Publicity.PROACTIVE)
    values.setdefault("validity", "有效")
    values.setdefault("body", "<p>示例正文。</p>")
    values.setdefault("created_by", record.created_by)
    values.setdefault("created_at", NOW)
    if values["state"] != VersionState.DRAFT:
        values.setdefault("digest", f"sha256:{number:064x}")
        values.setdefault("frozen_at", NOW)
    return Version.objects.create(record=record, **values)
