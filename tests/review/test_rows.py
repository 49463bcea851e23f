"""The row page: what the reviewer sees, and that each row is opened and ticked by itself."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Role
from gongkai.organisation.refusals import Invalid
from gongkai.publication import actions as publication
from gongkai.publication.models import StoredFile
from gongkai.review import actions
from gongkai.review.models import FileScan, Opinion, ReviewRow
from gongkai.review.scanning.running import DETECTORS
from roads import House, draft

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]


def address(row: ReviewRow) -> str:
    return reverse("review:row", args=[row.sheet.number, row.sequence])


def seen_of(row: ReviewRow) -> list[str]:
    return list(row.version.attachments.values_list("file__digest", flat=True))


def tick(client: Client, row: ReviewRow, **values: object) -> object:
    given = {"value": "agree", "digest": row.digest, "note": "", "seen": seen_of(row), **values}
    return client.post(address(row), given)


def test_a_first_review_says_so_and_a_second_shows_what_changed(
    house: House, client_of: ClientOf
) -> None:
    record = house.record(body="<p>每户补助1,200元。</p>")
    row = house.ticked(house.registered(record))
    reviewer = client_of(house.reviewer)
    assert "首次送审" in reviewer.get(address(row)).content.decode()
    publication.edit(house.drafter, record, draft(body="<p>每户补助1,500元。</p>"))
    again = house.registered(record)
    page = reviewer.get(address(again)).content.decode()
    assert "首次送审" not in page
    assert re.search(r"<ins>.*?1,500.*?</ins>", page)
    assert f"old={row.version.number}" in page


def test_agreeing_needs_every_attachment_to_have_been_seen(
    house: House, client_of: ClientOf
) -> None:
    row = house.registered(house.record())
    client = client_of(house.reviewer)
    answer = client.post(address(row), {"value": "agree", "digest": row.digest, "note": ""})
    assert "还没有看过附件" in answer.content.decode()
    assert not Opinion.objects.exists()
    assert tick(client, row).status_code == 302  # type: ignore[attr-defined]
    assert Opinion.objects.get().seen == seen_of(row)


def test_what_no_program_could_read_must_be_seen_whatever_page_is_used(house: House) -> None:
    row = house.registered(house.record())
    file = StoredFile.objects.get(digest=seen_of(row)[0])
    FileScan.objects.update_or_create(
        file=file,
        defaults={
            "edition": f"{DETECTORS}/0",
            "unread": [{"label": "第1页", "why": "是图片"}],
            "at": row.sheet.created_at,
        },
    )
    with pytest.raises(Invalid, match="已看过"):
        actions.give_working_opinion(house.reviewer, row, "agree", row.digest)
    actions.give_working_opinion(house.reviewer, row, "agree", row.digest, seen=[file.digest])


def test_refusing_needs_a_reason_but_no_opening(house: House, client_of: ClientOf) -> None:
    row = house.registered(house.record())
    client = client_of(house.reviewer)
    tick(client, row, value="disagree", note="缺少附件", seen=[])
    assert Opinion.objects.get().value == "disagree"


def test_after_a_tick_comes_the_next_row_that_waits(house: House, client_of: ClientOf) -> None:
    sheet = actions.open_sheet(house.handler, house.unit)
    first, second = (house.registered(house.record(), sheet) for _ in range(2))
    client = client_of(house.reviewer)
    answer = tick(client, first)
    assert answer["Location"] == address(second)  # type: ignore[index]
    answer = tick(client, second)
    assert answer["Location"] == reverse("review:sheet", args=[sheet.number])  # type: ignore[index]


def test_no_address_ticks_more_than_one_row(house: House, client_of: ClientOf) -> None:
    """Every address of review, posted everything that a tick is made of, by whoever may tick."""
    sheet = actions.open_sheet(house.handler, house.unit)
    rows = [house.registered(house.record(), sheet) for _ in range(3)]
    given = {
        "value": "agree",
        "digest": [row.digest for row in rows],
        "seen": [seen for row in rows for seen in seen_of(row)],
        "row": [row.pk for row in rows],
        "rows": [row.pk for row in rows],
        "all": "1",
    }
    names = [
        name for name in get_resolver("gongkai.review.urls").reverse_dict if isinstance(name, str)
    ]
    assert "row" in names
    arguments = {"slug": "x", "number": sheet.number, "sequence": 1, "seat": "reviewer"}
    for actor in (house.reviewer, house.leader, house.office):
        client = client_of(actor)
        for name in names:
            ((_, wanted),) = get_resolver("gongkai.review.urls").reverse_dict[name][0]
            values = {key: arguments.get(key, 1) for key in wanted}
            before = Opinion.objects.count()
            client.post(reverse(f"review:{name}", kwargs=values), given)
            assert Opinion.objects.count() - before <= 1, name


def test_the_drafter_sees_no_boxes_whatever_roles_the_account_holds(
    house: House, client_of: ClientOf
) -> None:
    both = house.person(Role.LIAISON, Role.REVIEWER)
    record = publication.create(both, house.unit, draft(), house.item)
    row = house.registered(record)
    page = client_of(both).get(address(row)).content.decode()
    assert 'name="value"' not in page
    assert "由您起草" in page
    assert tick(client_of(both), row).status_code in {403, 409}  # type: ignore[attr-defined]


def test_attachments_are_shown_to_those_in_scope_and_to_nobody_else(
    house: House, client_of: ClientOf
) -> None:
    row = house.registered(house.record())
    attachment = row.version.attachments.get()
    where = [row.sheet.number, row.sequence, attachment.pk]
    page, preview = (
        reverse("review:page", args=[*where, 1]),
        reverse("review:preview", args=where),
    )
    answer = client_of(house.reviewer).get(page)
    assert answer["Content-Type"] == "image/png"
    assert client_of(house.reviewer).get(preview).status_code == 200
    assert (
        client_of(house.reviewer).get(reverse("review:page", args=[*where, 9])).status_code == 404
    )
    stranger = client_of(house.person(Role.LIAISON, unit=house.office_unit))
    assert stranger.get(page).status_code == stranger.get(preview).status_code == 404


@pytest.mark.parametrize(("what", "budget"), [("row", 36), ("sheet", 20)])
def test_the_pages_cost_the_same_for_one_row_and_for_forty(
    house: House, client_of: ClientOf, what: str, budget: int
) -> None:
    sheet = actions.open_sheet(house.handler, house.unit)
    row = house.registered(house.record(), sheet)
    client = client_of(house.reviewer)
    page = address(row) if what == "row" else reverse("review:sheet", args=[sheet.number])
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    for _ in range(6):
        house.registered(house.record(), sheet)
    with CaptureQueriesContext(connection) as many:
        assert client.get(page).status_code == 200
    assert len(many) <= len(few) + 1
    assert len(many) <= budget
