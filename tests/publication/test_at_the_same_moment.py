"""Drafters of one unit at the same moment, under real threads."""

from collections.abc import Callable

import pytest

from at_once import at_once
from gongkai.organisation.refusals import Conflict, Invalid
from gongkai.publication import actions as publication
from gongkai.publication.models import Matter, VersionState, WorkingCopy
from roads import House, draft

pytestmark = pytest.mark.django_db(transaction=True)


def test_matters_named_together_get_an_address_each() -> None:
    house = House()

    def naming(name: str) -> Callable[[], object]:
        return lambda: publication.create_matter(house.drafter, house.unit, name)

    given = at_once(*(naming(f"某事之{number}") for number in range(4)))
    assert all(isinstance(one, Matter) for one in given)
    given = at_once(*(naming("同一件事") for _ in range(3)))
    assert sorted(type(one).__name__ for one in given) == ["Invalid", "Invalid", "Matter"]
    assert isinstance(next(one for one in given if not isinstance(one, Matter)), Invalid)


def test_of_savers_who_saw_the_same_draft_one_wins() -> None:
    house = House()
    record = house.record(attachment=False)

    def saving(number: int) -> Callable[[], object]:
        text = draft(body=f"<p>{number}</p>")
        return lambda: publication.edit(house.drafter, record, text, 0)

    given = at_once(*(saving(number) for number in range(4)))
    assert sum(isinstance(one, Conflict) for one in given) == 3
    assert record.versions.filter(state=VersionState.DRAFT).count() == 1


@pytest.mark.parametrize("new", [True, False])
def test_two_windows_keep_one_working_copy(new: bool) -> None:
    house = House()
    record = None if new else house.record(attachment=False)

    def keeping(number: int) -> Callable[[], object]:
        fields = {"title": [str(number)]}
        return lambda: publication.save_working_copy(house.drafter, house.unit, record, fields, 0)

    given = at_once(*(keeping(number) for number in range(3)))
    assert all(isinstance(one, WorkingCopy) for one in given)
    assert WorkingCopy.objects.count() == 1
