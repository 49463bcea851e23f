"""Entries of the ledger and the head of each chain."""

from collections.abc import Iterable
from datetime import UTC
from typing import Any, ClassVar

from django.conf import settings
from django.db import models


class AppendOnlyError(Exception):
    """Somebody tried to change or remove a ledger entry."""


class AppendOnlyQuerySet(models.QuerySet["LedgerEntry"]):
    """Reads and appends; refuses to change what is written."""

    def update(self, **kwargs: Any) -> int:
        """Refused: an entry is never changed."""
        raise AppendOnlyError("a ledger entry is never changed")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        """Refused: an entry is never changed."""
        raise AppendOnlyError("a ledger entry is never changed")

    def bulk_create(self, *args: Any, **kwargs: Any) -> list["LedgerEntry"]:
        """Refused: entries are appended one by one, each on the one before."""
        raise AppendOnlyError("a ledger entry is appended by ledger.actions.append")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused: an entry is never removed."""
        raise AppendOnlyError("a ledger entry is never removed")


class ChainHead(models.Model):
    """The last entry of a chain; its row is locked while an entry is appended."""

    chain = models.CharField(max_length=64, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"{self.chain} {self.number}"


class LedgerEntry(models.Model):
    """One act: who, when, what before, what after, why.

    ``chain`` is the town's slug, or ``system`` for what belongs to no town. ``digest`` covers
    every other column and the digest of the entry before, so that a change anywhere shows.
    """

    chain = models.CharField(max_length=64)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    actor = models.CharField(max_length=80)
    roles = models.CharField(max_length=200, blank=True)
    action = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=64)
    subject_label = models.CharField(max_length=300)
    unit_id = models.BigIntegerField(null=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    why = models.TextField(blank=True)
    request_id = models.CharField(max_length=40, blank=True)
    previous = models.CharField(max_length=80, blank=True)
    digest = models.CharField(max_length=80)

    objects: ClassVar[models.Manager["LedgerEntry"]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ("chain", "number")
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="ledger_chain_number"),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="ledger_subject"),
            models.Index(fields=["chain", "at"], name="ledger_chain_at"),
        ]

    def __str__(self) -> str:
        return f"{self.chain}#{self.number} {self.action}"

    def save(
        self,
        *,
        force_insert: bool | tuple[Any, ...] = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        """Insert only; a second save is refused."""
        if not self._state.adding:
            raise AppendOnlyError("a ledger entry is never changed")
        super().save(force_insert=True, using=using)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused: an entry is never removed."""
        raise AppendOnlyError("a ledger entry is never removed")

    def content(self) -> dict[str, Any]:
        """What the digest covers, as plain values."""
        return {
            "chain": self.chain,
            "number": self.number,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "account": self.account_id,
            "actor": self.actor,
            "roles": self.roles,
            "action": self.action,
            "subject": [self.subject_kind, self.subject_id, self.subject_label],
            "unit": self.unit_id,
            "before": self.before,
            "after": self.after,
            "why": self.why,
            "request": self.request_id,
            "previous": self.previous,
        }
