"""The packaged national catalogue: F04, F10, and what handbook 4.7 says of its columns."""

import csv
from collections import Counter
from importlib.resources import files

import pytest

import factories
from gongkai.catalogue.actions import load_national
from gongkai.catalogue.models import Field, FieldName, Item, Mode, Standing
from gongkai.catalogue.national import national_rows
from gongkai.organisation.refusals import NotAllowedNow
from gongkai.rules import fields as law


def raw_rows():
    text = (files("gongkai.catalogue") / "data" / "national-township.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_154_rows_of_16_fields_67_seen_and_87_recalled():
    rows = national_rows()
    assert len(rows) == 154 == len(raw_rows())
    assert {row.field_code for row in rows} == {f"{code:02d}" for code in range(1, 17)}
    standings = Counter(row.standing for row in rows)
    assert standings == {Standing.CONFIRMED: 67, Standing.TO_CHECK: 87}


def test_every_row_reaches_the_township_or_its_villages():
    assert all({"乡级", "村级"} & set(row.levels) for row in national_rows())


def test_modes_are_written_out():
    assert Counter(row.mode for row in national_rows()) == {Mode.PROACTIVE: 152, Mode.ON_REQUEST: 2}


def test_field_names_are_those_of_2019():
    names = {raw["field_code"]: raw["field"] for raw in raw_rows()}
    assert {law.field_code(name) for name in names.values()} == set(names)


def test_natural_keys_are_unique():
    keys = [(row.field_code, row.level1, row.level2) for row in national_rows()]
    assert len(set(keys)) == len(keys)


def test_every_time_limit_is_read_and_agrees_with_the_columns_beside_it():
    units = {"workday": "working_day"}
    for row, raw in zip(national_rows(), raw_rows(), strict=True):
        assert row.time_limit["kind"] is not None, row.time_limit_text
        if raw["deadline_days"]:
            limits = [row.time_limit, *row.time_limit["also"]]
            told = {(limit["days"], limit["unit"]) for limit in limits}
            wanted = (int(raw["deadline_days"]), units[raw["deadline_unit"]])
            assert wanted in told, row.time_limit_text


@pytest.mark.django_db
def test_loading_makes_154_items_and_16_fields(national):
    assert national.items.count() == 154
    assert national.items.filter(standing=Standing.TO_CHECK).count() == 87
    assert Field.objects.filter(items__edition=national).distinct().count() == 16
    recalled = national.items.filter(standing=Standing.TO_CHECK).first()
    assert recalled.provenance
    assert recalled.problems
    assert not national.items.filter(standing=Standing.CONFIRMED).exclude(problems=[]).exists()


@pytest.mark.django_db
def test_a_renamed_field_keeps_its_names(national):
    names = FieldName.objects.filter(field__code="14").order_by("valid_from")
    assert [name.name for name in names] == ["扶贫", "乡村振兴"]


@pytest.mark.django_db
def test_loading_twice_is_refused(national, office):
    with pytest.raises(NotAllowedNow, match="已经有公开事项"):
        load_national(office, national)
    assert Item.objects.filter(edition=national).count() == 154


@pytest.mark.django_db
def test_two_towns_share_the_fields(national):
    other = factories.make_edition(state="draft")
    load_national(system(other), other)
    assert Field.objects.count() == 16


def system(edition):
    from gongkai.organisation.actor import system_actor

    return system_actor(edition.town)
