"""A record that is taken down while the index is made anew is not found afterwards."""

import threading

import pytest
from django.db import transaction

from at_once import at_once, until_somebody_waits
from gongkai.search import actions
from gongkai.search.queries import holds
from search.factory import TOWN, document, index

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgresql,  # SQLite has one writer.
]


def test_what_is_taken_down_during_a_rebuild_stays_out() -> None:
    index(document(1, "撤下的信息"), document(2, "留下的信息"))
    cleared = threading.Event()

    def rebuild() -> None:
        """What it read as public before the other was taken down, it writes."""
        with transaction.atomic():
            actions.clear(TOWN)
            cleared.set()
            until_somebody_waits()
            actions.put_many([document(1, "撤下的信息"), document(2, "留下的信息")])

    def take_down() -> None:
        cleared.wait(60)
        with transaction.atomic():
            actions.remove(TOWN, 1)

    assert at_once(rebuild, take_down) == [None, None]
    assert (holds(TOWN, 1), holds(TOWN, 2)) == (False, True)
