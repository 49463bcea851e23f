"""Secrets at rest: sealed with keys made of the deployment's secret key, one for each purpose."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

__all__ = ["InvalidToken", "seal", "unseal"]


def seal(text: str, purpose: str) -> str:
    """A secret as it is kept; only ``unseal`` with the same purpose opens it."""
    return _box(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, purpose: str) -> str:
    """A kept secret; InvalidToken where the deployment's key has changed since."""
    return _box(purpose).decrypt(sealed.encode()).decode()


def _box(purpose: str) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=f"gongkai {purpose}".encode())
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))
