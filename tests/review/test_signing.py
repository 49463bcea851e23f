"""Signatures: who signs, with what, under which algorithm and key."""

import base64
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

import factories
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Account
from gongkai.organisation.reauthentication import prove
from gongkai.organisation.refusals import Conflict, Invalid
from gongkai.release.gate import check_signatures
from gongkai.review import actions, signing
from gongkai.review.models import ReviewRow, Signature
from gongkai.review.signing.ed25519 import RETIRED
from roads import House, proof_of

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def one_period(monkeypatch: pytest.MonkeyPatch) -> None:
    """No code used before, and one period of 30 seconds that lasts for the whole test."""
    cache.clear()
    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)
    monkeypatch.setattr(totp, "time", SimpleNamespace(time=moment.timestamp))


def code_now() -> str:
    return totp.format_hotp_value(
        totp.hotp_value(SECRET, next(iter(totp.yield_hotp_counters_from_time())))
    )


@pytest.fixture
def with_factor() -> Account:
    account = factories.make_account()
    totp.TOTP.activate(account, SECRET)
    return account


def test_an_account_without_a_second_factor_needs_the_password_alone() -> None:
    account = factories.make_account()
    assert prove(account, factories.PASSWORD).account_id == account.pk


def test_the_second_factor_is_asked_for_where_it_is_set(with_factor: Account) -> None:
    with pytest.raises(Invalid) as refused:
        prove(with_factor, factories.PASSWORD)
    assert set(refused.value.errors) == {"code"}
    with pytest.raises(Invalid, match="不正确"):
        prove(with_factor, factories.PASSWORD, code="000000" if code_now() != "000000" else "1")
    assert prove(with_factor, factories.PASSWORD, code=code_now()).account_id == with_factor.pk


def test_a_code_is_good_once(with_factor: Account) -> None:
    prove(with_factor, factories.PASSWORD, code=code_now())
    with pytest.raises(Invalid, match="刚刚用过"):
        prove(with_factor, factories.PASSWORD, code=code_now())


def test_the_code_of_the_login_signs_nothing(with_factor: Account) -> None:
    """The time of use is in the database, so other processes know of it."""
    Authenticator.objects.filter(user=with_factor).update(last_used_at=timezone.now())
    with pytest.raises(Invalid, match="刚刚用过"):
        prove(with_factor, factories.PASSWORD, code=code_now())


def test_the_page_asks_for_the_code_and_says_what_is_signed(
    house: House, client_of: ClientOf
) -> None:
    row = house.registered(house.record())
    house.ticked(row)
    assert house.reviewer.account is not None
    totp.TOTP.activate(house.reviewer.account, SECRET)
    page = reverse("review:sign", args=[row.sheet.number, "reviewer"])
    client = client_of(house.reviewer)
    shown = client.get(page)
    text = shown.content.decode()
    assert "同意1条" in text
    assert 'name="code"' in text
    given = {"password": factories.PASSWORD, "statement": shown.context["statement_digest"]}
    assert "6位数字" in client.post(page, {**given, "code": "12"}).content.decode()
    assert client.post(page, {**given, "code": code_now()}).status_code == 302


def test_nothing_else_is_signed_than_what_was_shown(house: House) -> None:
    row = house.registered(house.record())
    with pytest.raises(Conflict, match="有变化"):
        actions.sign_handler(house.handler, row.sheet, proof_of(house.handler), "sha256:0")


class ToySigner:
    """A second algorithm: no secret worth the name."""

    algorithm = "toy"

    def sign(self, statement: bytes) -> signing.Signed:
        return signing.Signed(self.algorithm, "toy-1", self._value(statement))

    def is_genuine(self, statement: bytes, signed: signing.Signed) -> bool:
        return signed.key_id == "toy-1" and signed.value == self._value(statement)

    def _value(self, statement: bytes) -> str:
        return base64.b64encode(hashlib.sha256(b"toy" + statement).digest()).decode()


@pytest.fixture
def toy(settings: Settings) -> Iterator[None]:
    signing.register_signer(ToySigner())
    yield
    signing.forget_signer("toy")


def signed_row(house: House) -> ReviewRow:
    row = house.ticked(house.registered(house.record()))
    house.signed(row.sheet)
    return ReviewRow.objects.select_related("sheet").get(pk=row.pk)


def test_another_algorithm_signs_and_old_signatures_stay_good(
    house: House, settings: Settings, toy: None
) -> None:
    old = signed_row(house)
    settings.SIGNATURE_ALGORITHM = "toy"
    new = signed_row(house)
    assert set(Signature.objects.values_list("algorithm", flat=True)) == {"ed25519", "toy"}
    check_signatures(old)
    check_signatures(new)


def test_an_algorithm_that_nobody_registered_signs_nothing(settings: Settings) -> None:
    settings.SIGNATURE_ALGORITHM = "sm2-sm3"
    with pytest.raises(ImproperlyConfigured, match="sm2-sm3"):
        signing.sign(b"x")
    assert not signing.is_genuine(b"x", signing.Signed("sm2-sm3", "k", ""))


def test_a_retired_key_verifies_and_an_unknown_one_does_not(
    settings: Settings, tmp_path: Path
) -> None:
    settings.SIGNING_KEY_FILE = tmp_path / "old" / "signing-key.pem"
    old = signing.sign(b"x")
    public = serialization.load_pem_private_key(settings.SIGNING_KEY_FILE.read_bytes(), None)
    assert isinstance(public, Ed25519PrivateKey)
    pem = public.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    settings.SIGNING_KEY_FILE = tmp_path / "new" / "signing-key.pem"
    assert signing.is_genuine(b"x", signing.sign(b"x"))
    assert not signing.is_genuine(b"x", old)
    (tmp_path / "new" / RETIRED).write_bytes(pem)
    assert signing.is_genuine(b"x", old)
    assert not signing.is_genuine(b"y", old)
    assert not signing.is_genuine(b"x", signing.Signed(old.algorithm, old.key_id, "!"))
