"""``gongkai migrate``: Django's own, a third quicker."""

import gc
from typing import Any

from django.core.management.commands import migrate

_RARELY = (400_000, 50, 1000)


class Command(migrate.Command):
    """Brings the database to the newest form.

    Each step draws up classes of models by the hundred; looking among all of them for what can
    be thrown away took a third of the time.
    """

    def handle(self, *args: Any, **options: Any) -> str | None:
        """Migrate, looking for refuse rarely."""
        usual = gc.get_threshold()
        gc.freeze()
        gc.set_threshold(*_RARELY)
        try:
            return super().handle(*args, **options)
        finally:
            gc.set_threshold(*usual)
            gc.unfreeze()
