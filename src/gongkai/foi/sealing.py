"""Personal data at rest: sealed with AES-256-GCM, or with SM4-GCM where 国密 is required.

A sealed value names its algorithm and its key, so that a change of either leaves what was sealed
before readable. Keys live in a file of the deployment (``FOI_KEYS_FILE``), never in the
database: ``{"current": "k1", "keys": {"k1": "<base64 of 32 bytes>"}}``. To change the key, add
one and name it as current. The place of a value (its ``context``) is authenticated with it, so
that nobody moves one applicant's data into another case.
"""

import base64
import binascii
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

AES: Final = "aes-256-gcm"
SM4: Final = "sm4-gcm"
_MAGIC: Final = b"GKS1"
_NONCE: Final = 12
_TAG: Final = 16
_KEY_BYTES: Final = {AES: 32, SM4: 16}


class Unreadable(Exception):
    """Sealed data cannot be opened: the key is not there, or the bytes were changed."""


@dataclass(frozen=True)
class Sealed:
    """What a sealed value says about itself."""

    algorithm: str
    key_id: str


def seal(data: bytes, context: str) -> bytes:
    """Seal bytes with the current key and the algorithm of ``FOI_CIPHER``.

    context: where the value belongs, as ``applicant:12``; needed again to open it.
    """
    keys = _keys()
    algorithm = settings.FOI_CIPHER
    head = _head(algorithm, keys.current)
    nonce = os.urandom(_NONCE)
    encryptor = _cipher(algorithm, keys.secret(keys.current), nonce).encryptor()
    encryptor.authenticate_additional_data(head + context.encode())
    sealed = encryptor.update(data) + encryptor.finalize()
    return head + nonce + sealed + bytes(encryptor.tag)


def unseal(sealed: bytes, context: str) -> bytes:
    """The bytes that :func:`seal` was given. Raises Unreadable."""
    sealed = bytes(sealed)
    about = read_head(sealed)
    head = _head(about.algorithm, about.key_id)
    rest = sealed[len(head) :]
    nonce, body, tag = rest[:_NONCE], rest[_NONCE:-_TAG], rest[-_TAG:]
    secret = _keys().secret(about.key_id)
    try:
        decryptor = _cipher(about.algorithm, secret, nonce, tag).decryptor()
        decryptor.authenticate_additional_data(head + context.encode())
        return decryptor.update(body) + decryptor.finalize()
    except (InvalidTag, ValueError) as error:
        raise Unreadable("这些资料打不开：内容已被改动，或者不属于这件申请。") from error


def read_head(sealed: bytes) -> Sealed:
    """Which algorithm and key a sealed value names. Raises Unreadable if it is none."""
    parts = bytes(sealed[:80]).split(b"\n", 3)
    known = len(parts) == 4 and parts[0] == _MAGIC
    if not known or parts[1].decode("ascii", "replace") not in _KEY_BYTES:
        raise Unreadable("这些资料打不开：格式不对。")
    return Sealed(parts[1].decode("ascii"), parts[2].decode("ascii", "replace"))


def tag_of(words: str) -> str:
    """A keyed digest by which equal values are found without being readable.

    It stays the same for the life of the deployment: it is made with the oldest key.
    """
    keys = _keys()
    secret = keys.derived(keys.first, b"gongkai foi tags", 32)
    return hmac.new(secret, words.encode(), sha256).hexdigest()


def _head(algorithm: str, key_id: str) -> bytes:
    return b"\n".join((_MAGIC, algorithm.encode(), key_id.encode(), b""))


def _cipher(
    algorithm: str, secret: bytes, nonce: bytes, tag: bytes | None = None
) -> Cipher[modes.GCM]:
    if algorithm not in _KEY_BYTES:
        raise ImproperlyConfigured(f"no cipher named {algorithm!r}")
    kind = algorithms.AES if algorithm == AES else algorithms.SM4
    key = _derive(secret, f"gongkai foi {algorithm}".encode(), _KEY_BYTES[algorithm])
    return Cipher(kind(key), modes.GCM(nonce, tag))


@lru_cache(maxsize=32)
def _derive(secret: bytes, purpose: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=purpose).derive(secret)


@dataclass(frozen=True)
class _Keys:
    """The keys of the file; ``first`` is the oldest."""

    current: str
    first: str
    secrets: dict[str, bytes]

    def secret(self, key_id: str) -> bytes:
        """The key of that name. Raises Unreadable where the file does not hold it."""
        try:
            return self.secrets[key_id]
        except KeyError:
            raise Unreadable(f"打不开：密钥文件里没有名为{key_id}的密钥。") from None

    def derived(self, key_id: str, purpose: bytes, length: int) -> bytes:
        """A key for another purpose, made from the key of that name."""
        return _derive(self.secret(key_id), purpose, length)


def _keys() -> _Keys:
    path = Path(settings.FOI_KEYS_FILE)
    if not path.exists():
        if not settings.MAKES_SIGNING_KEY:
            raise ImproperlyConfigured(f"no keys for applicants' data at {path}; see docs/foi.md")
        _make_keys(path)
    return _read_keys(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read_keys(path: Path, changed_at: int) -> _Keys:
    """The keys of a file; ``changed_at`` makes a changed file be read again."""
    try:
        data = json.loads(path.read_text(encoding="ascii"))
        keys = {
            name: base64.b64decode(value, validate=True) for name, value in data["keys"].items()
        }
        current = str(data["current"])
    except (ValueError, KeyError, AttributeError, binascii.Error) as error:
        raise ImproperlyConfigured(f"{path} does not hold keys for applicants' data") from error
    if current not in keys or any(len(key) != _KEY_BYTES[AES] for key in keys.values()):
        raise ImproperlyConfigured(f"{path}: the current key is missing, or a key is not 32 bytes")
    return _Keys(current, next(iter(keys)), keys)


def _make_keys(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    data = {"current": "k1", "keys": {"k1": base64.b64encode(secrets.token_bytes(32)).decode()}}
    written = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(data, file)
    try:
        # Whoever comes second keeps what the first one made.
        os.link(written, path)
    except FileExistsError:
        pass
    finally:
        written.unlink()
