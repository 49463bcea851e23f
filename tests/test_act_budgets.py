"""What it costs to draft, review and release one record: at most fifteen statements each act.

``bench/publish.py`` shows that it stays so when there are a million records.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.outbox.worker import drain
from gongkai.publication import actions as publication
from gongkai.publication.drafting import Link
from gongkai.release import actions as release
from gongkai.review import actions as review
from roads import PDF, House, draft, proof_of

pytestmark = pytest.mark.django_db
MOST = 15


@dataclass(frozen=True)
class Cost:
    """Statements of an act, without the marks of its transaction, and its milliseconds."""

    statements: int
    ms: float


def cost(act: Callable[[], object]) -> Cost:
    """What an act costs."""
    started = time.perf_counter()
    with CaptureQueriesContext(connection) as captured:
        act()
    ms = (time.perf_counter() - started) * 1000
    marks = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return Cost(sum(not query["sql"].startswith(marks) for query in captured.captured_queries), ms)


def road(house: House) -> Iterator[tuple[str, Cost]]:
    """Each act on the way of one record with a file and a relation, and what it cost."""
    basis = house.released().record
    links = (Link("based_on", basis),)
    made: list = []
    yield (
        "create",
        cost(
            lambda: made.append(publication.create(house.drafter, house.unit, draft(links=links)))
        ),
    )
    [record] = made
    yield (
        "attach",
        cost(lambda: publication.attach(house.drafter, record, "附件2.pdf", PDF + b" ")),
    )
    yield "edit", cost(lambda: publication.edit(house.drafter, record, draft(title="改")))
    yield (
        "file_under",
        cost(lambda: publication.file_under(house.drafter, record, house.item)),
    )
    drain()
    yield (
        "open_sheet",
        cost(lambda: made.append(review.open_sheet(house.handler, house.unit))),
    )
    sheet = made.pop()
    yield "add_row", cost(lambda: made.append(review.add_row(house.handler, sheet, record)))
    row = made.pop()
    yield (
        "working opinion",
        cost(lambda: review.give_working_opinion(house.reviewer, row, "agree", row.digest)),
    )
    yield (
        "leader's opinion",
        cost(lambda: review.give_leader_opinion(house.leader, row, "agree", row.digest)),
    )
    for person, sign in (
        (house.handler, review.sign_handler),
        (house.reviewer, review.sign_reviewer),
        (house.leader, review.sign_leader),
    ):
        proof = proof_of(person)
        yield sign.__name__, cost(lambda s=sign, p=person, f=proof: s(p, sheet, f))
    yield "release", cost(lambda: release.release(house.office, record))


def test_every_act_costs_at_most_fifteen_cost() -> None:
    costs = {name: found.statements for name, found in road(House())}
    assert {name: count for name, count in costs.items() if count > MOST} == {}
