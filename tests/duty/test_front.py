"""What the first public page says of the quarter."""

import pytest

from duty.helpers import on, owed
from gongkai.duty import actions as duty
from gongkai.duty import handlers
from gongkai.duty.coverage.front import counted, is_counted, sentence_of
from gongkai.duty.models import Duty, FrontCount
from gongkai.organisation.actor import system_actor
from gongkai.outbox.handlers import Delivery
from gongkai.outbox.models import Effect
from gongkai.outbox.worker import drain
from gongkai.portal.building import build, differences
from gongkai.portal.delivering import tree_of
from roads import House

pytestmark = pytest.mark.django_db
DAY = Delivery({}, "daily", 1)


@pytest.fixture
def house(db: None) -> House:
    return House()


def due(house: House, day: str, published: str | None = None) -> Duty:
    """A quarter's duty due on a day, published on another or not at all."""
    obligation = owed(house, "每季度公开")
    found = obligation.duties.latest("due_on")
    found.due_on, found.published_on = day, published
    found.running = published is None
    found.save()
    return found


def test_nothing_is_said_before_anything_came_due(house: House) -> None:
    handlers.count_for_front(DAY)
    assert sentence_of(house.town) is None
    assert not Effect.objects.filter(handler="portal.front").exists()


def test_what_came_due_this_quarter_is_counted(house: House) -> None:
    with on("2026-08-20"):
        due(house, "2026-07-10", "2026-07-10")
        due(house, "2026-08-01", "2026-08-03")
        due(house, "2026-08-19")
        due(house, "2026-08-20")
        due(house, "2026-06-30")
        excused = due(house, "2026-08-02")
        duty.excuse(house.office, excused, "本季度没有开展这项工作")
        count = counted(house.town)
    assert count is not None
    assert (count.owed, count.in_time) == (3, 1)


def test_the_page_follows_and_a_build_agrees(house: House) -> None:
    with on("2026-08-20"):
        due(house, "2026-08-01", "2026-08-01")
        build(house.town)
        handlers.count_for_front(DAY)
        assert is_counted(house.town)
        drain()
        said = "2026年7月1日至8月19日应公开1项，按时公开1项。"
        assert said in (tree_of(house.town) / "index.html").read_text()
        assert differences(house.town) == []
        handlers.count_for_front(DAY)
        assert Effect.objects.filter(handler="portal.front").count() == 1


def test_a_quarter_in_which_nothing_came_due_says_nothing(house: House) -> None:
    with on("2026-08-20"):
        due(house, "2026-08-01")
        duty.count_for_front(system_actor(house.town), house.town)
        assert FrontCount.objects.get().owed == 1
    with on("2026-10-05"):
        handlers.count_for_front(DAY)
        assert sentence_of(house.town) is None
