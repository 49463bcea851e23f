"""Signatures on review sheets: Ed25519 with the key of the deployment; the algorithm is named."""

import base64
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from gongkai.rules.digest import digest

ALGORITHM = "ed25519"


@dataclass(frozen=True)
class Signed:
    """A signature: algorithm, which key, the value in base64."""

    algorithm: str
    key_id: str
    value: str


def sign(statement: bytes) -> Signed:
    """Sign a canonical statement with the deployment's key."""
    key = _private_key(Path(settings.SIGNING_KEY_FILE))
    value = base64.b64encode(key.sign(statement)).decode()
    return Signed(ALGORITHM, key_id(key.public_key()), value)


def is_genuine(statement: bytes, signed: Signed) -> bool:
    """Whether the signature fits the statement under the deployment's key."""
    public = _private_key(Path(settings.SIGNING_KEY_FILE)).public_key()
    if signed.algorithm != ALGORITHM or signed.key_id != key_id(public):
        return False
    try:
        public.verify(base64.b64decode(signed.value), statement)
    except InvalidSignature:
        return False
    return True


def key_id(public: Ed25519PublicKey) -> str:
    """A short name of a public key: the start of its digest."""
    raw = public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return digest(raw).partition(":")[2][:16]


@lru_cache(maxsize=4)
def _private_key(path: Path) -> Ed25519PrivateKey:
    if not path.exists():
        if not settings.MAKES_SIGNING_KEY:
            raise ImproperlyConfigured(f"no signing key at {path}; see docs/operations.md")
        _make_key(path)
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ImproperlyConfigured(f"{path} does not hold an Ed25519 key")
    return key


def _make_key(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.touch(mode=0o600)
    path.write_bytes(pem)
