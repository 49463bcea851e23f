"""Passwords of storages at rest: sealed with a key made of the deployment's secret key."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from gongkai.portal.targets.transport import TargetFault


def seal(text: str) -> str:
    """A secret as it is kept."""
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """A kept secret; TargetFault where the deployment's key has changed since."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise TargetFault("保存的密钥口令打不开（系统密钥换过）。请重新填写密钥口令。") from None


def _box() -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"gongkai targets")
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))
