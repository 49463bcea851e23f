"""What the database refuses, whoever writes: the constraints attacked with raw SQL."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

import factories
from gongkai.catalogue.actions import upload_file
from gongkai.catalogue.models import Edition, FieldName, Item

pytestmark = pytest.mark.django_db
CSV = """社会救助领域基层政务公开标准目录,,,,
序号,一级事项,二级事项,公开内容（要素）,公开依据,公开时限,公开主体
1,综合业务,政策法规文件,名称,《条例》,20个工作日内,镇政府
""".encode()


def refused(sql, *values):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        connection.check_constraints()


@pytest.fixture
def edition(town):
    return factories.make_edition(town, number=1, effective_from=date(2026, 1, 1))


@pytest.mark.parametrize(
    "change",
    [
        "state = 'lost'",
        "effective_from = NULL",
        "effective_to = '2025-12-31'",
        "effective_to = '2026-12-31'",
    ],
)
def test_an_edition_in_force(edition, change):
    refused(f"UPDATE catalogue_edition SET {change} WHERE id = %s", edition.pk)


def test_one_edition_in_force_per_town(town, edition):
    other = Edition.objects.create(town=town, number=2, name="乙")
    refused(
        "UPDATE catalogue_edition SET state = 'in_force', effective_from = '2026-02-01' "
        "WHERE id = %s",
        other.pk,
    )
    refused("UPDATE catalogue_edition SET number = 1 WHERE id = %s", other.pk)


@pytest.mark.parametrize(
    "change",
    [
        "level1 = ''",
        "level2 = ''",
        "standing = 'maybe'",
        "audience = '某人'",
        "mode = '半公开'",
        "field_id = 999999",
        "edition_id = 999999",
    ],
)
def test_an_item(edition, change):
    item = factories.make_item(edition)
    refused(f"UPDATE catalogue_item SET {change} WHERE id = %s", item.pk)


@pytest.mark.parametrize("column", ["identity", "sequence", "level2"])
def test_two_items_of_an_edition(edition, column):
    one = factories.make_item(edition, level1="甲")
    two = factories.make_item(edition, field=one.field, level1="甲")
    refused(
        f"UPDATE catalogue_item SET {column} = "
        f"(SELECT {column} FROM catalogue_item WHERE id = %s) WHERE id = %s",
        one.pk,
        two.pk,
    )


def test_a_field_has_one_present_name_and_no_name_is_shared(db):
    one, two = factories.make_field(name="甲"), factories.make_field(name="乙")
    insert = (
        "INSERT INTO catalogue_fieldname (field_id, name, valid_from, source) "
        "VALUES (%s, %s, '2026-01-01', '')"
    )
    refused(insert, one.pk, "丙")
    FieldName.objects.filter(field=two).update(valid_to=date(2025, 12, 31))
    refused(insert, two.pk, "甲")


def test_an_import_is_accepted_with_a_moment(draft, office):
    upload = upload_file(office, draft, "目录.csv", CSV)
    refused("UPDATE catalogue_catalogueimport SET state = 'accepted' WHERE id = %s", upload.pk)
    refused("UPDATE catalogue_catalogueimport SET state = 'lost' WHERE id = %s", upload.pk)
    refused(
        "UPDATE catalogue_catalogueimport SET accepted_at = '2026-01-01' WHERE id = %s", upload.pk
    )


def test_an_edition_with_records_cannot_be_deleted(edition):
    item = factories.make_item(edition)
    factories.make_record(unit=factories.make_unit(edition.town), item=item)
    refused("DELETE FROM catalogue_item WHERE id = %s", item.pk)
    assert Item.objects.filter(pk=item.pk).exists()
