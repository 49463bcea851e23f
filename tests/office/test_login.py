"""Signing in: lock-out, forced change of password, second factor, closed doors."""

import time
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from axes.models import AccessAttempt
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from factories import PASSWORD
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.login import ClosedAccountAdapter
from gongkai.organisation.models import Account, Role

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"

Make = Callable[..., Account]


@pytest.fixture(autouse=True)
def one_period(monkeypatch: pytest.MonkeyPatch) -> None:
    """The period of 30 seconds in which a code is good lasts for the whole test."""
    at = time.time()
    monkeypatch.setattr(totp, "time", SimpleNamespace(time=lambda: at))


def send(client: Client, username: str, password: str) -> Any:
    return client.post(LOGIN, {"login": username, "password": password})


def test_a_person_signs_in_and_reaches_the_home_page(client: Client, account: Make) -> None:
    person = account(Role.LIAISON)
    answer = send(client, person.username, PASSWORD)
    assert answer.status_code == 302
    assert answer["Location"] == "/"
    assert person.name in client.get("/").content.decode()


def test_everybody_has_a_login_of_their_own(account: Make) -> None:
    people = [account(Role.LIAISON, name=name) for name in ("张甲一", "李乙二", "王丙三")]
    clients = [Client() for _ in people]
    for client, person in zip(clients, people, strict=True):
        client.force_login(person)
    for client, person in zip(clients, people, strict=True):
        page = client.get("/").content.decode()
        assert [other.name for other in people if other.name in page] == [person.name]


def test_a_wrong_password_is_said_plainly_and_keeps_the_name(client: Client, account: Make) -> None:
    person = account()
    text = send(client, person.username, "falsch").content.decode()
    assert "用户名或密码不正确" in text
    assert f'value="{person.username}"' in text


def test_five_failures_lock_the_account_for_a_quarter_of_an_hour(
    client: Client, account: Make
) -> None:
    """Handbook 10.3: failed logins lock the account; the right password is refused meanwhile."""
    person = account()
    for _ in range(4):
        assert send(client, person.username, "falsch").status_code == 200
    before = timezone.localtime()
    fifth = send(client, person.username, "falsch")
    assert fifth.status_code == 429
    # A minute may begin between the two.
    ends = [moment + timedelta(minutes=15) for moment in (before, timezone.localtime())]
    text = fifth.content.decode()
    assert any(f"请在 {until:%H:%M} 以后再登录" in text for until in ends)

    assert send(client, person.username, PASSWORD).status_code == 429
    assert client.get("/").status_code == 302

    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert send(client, person.username, PASSWORD).status_code == 302


def test_other_spellings_of_a_name_are_counted_as_the_same_account(
    client: Client, account: Make
) -> None:
    account(username="Wang.Xin")
    for name in ("wang.xin", "WANG.XIN", "Wang.Xin", " wang.Xin "):
        send(client, name, "falsch")
    assert send(client, "wAng.xin", "falsch").status_code == 429


def test_a_name_nobody_has_is_locked_alike(client: Client) -> None:
    answers = [send(client, "niemand", "falsch").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]


def test_a_success_clears_the_count(client: Client, account: Make) -> None:
    person = account()
    for _ in range(4):
        send(client, person.username, "falsch")
    send(client, person.username, PASSWORD)
    assert not AccessAttempt.objects.filter(username=person.username).exists()


def test_a_closed_account_does_not_get_in(client: Client, account: Make) -> None:
    person = account(is_active=False)
    send(client, person.username, PASSWORD)
    assert client.get("/").status_code == 302


def test_an_initial_password_must_be_changed_first(client: Client, account: Make) -> None:
    person = account(must_change_password=True)
    send(client, person.username, PASSWORD)
    assert client.get("/")["Location"] == "/accounts/password/change/"

    new = "Neues-Kennwort-7"
    fields = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    answer = client.post("/accounts/password/change/", fields, follow=True)
    assert "密码已修改" in answer.content.decode()
    person.refresh_from_db()
    assert not person.must_change_password
    assert person.check_password(new)
    entry = LedgerEntry.objects.get(action="organisation.change_own_password")
    assert entry.subject_id == str(person.pk)
    assert new not in str((entry.before, entry.after))


@pytest.mark.parametrize("weak", ["kurz", "nurkleinbuchstaben", "1234567890"])
def test_a_weak_password_changes_nothing(client: Client, account: Make, weak: str) -> None:
    person = account()
    client.force_login(person)
    fields = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    assert client.post("/accounts/password/change/", fields).status_code == 200
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


@pytest.mark.parametrize(
    "address",
    [
        "signup/",
        "email/",
        "confirm-email/",
        "confirm-email/abc/",
        "password/reset/",
        "password/reset/done/",
        "password/set/",
        "inactive/",
        "login/code/",
        "2fa/webauthn/",
        "",
    ],
)
def test_pages_that_this_house_does_not_have_are_not_found(client: Client, address: str) -> None:
    assert client.get(f"/accounts/{address}").status_code in {404, 302}
    if address:
        assert client.get(f"/accounts/{address}").status_code == 404


