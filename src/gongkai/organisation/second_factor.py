"""Secrets of the second factor at rest: sealed with a key made of the deployment's secret key."""

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class SealedMfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the TOTP secret and the recovery codes unreadable in the database and its backups."""

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret; cryptography.fernet.InvalidToken under another key."""
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"gongkai second factor")
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))
