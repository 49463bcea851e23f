"""Two people at the same moment: the database's constraints speak in plain words."""

from datetime import date

import pytest
from django.db import IntegrityError, OperationalError, transaction

import factories
from gongkai.demo.password import DEMONSTRATION_PASSWORD, NotDemonstrationPassword
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation import acting, actions
from gongkai.organisation.acting import Act, action
from gongkai.organisation.actions import calendar
from gongkai.organisation.actor import actor_for, system_actor
from gongkai.organisation.models import Account, CalendarEdition, Role
from gongkai.organisation.permissions import Reach, Rule, register_rules
from gongkai.organisation.queries import calendar_in_force
from gongkai.organisation.refusals import Conflict
from gongkai.rules.calendar import Calendar, Holiday, Notice


@pytest.mark.django_db
def test_a_refused_constraint_is_a_conflict_and_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from gongkai.organisation import permissions

    monkeypatch.setattr(acting, "_actions", dict(acting._actions))
    monkeypatch.setattr(permissions, "_rules", dict(permissions._rules))
    register_rules({"test.collides": Rule("试验", {Role.OFFICE: Reach.TOWN})})
    office = actor_for(factories.make_account(Role.OFFICE))
    assert office.account is not None

    @action("test.collides")
    def collides(act: Act) -> None:
        act.permit(act.account.unit)
        act.record(act.account, unit=act.account.unit)
        Account.objects.create_user(act.account.username, name="重名", unit=act.account.unit)

    with pytest.raises(Conflict, match="刷新页面") as refused:
        collides(office)
    assert isinstance(refused.value.__cause__, IntegrityError)
    assert not transaction.get_connection().needs_rollback
    assert not LedgerEntry.objects.filter(action="test.collides").exists()


class Deadlock(Exception):
    """As PostgreSQL's driver tells it."""

    sqlstate = "40P01"


def deadlocked() -> OperationalError:
    told = OperationalError("deadlock detected")
    told.__cause__ = Deadlock()
    return told


@pytest.mark.django_db
def test_who_had_to_give_way_to_another_is_told_to_try_again_and_the_worker_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from gongkai.organisation import permissions

    monkeypatch.setattr(acting, "_actions", dict(acting._actions))
    monkeypatch.setattr(permissions, "_rules", dict(permissions._rules))
    register_rules({"test.waits": Rule("试验", {Role.OFFICE: Reach.TOWN}, system=True)})
    office = actor_for(factories.make_account(Role.OFFICE))
    assert office.town is not None

    @action("test.waits")
    def waits(act: Act, told: Exception) -> None:
        act.permit(None)
        raise told

    for told in (deadlocked(), OperationalError("database is locked")):
        with pytest.raises(Conflict, match="再办一次"):
            waits(office, told)
        with pytest.raises(OperationalError):
            waits(system_actor(office.town), told)
    with pytest.raises(OperationalError, match="disk"):
        waits(office, OperationalError("disk is full"))


def test_a_real_town_refuses_the_demonstration_password() -> None:
    from django.core.exceptions import ValidationError

    validator = NotDemonstrationPassword()
    validator.validate("Ziji-De-2026")
    with pytest.raises(ValidationError, match="演示"):
        validator.validate(DEMONSTRATION_PASSWORD)


@pytest.mark.django_db
def test_a_notice_takes_no_place_of_one_that_was_entered_at_the_same_moment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The edition made of the calendar before would silently leave out the other notice."""
    office, day = actor_for(factories.make_account(Role.OFFICE)), date(2027, 1, 1)
    own = Notice(2027, "通知", "国办发明电〔2026〕7号", day, (Holiday("元旦", day, day),), ())

    def another_came_first() -> Calendar:
        former = calendar_in_force()
        CalendarEdition.objects.create(number=1, name="2027", data={}, notice="", created_by="甲")
        return former

    monkeypatch.setattr(calendar, "calendar_in_force", another_came_first)
    with pytest.raises(Conflict, match="刚刚有人录入"):
        actions.enter_calendar_year(office, own)
