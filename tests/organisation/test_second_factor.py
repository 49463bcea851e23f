"""The secret of the second factor is not readable in the database."""

import pytest
from cryptography.fernet import InvalidToken
from pytest_django import Settings

from gongkai.organisation.second_factor import SealedMfaAdapter


def test_what_is_sealed_opens_again_and_does_not_show() -> None:
    adapter = SealedMfaAdapter()
    sealed = adapter.encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DP" not in sealed
    assert adapter.decrypt(sealed) == "JBSWY3DPEHPK3PXP"


def test_another_key_does_not_open_it(settings: Settings) -> None:
    sealed = SealedMfaAdapter().encrypt("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY = "another key"
    with pytest.raises(InvalidToken):
        SealedMfaAdapter().decrypt(sealed)
