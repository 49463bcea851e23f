"""Which algorithms sign and verify, by name.

An algorithm is a ``Signer``; a package registers it once at start. The one that new signatures
are made with is the setting ``SIGNATURE_ALGORITHM``; a signature names its own, so signatures
made with another one stay verifiable as long as that signer is registered and keeps the public
key.

The place for SM2 (GB/T 32918, with SM3): a signer named ``sm2-sm3`` whose ``sign`` asks the town's
cryptographic device for a signature over the statement, whose ``key_id`` is the start of the
digest of the public key, and whose ``is_genuine`` verifies with the public keys that it was given.
Nothing else in this package has to know of it.
"""

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Signed:
    """A signature: algorithm, which key, the value in base64."""

    algorithm: str
    key_id: str
    value: str


class Signer(Protocol):
    """An algorithm with its keys."""

    algorithm: str

    def sign(self, statement: bytes) -> Signed:
        """Sign with the present key; ``ImproperlyConfigured`` where there is none."""
        ...

    def is_genuine(self, statement: bytes, signed: Signed) -> bool:
        """Whether the signature fits the statement, under the present key or one retired.

        False, never an exception, for unknown keys and values that are no signature.
        """
        ...


_signers: dict[str, Signer] = {}


def register_signer(signer: Signer) -> None:
    """Add an algorithm; registering the same name again replaces it."""
    _signers[signer.algorithm] = signer


def forget_signer(algorithm: str) -> None:
    """Take an algorithm away (tests)."""
    _signers.pop(algorithm, None)


def sign(statement: bytes) -> Signed:
    """Sign a canonical statement with the algorithm that the settings name."""
    signer = _signers.get(settings.SIGNATURE_ALGORITHM)
    if signer is None:
        raise ImproperlyConfigured(f"no signer named {settings.SIGNATURE_ALGORITHM!r}")
    return signer.sign(statement)


def is_genuine(statement: bytes, signed: Signed) -> bool:
    """Whether a signature fits its statement; False for an algorithm that nobody registered."""
    signer = _signers.get(signed.algorithm)
    return signer is not None and signer.is_genuine(statement, signed)
