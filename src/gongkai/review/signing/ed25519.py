"""Ed25519 (RFC 8032) with the key of the deployment, and the public keys it used before."""

import base64
import binascii
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from gongkai.review.signing.registry import Signed
from gongkai.rules.digest import digest

ALGORITHM = "ed25519"
RETIRED = "retired-keys.pem"
"""Beside the key file: the public keys of keys no longer used, one PEM block after another."""

_PEM_END = "-----END PUBLIC KEY-----"


class Ed25519Signer:
    """Signs with the key in ``SIGNING_KEY_FILE``; verifies with it and the retired ones.

    To change the key: append the old public key to ``retired-keys.pem`` in the same folder
    (``openssl pkey -in signing-key.pem -pubout >> retired-keys.pem``), put the new key in its
    place, restart. Public keys are kept in a file and not in the database, so that whoever can
    write to the database still cannot make a signature that counts.
    """

    algorithm = ALGORITHM

    def sign(self, statement: bytes) -> Signed:
        """Sign with the deployment's key."""
        key = _private_key(Path(settings.SIGNING_KEY_FILE))
        value = base64.b64encode(key.sign(statement)).decode()
        return Signed(ALGORITHM, key_id(key.public_key()), value)

    def is_genuine(self, statement: bytes, signed: Signed) -> bool:
        """Whether the signature fits the statement under a key that is or was ours."""
        public = self._public_key(signed.key_id)
        if public is None:
            return False
        try:
            public.verify(base64.b64decode(signed.value, validate=True), statement)
        except (InvalidSignature, binascii.Error):
            return False
        return True

    def _public_key(self, wanted: str) -> Ed25519PublicKey | None:
        path = Path(settings.SIGNING_KEY_FILE)
        present = _private_key(path).public_key()
        if wanted == key_id(present):
            return present
        retired = path.with_name(RETIRED)
        if not retired.exists():
            return None
        return _retired_keys(retired, retired.stat().st_mtime_ns).get(wanted)


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


@lru_cache(maxsize=4)
def _retired_keys(path: Path, changed_at: int) -> dict[str, Ed25519PublicKey]:
    """The retired public keys by name; ``changed_at`` makes a changed file be read again."""
    keys = {}
    for block in path.read_text(encoding="ascii").split(_PEM_END)[:-1]:
        key = serialization.load_pem_public_key((block.strip() + "\n" + _PEM_END).encode())
        if not isinstance(key, Ed25519PublicKey):
            raise ImproperlyConfigured(f"{path} holds a key that is not Ed25519")
        keys[key_id(key)] = key
    return keys


def _make_key(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.touch(mode=0o600)
    path.write_bytes(pem)
