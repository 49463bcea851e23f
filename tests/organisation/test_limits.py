"""How often something was tried: counted once for all processes, forgotten in time."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache

from gongkai.ledger.clock import demonstration_moment
from gongkai.organisation.limits import count, count_here, so_far
from gongkai.organisation.models import TryCount

MORNING = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.django_db
class TestShared:
    def test_what_one_process_counts_the_next_one_knows(self) -> None:
        assert [count("send", "192.0.2.1", 60) for _ in range(3)] == [1, 2, 3]
        cache.clear()  # another process has another memory
        assert so_far("send", "192.0.2.1") == 3
        assert count("send", "192.0.2.1", 60) == 4

    def test_kinds_and_places_are_counted_apart_and_a_household_as_one(self) -> None:
        count("send", "192.0.2.1", 60)
        assert count("send", "192.0.2.2", 60) == count("check", "192.0.2.1", 60) == 1
        assert so_far("other", "192.0.2.1") == 0
        count("send", "2001:db8::1", 60)
        assert count("send", "2001:db8::ffff", 60) == 2

    def test_a_place_is_not_kept(self) -> None:
        count("send", "192.0.2.1", 60)
        assert "192.0.2" not in str(TryCount.objects.values())

    def test_an_address_of_both_kinds_is_one_place_and_not_all_of_them(self) -> None:
        assert count("send", "::ffff:192.0.2.1", 60) == count("send", "::ffff:192.0.2.2", 60) == 1
        assert count("send", "192.0.2.1", 60) == 2

    def test_it_runs_out_after_the_first_try_and_leaves_nothing(self) -> None:
        with demonstration_moment(MORNING):
            count("send", "192.0.2.1", 60)
            count("send", "192.0.2.9", 60)
        with demonstration_moment(MORNING + timedelta(seconds=59)):
            assert count("send", "192.0.2.1", 60) == 2
        with demonstration_moment(MORNING + timedelta(seconds=60)):
            assert so_far("send", "192.0.2.1") == 0
            assert count("send", "192.0.2.1", 60) == 1
        assert TryCount.objects.count() == 1


def test_what_is_only_read_writes_nothing() -> None:
    assert [count_here("search", "192.0.2.1", 60) for _ in range(2)] == [1, 2]
