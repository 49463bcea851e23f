"""Signed sheets are kept and never deleted (N1, F42); the register is checked daily (F43)."""

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db.models import PROTECT, ProtectedError
from django.test import Client
from django.urls import get_resolver, reverse

from gongkai.ledger.clock import today
from gongkai.organisation.acting import all_actions
from gongkai.organisation.actor import Actor
from gongkai.organisation.refusals import NotAllowedNow
from gongkai.organisation.waiting import waiting_for
from gongkai.outbox import daily as outbox_daily
from gongkai.outbox.handlers import Delivery
from gongkai.outbox.models import Effect
from gongkai.publication.files import actual_digest, read
from gongkai.publication.models import Version
from gongkai.review import actions
from gongkai.review.daily import StillRunning, run_daily_check
from gongkai.review.models import (
    DailyCheck,
    Opinion,
    ReviewRow,
    ReviewSheet,
    SheetArchive,
    Signature,
)
from gongkai.review.signing import Signed, is_genuine
from roads import House

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]
DELIVERY = Delivery({"day": "2026-11-23"}, "daily:review.daily_check:2026-11-23", 1)


@pytest.fixture
def sheet(house: House) -> ReviewSheet:
    return house.approved().versions.get(number=2).review_rows.get().sheet


def test_what_was_put_away_is_the_print_and_everything_signed(
    house: House, sheet: ReviewSheet, client_of: ClientOf
) -> None:
    archive = actions.archive_sheet(house.office, sheet)
    assert read(archive.form).startswith(b"%PDF-")
    assert actual_digest(archive.form) == archive.form.digest
    kept = json.loads(read(archive.statements))
    assert [entry["seat"] for entry in kept["signatures"]] == ["handler", "reviewer", "leader"]
    for entry in kept["signatures"]:
        signed = Signed(entry["algorithm"], entry["key"], entry["value"])
        assert is_genuine(entry["statement"].encode(), signed)
    client = client_of(house.office)
    for what in ("form", "statements"):
        answer = client.get(reverse("review:archived", args=[sheet.number, what]))
        assert answer.status_code == 200
    assert client.get(reverse("review:archived", args=[sheet.number, "x"])).status_code == 404


def test_only_a_signed_sheet_is_put_away_and_once(house: House, sheet: ReviewSheet) -> None:
    unsigned = house.registered(house.record()).sheet
    with pytest.raises(NotAllowedNow, match="签字齐全"):
        actions.archive_sheet(house.office, unsigned)
    actions.archive_sheet(house.office, sheet)
    with pytest.raises(NotAllowedNow, match="已经归档"):
        actions.archive_sheet(house.office, sheet)


def test_the_page_offers_it_to_the_office_alone(
    house: House, sheet: ReviewSheet, client_of: ClientOf
) -> None:
    page = reverse("review:sheet", args=[sheet.number])
    assert "归档" not in client_of(house.leader).get(page).content.decode()
    client = client_of(house.office)
    assert "归档" in client.get(page).content.decode()
    client.post(reverse("review:archive", args=[sheet.number]))
    assert SheetArchive.objects.filter(sheet=sheet).exists()


def test_no_act_and_no_address_deletes_a_sheet() -> None:
    deleting = [
        name
        for name in all_actions()
        if name.startswith("review.") and ("delete" in name or "destroy" in name)
    ]
    assert deleting == []
    names = [name for name in get_resolver("gongkai.review.urls").reverse_dict if name]
    assert not [name for name in names if isinstance(name, str) and "delete" in name]


def test_whatever_hangs_on_a_sheet_protects_it(house: House, sheet: ReviewSheet) -> None:
    for model in (ReviewRow, Signature, SheetArchive):
        assert model._meta.get_field("sheet").remote_field.on_delete is PROTECT
    assert Opinion._meta.get_field("row").remote_field.on_delete is PROTECT
    with pytest.raises(ProtectedError):
        sheet.delete()


def test_the_daily_check_finds_nothing_where_nothing_is_wrong(house: House) -> None:
    house.released()
    run_daily_check(DELIVERY)
    check = DailyCheck.objects.get()
    assert (check.day, check.faults) == (today(), [])
    assert check.finished_at is not None
    assert not [item for item in waiting_for(house.office) if "核验" in item.what]


def test_the_office_is_told_what_the_daily_check_found(house: House, client_of: ClientOf) -> None:
    release = house.released()
    Version.objects.filter(pk=release.version_id).update(title="换过的标题")
    run_daily_check(DELIVERY)
    (item,) = [item for item in waiting_for(house.office) if "核验" in item.what]
    assert "换过的标题" in item.reason
    assert "换过的标题" in client_of(house.office).get(item.url).content.decode()
    other = House()
    assert not [item for item in waiting_for(other.office) if "核验" in item.what]
    assert "换过的标题" not in client_of(other.office).get(item.url).content.decode()


def test_delivered_twice_the_check_runs_once() -> None:
    run_daily_check(DELIVERY)
    finished = DailyCheck.objects.get().finished_at
    run_daily_check(DELIVERY)
    assert DailyCheck.objects.get().finished_at == finished


def test_while_another_worker_checks_one_waits_and_takes_over_from_the_dead() -> None:
    run_daily_check(DELIVERY)
    check = DailyCheck.objects.get()
    DailyCheck.objects.update(finished_at=None)
    with pytest.raises(StillRunning):
        run_daily_check(DELIVERY)
    DailyCheck.objects.update(started_at=check.started_at - timedelta(hours=7))
    run_daily_check(DELIVERY)
    assert DailyCheck.objects.get().finished_at is not None


def test_a_day_is_planned_once_however_many_workers_start() -> None:
    for _ in range(3):
        outbox_daily.plan(date(2026, 11, 23))
    planned = Effect.objects.filter(handler="review.daily_check")
    assert planned.count() == 1
    assert planned.get().due_at.hour in {3, 19}
