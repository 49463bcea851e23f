"""Pages of drafting, review and release: what they cost, whom they let in, what they say."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

import factories
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Role
from gongkai.publication import actions as publication
from gongkai.publication.lifecycle import newest
from gongkai.publication.models import Record
from gongkai.release.models import Release
from gongkai.review import actions as review
from roads import House, draft

pytestmark = pytest.mark.django_db

Count = Callable[[Client, str], int]


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def queries(django_assert_max_num_queries: object) -> Iterator[Count]:
    from django.db import connection

    def count(client: Client, address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return len(seen)

    yield count


def client_of(actor: Actor) -> Client:
    client = Client()
    assert actor.account is not None
    client.force_login(actor.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


BUDGETS = {
    "/records/": 14,
    "/review/": 10,
    "/release/": 12,
    "/": 33,
}


@pytest.mark.parametrize(("address", "budget"), BUDGETS.items())
def test_lists_cost_the_same_for_few_and_many(
    house: House, queries: Count, address: str, budget: int
) -> None:
    client = client_of(house.office)
    house.released()
    queries(client, address)
    few = queries(client, address)
    for _ in range(5):
        house.released()
        house.registered(house.record())
    many = queries(client, address)
    assert many <= few + 1, (few, many)
    assert many <= budget


def test_a_record_page_keeps_its_budget(house: House, queries: Count) -> None:
    record = house.released().record
    client = client_of(house.office)
    assert queries(client, f"/records/{record.slug}/") <= 32


def test_a_sheet_of_many_rows_costs_as_much_as_one(house: House, queries: Count) -> None:
    sheet = review.open_sheet(house.handler, house.unit)
    house.registered(house.record(), sheet)
    client = client_of(house.reviewer)
    few = queries(client, f"/review/{sheet.number}/")
    for _ in range(8):
        house.ticked(house.registered(house.record(), sheet))
    assert queries(client, f"/review/{sheet.number}/") <= few <= 24


def test_nothing_of_another_unit_or_town_can_be_opened(house: House) -> None:
    out = house.released()
    slug, sheet = out.record.slug, out.row.sheet.number
    attachment = newest(out.record).attachments.get()
    addresses = [
        f"/records/{slug}/",
        f"/records/{slug}/edit/",
        f"/records/{slug}/item/",
        f"/records/{slug}/versions/1/",
        f"/records/{slug}/versions/1/files/{attachment.pk}/",
        f"/review/{sheet}/",
        f"/review/{sheet}/rows/1/",
        f"/review/{sheet}/form.pdf",
        f"/review/{sheet}/form.docx",
    ]
    strangers = [
        house.person(Role.LIAISON, unit=house.office_unit),
        House().office,
        house.person(Role.SYSTEM_ADMIN),
    ]
    for stranger in strangers:
        client = client_of(stranger)
        for address in addresses:
            assert client.get(address).status_code in (403, 404), (stranger, address)
    for address in addresses:
        assert Client().get(address).status_code == 302, address


def test_a_refused_act_says_why_and_changes_nothing(house: House) -> None:
    record = house.record()
    answer = client_of(house.office).post(f"/release/{record.slug}/")
    assert answer.status_code == 200
    assert "还没有送审" in answer.content.decode()
    assert not Release.objects.exists()


def test_a_form_with_faults_keeps_what_was_typed(house: House) -> None:
    answer = client_of(house.drafter).post(
        "/records/new/",
        {
            "unit": house.unit.pk,
            "title": "打了一半的标题",
            "publicity": "withheld",
            "issuer": "示例单位",
            "formed_on": "2026-03-02",
            "validity": "有效",
            "body": "<p>正文</p>",
        },
    )
    page = answer.content.decode()
    assert "打了一半的标题" in page
    assert "第十四条" in page
    assert not Record.objects.exists()


def test_two_people_on_one_draft_meet_a_conflict_not_a_loss(house: House) -> None:
    record = house.record()
    version = newest(record)
    form = {
        "title": "乙的标题",
        "publicity": "proactive",
        "issuer": version.issuer,
        "formed_on": "2026-03-02",
        "validity": "有效",
        "body": "<p>乙的正文</p>",
        "lock": version.lock,
    }
    publication.edit(house.handler, record, draft(title="甲的标题"))
    answer = client_of(house.drafter).post(f"/records/{record.slug}/edit/", form)
    page = answer.content.decode()
    assert "别人保存过" in page
    assert "乙的正文" in page
    assert newest(record).title == "甲的标题"


def test_attachments_that_will_not_do_are_named_and_the_others_kept(house: House) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    record = house.record(attachment=False)
    files = [
        SimpleUploadedFile("空.pdf", b""),
        SimpleUploadedFile("说明.txt", "内容".encode()),
        SimpleUploadedFile("程序.exe", b"MZ\x90"),
    ]
    answer = client_of(house.drafter).post(
        f"/records/{record.slug}/attach/", {"file": files}, follow=True
    )
    page = answer.content.decode()
    assert "《空.pdf》没有添加" in page
    assert "《程序.exe》没有添加" in page
    assert [a.name for a in newest(record).attachments.all()] == ["说明.txt"]


def test_waiting_for_me_shows_each_person_their_step(house: House) -> None:
    title = "等人办的事"
    row = house.registered(house.record(title=title))

    def waits(actor: Actor) -> bool:
        return title in client_of(actor).get("/").content.decode().split("最近")[0]

    assert (waits(house.reviewer), waits(house.leader), waits(house.office)) == (True, False, False)
    review.give_working_opinion(house.reviewer, row, "agree", row.digest)
    assert (waits(house.reviewer), waits(house.leader)) == (False, True)
    review.give_leader_opinion(house.leader, row, "agree", row.digest)
    house.signed(row.sheet)
    assert (waits(house.leader), waits(house.office)) == (False, True)


def test_every_page_is_clean_of_inline_code(house: House) -> None:
    record = house.record()
    answer = client_of(house.drafter).get(f"/records/{record.slug}/edit/")
    policy = answer["Content-Security-Policy"]
    assert "nonce-" not in policy
    assert "unsafe" not in policy
    assert "unsafe" not in client_of(house.drafter).get("/records/")["Content-Security-Policy"]
    assert factories.PASSWORD not in answer.content.decode()


def test_the_office_opens_one_sheet_for_several_departments(house: House) -> None:
    """The form of registration offers the town's own sheet to the Office, not to a liaison."""
    root = house.unit.parent
    assert root is not None
    first, second = house.record(), house.record()
    office, liaison = client_of(house.office), client_of(house.drafter)
    assert root.name in office.get(f"/review/register/{first.slug}/").content.decode()
    assert root.name not in liaison.get(f"/review/register/{first.slug}/").content.decode()
    office.post(f"/review/register/{first.slug}/", {"unit": root.pk, "website": "on"})
    sheet = newest(first).review_rows.get().sheet
    assert sheet.unit == root
    both = {"unit": root.pk, "sheet": sheet.pk, "website": "on"}
    office.post(f"/review/register/{second.slug}/", both)
    assert sheet.rows.count() == 2
    refused = liaison.post(f"/review/register/{house.record().slug}/", both)
    assert "error-summary" in refused.content.decode()
