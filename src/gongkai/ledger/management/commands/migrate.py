"""``gongkai migrate``: Django's own, a third quicker."""

import gc
from typing import Any

from django.core.management.commands import migrate


class Command(migrate.Command):
    """Brings the database to the newest form.

    Each step draws up classes of models by the hundred; looking among all of them for what can
    be thrown away took a third of the time. From an empty database to the newest form that
    leaves half a gigabyte to throw away in the end.
    """

    def handle(self, *args: Any, **options: Any) -> str | None:
        """Migrate without looking for refuse on the way."""
        was_on = gc.isenabled()
        gc.disable()
        try:
            return super().handle(*args, **options)
        finally:
            if was_on:
                gc.enable()
