"""The database gives somebody else way: an applicant is told so, and nothing is done twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError

from foi.public.conftest import Citizen, typed
from foi.world import Office
from gongkai.foi import actions as foi
from gongkai.foi.files import FileToKeep, keep
from gongkai.foi.models import Application
from gongkai.foi.public import applying
from gongkai.ledger.clock import today
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation import acting
from roads import PDF

pytestmark = pytest.mark.django_db


class SerializationFailure(Exception):
    """As PostgreSQL's driver tells it."""

    sqlstate = "40001"


def locked() -> OperationalError:
    return OperationalError("database is locked")


def serialization() -> OperationalError:
    told = OperationalError("could not serialize access due to concurrent update")
    told.__cause__ = SerializationFailure()
    return told


@contextmanager
def giving_way(module: Any, name: str, told: OperationalError) -> Iterator[None]:
    """While it lasts, what the module calls by this name meets the fault after all before it."""

    def fails(*given: Any, **named: Any) -> None:
        raise told

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, name, fails)
        yield


@pytest.mark.parametrize("told", [locked(), serialization()])
def test_an_application_that_met_it_is_sent_again_and_registered_once(
    citizen: Citizen, told: OperationalError
) -> None:
    carried = citizen.preview()
    with giving_way(acting, "append", told):
        page = citizen.post("apply/send/", carried)
    assert page.status_code == 409
    assert "再办一次" in page.content.decode()
    assert typed()["description"] in page.content.decode()
    assert not Application.objects.exists()
    for _ in range(2):
        assert citizen.post("apply/send/", carried).status_code == 200
    assert Application.objects.count() == 1


def test_what_fails_behind_the_registration_does_not_register_twice(citizen: Citizen) -> None:
    carried = citizen.preview()
    with giving_way(applying, "receipt_page", locked()):
        page = citizen.post("apply/send/", carried)
    assert (page.status_code, page["Retry-After"]) == (503, "5")
    assert "不会办两次" in page.content.decode()
    again = citizen.post("apply/send/", carried).content.decode()
    assert Application.objects.get().number in again


def test_a_step_that_met_it_keeps_what_was_typed_and_is_done_once(
    citizen: Citizen, office: Office
) -> None:
    case, code = citizen.apply()
    foi.confirm(office.handler, case, today(), "电话确认")
    citizen.enter(case, code)
    with giving_way(acting, "append", locked()):
        page = citizen.post("status/case/withdraw/", {})
    assert page.status_code == 422
    assert "再办一次" in page.content.decode()
    case.refresh_from_db()
    assert case.state == "running"
    assert citizen.post("status/case/withdraw/", {}).status_code == 303
    assert citizen.post("status/case/withdraw/", {}).status_code == 409
    assert LedgerEntry.objects.filter(action="foi.withdraw").count() == 1


def test_a_letter_that_met_it_is_asked_for_again(citizen: Citizen, office: Office) -> None:
    case, code = citizen.apply()
    foi.confirm(office.handler, case, today(), "电话确认")
    office.served(office.answered(case))
    letter = case.letters.get(kind="reply")
    letter.pdf = keep(case, FileToKeep("letter", "答复.pdf", PDF), "application/pdf", None)
    letter.save()
    citizen.enter(case, code)
    with giving_way(acting, "append", locked()):
        page = citizen.get(f"status/case/letters/{letter.pk}/")
    assert page.status_code == 409
    assert "再办一次" in page.content.decode()


def test_another_fault_of_the_database_is_no_matter_of_waiting(citizen: Citizen) -> None:
    with (
        giving_way(applying, "page", OperationalError("disk is full")),
        pytest.raises(OperationalError, match="disk"),
    ):
        citizen.get("apply/")
