"""Secrets of the second factor at rest: unreadable in the database and its backups."""

from allauth.mfa.adapter import DefaultMFAAdapter

from gongkai.organisation.sealing import seal, unseal

_PURPOSE = "second factor"


class SealedMfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the TOTP secret and the recovery codes sealed."""

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return seal(text, _PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret; cryptography.fernet.InvalidToken under another key."""
        return unseal(encrypted_text, _PURPOSE)
