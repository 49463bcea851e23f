"""A reason is kept whole or refused; for secrecy marks see ``tests/promises/typed.py``."""

import pytest

from campaign import things
from gongkai.campaign import actions
from gongkai.organisation.refusals import Invalid
from roads import House

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_reason_fits_its_column(house: House) -> None:
    found = things.only_task(things.running_plan(house.office, house.unit)).parts.get()
    with pytest.raises(Invalid, match="最多200个字，现在有201个字"):
        actions.waive_part(house.office, found, "长" * 201)
    assert actions.waive_part(house.office, found, f" {'长' * 200} ").waived_why == "长" * 200