def activate(client: Client, person: Account) -> str:
    """Turn the second factor on as a person does; gives the secret."""
    send(client, person.username, PASSWORD)
    again = client.get("/accounts/2fa/totp/activate/")
    assert again.status_code == 302
    client.post(again["Location"], {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/")
    assert page.status_code == 200
    secret: str = page.context["form"].secret
    done = client.post("/accounts/2fa/totp/activate/", {"code": code_now(secret)}, follow=True)
    assert "每个只能用一次，还有 10 个" in done.content.decode()
    return secret


def code_now(secret: str, steps: int = 0) -> str:
    counter = next(totp.yield_hotp_counters_from_time()) + steps
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))


def test_the_first_codes_are_not_said_to_end_others(rf: RequestFactory) -> None:
    """What allauth says once the transaction of the activation has ended, in its order."""
    request = rf.get("/")
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    for what in ("totp_activated", "recovery_codes_generated"):
        name = f"mfa/messages/{what}.txt"
        ClosedAccountAdapter(request).add_message(request, messages.SUCCESS, name)
    said = [str(message) for message in messages.get_messages(request)]
    assert said == ["两步验证已开启。请把下面的备用码保存好。"]


def test_the_second_factor_is_asked_for_and_lets_in(client: Client, account: Make) -> None:
    person = account()
    secret = activate(client, person)
    assert LedgerEntry.objects.filter(action="organisation.change_second_factor").count() == 1
    client.post("/accounts/logout/")

    answer = send(client, person.username, PASSWORD)
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/").status_code == 302
    cache.clear()  # allauth refuses a code twice; the next one comes in thirty seconds
    answer = client.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})
    assert answer["Location"] == "/"
    assert client.get("/").status_code == 200


def test_wrong_codes_lock_as_wrong_passwords_do(client: Client, account: Make) -> None:
    person = account()
    secret = activate(client, person)
    client.post("/accounts/logout/")
    send(client, person.username, PASSWORD)
    wrong = {"code": "000000" if code_now(secret) != "000000" else "000001"}
    for _ in range(4):
        answer = client.post("/accounts/2fa/authenticate/", wrong)
        assert "验证码不正确" in answer.content.decode()
    assert client.post("/accounts/2fa/authenticate/", wrong).status_code == 429
    cache.clear()
    right = client.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})
    assert right.status_code == 429
    assert client.get("/").status_code == 302


def test_the_second_factor_can_be_turned_off(client: Client, account: Make) -> None:
    person = account()
    activate(client, person)
    for address in ("", "recovery-codes/", "recovery-codes/generate/", "totp/deactivate/"):
        assert client.get(f"/accounts/2fa/{address}").status_code == 200
    assert client.get("/accounts/2fa/recovery-codes/download/").status_code == 200
    done = client.post("/accounts/2fa/totp/deactivate/", follow=True)
    assert "两步验证已停用" in done.content.decode()
    assert LedgerEntry.objects.filter(action="organisation.change_second_factor").count() == 2


def test_the_demonstration_lists_one_account_per_role(
    client: Client, account: Make, settings: Settings
) -> None:
    person = account(Role.OFFICE)
    account(Role.OFFICE, username="second-office")
    person.unit.town.demonstration = True
    person.unit.town.save()
    settings.DEMONSTRATION = True
    text = client.get(LOGIN).content.decode()
    assert person.username in text
    assert "second-office" not in text


def test_elsewhere_the_login_page_lists_nobody(client: Client, account: Make) -> None:
    person = account(Role.OFFICE)
    assert person.username not in client.get(LOGIN).content.decode()


def test_a_login_ends_after_idling(client: Client, settings: Settings) -> None:
    assert settings.SESSION_COOKIE_AGE == 30 * 60


def test_using_a_login_keeps_it_and_writes_once_a_minute(
    client: Client, account: Make, settings: Settings
) -> None:
    client.force_login(account(Role.OFFICE))
    sessions = Session.objects.filter(pk=client.session.session_key)
    fresh = timezone.now() + timedelta(minutes=30)
    for left, moves in ((timedelta(minutes=29, seconds=30), False), (timedelta(minutes=2), True)):
        stored = timezone.now() + left
        sessions.update(expire_date=stored)
        assert client.get("/").status_code == 200
        ends = sessions.get().expire_date
        assert ends >= fresh if moves else ends == stored
    sessions.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/").status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        "password/change/",
        "reauthenticate/",
        "2fa/",
        "2fa/authenticate/",
        "2fa/reauthenticate/",
        "2fa/totp/activate/",
        "2fa/totp/deactivate/",
        "2fa/recovery-codes/",
        "2fa/recovery-codes/download/",
        "2fa/recovery-codes/generate/",
        "logout/",
    ],
)
def test_a_visitor_is_sent_to_the_login(client: Client, address: str) -> None:
    answer = client.get(f"/accounts/{address}")
    assert answer.status_code == 302
    assert answer["Location"].startswith(LOGIN)
