"""Appending: only with the change it describes, and never changed afterwards."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from pytest_django import Settings

from gongkai.ledger.actions import Entry, OutsideTransactionError, Subject, append
from gongkai.ledger.clock import ClockError, demonstration_moment, now, today
from gongkai.ledger.models import AppendOnlyError, ChainHead, LedgerEntry
from gongkai.ledger.queries import history, verify
from gongkai.ledger.requests import current_request_id


def entry(chain: str = "poli", **values: Any) -> Entry:
    subject = Subject("organisation.unit", str(values.pop("identity", 1)), "党政办公室")
    return Entry(
        chain=chain, action="test.act", subject=subject, account_id=None, actor="系统", **values
    )


@pytest.mark.django_db(transaction=True)
def test_an_entry_needs_the_open_transaction_of_its_change() -> None:
    with pytest.raises(OutsideTransactionError):
        append(entry())
    assert not LedgerEntry.objects.exists()
    with transaction.atomic():
        append(entry())
    assert LedgerEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_entry_goes_with_its_change_when_the_transaction_fails() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        append(entry())
        raise RuntimeError
    assert not LedgerEntry.objects.exists()
    with transaction.atomic():
        assert append(entry()).number == 1
    assert not list(verify())


@pytest.mark.django_db
class TestChain:
    def test_each_entry_names_the_digest_of_the_one_before(self) -> None:
        first, second = append(entry()), append(entry())
        assert (first.number, second.number) == (1, 2)
        assert (first.previous, second.previous) == ("", first.digest)
        head = ChainHead.objects.get(pk="poli")
        assert (head.number, head.digest) == (2, second.digest)

    def test_towns_have_chains_of_their_own(self) -> None:
        append(entry("poli"))
        other = append(entry("linzhen"))
        assert (other.number, other.previous) == (1, "")
        assert not list(verify())

    def test_the_digest_survives_the_database(self) -> None:
        before = {"名称": "旧", "none": None, "deep": [1, {"b": True, "a": "é\u3000"}]}
        append(entry(before=before, after=[1, 2], why="依据《条例》第二十条"))
        assert not list(verify())

    def test_the_other_algorithm_can_be_chosen_and_both_verify(self, settings: Settings) -> None:
        append(entry())
        settings.DIGEST_ALGORITHM = "sm3"
        assert append(entry()).digest.startswith("sm3:")
        assert not list(verify())

    def test_the_history_of_a_thing_is_its_entries_in_order(self) -> None:
        numbers = [append(entry(identity=identity)).number for identity in (7, 8, 7)]
        assert [e.number for e in history("organisation.unit", 7)] == [numbers[0], numbers[2]]

    def test_a_long_label_is_cut_and_nothing_else(self) -> None:
        made = append(
            Entry("poli", "test.act", Subject("k", "1", "长" * 500), None, "系统", why="长" * 5000)
        )
        assert len(made.subject_label) == 300
        assert len(LedgerEntry.objects.get().why) == 5000
        assert not list(verify())


@pytest.mark.django_db
class TestAppendOnly:
    """Every road that the ORM offers to change or remove an entry is refused."""

    @pytest.fixture
    def written(self) -> LedgerEntry:
        return append(entry())

    def test_save(self, written: LedgerEntry) -> None:
        written.why = "改动"
        with pytest.raises(AppendOnlyError):
            written.save()
        found = LedgerEntry.objects.get()
        found.why = "改动"
        with pytest.raises(AppendOnlyError):
            found.save(update_fields=["why"])

    def test_delete(self, written: LedgerEntry) -> None:
        with pytest.raises(AppendOnlyError):
            written.delete()

    def test_querysets(self, written: LedgerEntry) -> None:
        for rows in (LedgerEntry.objects.all(), LedgerEntry.objects.filter(chain="poli")):
            with pytest.raises(AppendOnlyError):
                rows.update(why="改动")
            with pytest.raises(AppendOnlyError):
                rows.delete()
        with pytest.raises(AppendOnlyError):
            LedgerEntry.objects.bulk_update([written], ["why"])
        with pytest.raises(AppendOnlyError):
            LedgerEntry.objects.update_or_create(pk=written.pk, defaults={"why": "改动"})

    def test_history(self, written: LedgerEntry) -> None:
        with pytest.raises(AppendOnlyError):
            history("organisation.unit", 1).update(why="改动")

    @pytest.fixture(autouse=True)
    def nothing_changed(self, written: LedgerEntry) -> Any:
        yield
        assert LedgerEntry.objects.get().why == ""
        assert not list(verify())


class TestClock:
    MOMENT = datetime(2026, 1, 1, 0, 30, tzinfo=ZoneInfo("Asia/Shanghai"))

    def test_a_real_town_cannot_set_its_clock(self, settings: Settings) -> None:
        settings.CLOCK_MAY_BE_SET = False
        with pytest.raises(ClockError), demonstration_moment(self.MOMENT):
            pass

    def test_the_day_is_the_local_day(self) -> None:
        with demonstration_moment(self.MOMENT):
            assert now() == self.MOMENT
            assert today().isoformat() == "2026-01-01"
        assert now() != self.MOMENT


def test_there_is_no_request_outside_a_request() -> None:
    assert current_request_id() == ""
