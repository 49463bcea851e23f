"""Promise 2: filed or explained. A refusal to publish carries its legal ground."""

import pytest
from django.db import IntegrityError, transaction

import factories
from gongkai.catalogue.models import EditionState
from gongkai.organisation.refusals import Invalid
from gongkai.publication import actions as publication
from gongkai.publication.content import digest_of
from gongkai.publication.models import Version
from gongkai.release.checks import released_without_review
from gongkai.review import actions as review
from roads import House, draft

pytestmark = pytest.mark.django_db


def test_a_record_without_item_or_reason_cannot_be_registered() -> None:
    house = House()
    record = publication.create(house.drafter, house.unit, draft())
    sheet = review.open_sheet(house.handler, house.unit)
    with pytest.raises(Invalid, match="公开事项"):
        review.add_row(house.handler, sheet, record)


def test_a_recorded_reason_takes_the_place_of_an_item() -> None:
    house = House()
    record = publication.create(house.drafter, house.unit, draft(), None, "目录尚未编制")
    assert house.released(record)


def test_an_item_of_a_draft_or_superseded_edition_is_refused() -> None:
    house = House()
    for state in (EditionState.DRAFT, EditionState.SUPERSEDED):
        item = factories.make_item(factories.make_edition(house.town, state=state))
        with pytest.raises(Invalid, match="施行中"):
            publication.create(house.drafter, house.unit, draft(), item)


def test_an_item_of_another_town_is_refused() -> None:
    house = House()
    with pytest.raises(Invalid, match="施行中"):
        publication.create(house.drafter, house.unit, draft(), House().item)


def test_item_and_reason_together_are_refused() -> None:
    house = House()
    with pytest.raises(Invalid, match="清空"):
        publication.create(house.drafter, house.unit, draft(), house.item, "理由")


@pytest.mark.parametrize("state", ["frozen", "live"])
def test_the_database_keeps_the_promise_too(state: str) -> None:
    house = House()
    record = publication.create(house.drafter, house.unit, draft())
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(record=record).update(state=state, digest="sha256:1")


def test_filing_anew_leaves_what_is_public_where_it_is() -> None:
    """The live version keeps its reviewed place until the new filing is reviewed and released."""
    house = House()
    out = house.released()
    publication.file_under(house.drafter, out.record, None, "不再对应目录事项")
    live = out.record.versions.get(state="live")
    assert live.item == house.item
    assert live.digest == digest_of(live)
    assert list(released_without_review()) == []


def test_the_database_wants_a_ground_for_what_is_not_proactive() -> None:
    house = House()
    record = publication.create(house.drafter, house.unit, draft())
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(record=record).update(publicity="withheld")
