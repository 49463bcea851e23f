"""A unit under another: one change of a key; addresses, sheets, public pages stay as they are."""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

import factories
from gongkai.organisation import actions as organisation
from gongkai.organisation.models import Role
from gongkai.outbox.worker import drain
from gongkai.portal.building import build, differences
from gongkai.release.checks import released_without_review
from gongkai.review.models import ReviewSheet
from portal.trees import files_of
from roads import House

pytestmark = pytest.mark.django_db


def test_addresses_sheets_and_public_pages_stay() -> None:
    house = House()
    record = house.released().record
    build(house.town)
    drain()
    admin = house.person(Role.SYSTEM_ADMIN, unit=house.office_unit)
    above = factories.make_unit(house.town)
    drain()
    build(house.town)
    tree = settings.SITE_ROOT / house.town.slug
    before, sheet = files_of(tree), ReviewSheet.objects.values().get()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        organisation.move_unit(admin, house.unit, above, why="机构调整")
    drain()

    changes = [
        q["sql"]
        for q in queries
        if q["sql"].startswith("UPDATE") and "organisation_unit" in q["sql"]
    ]
    assert len(changes) == 1
    assert "parent_id" in changes[0]
    record.refresh_from_db()
    assert ReviewSheet.objects.values().get() == sheet
    assert files_of(tree) == before
    assert differences(house.town) == []
    assert not list(released_without_review())
    assert record.unit == house.unit
