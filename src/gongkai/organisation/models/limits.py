"""How often something was tried from one place, shared by every process that answers."""

from django.db import models


class TryCount(models.Model):
    """Tries of one kind from one place until a moment; ``limits`` counts and forgets them.

    ``key`` is a keyed digest of kind and place: the table does not tell who visited what.
    ``until`` is in whole seconds since 1970, so that both databases compare it alike.
    """

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=1)
    until = models.BigIntegerField(db_index=True)

    class Meta:
        verbose_name = "访问次数"

    def __str__(self) -> str:
        return f"{self.count}"
