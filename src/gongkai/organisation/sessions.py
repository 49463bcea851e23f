"""Sessions in the database, whose end moves on with use, written at most once a minute.

Writing at every request (``SESSION_SAVE_EVERY_REQUEST``) costs each page three statements, one of
them a write that on SQLite waits for every other.
"""

from datetime import timedelta
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSession
from django.utils import timezone

STEP = timedelta(minutes=1)
"""By how much a session may end early after the last use of it."""


class SessionStore(DatabaseSession):
    """A session that counts as changed, and so is saved, when its end is due to be moved on."""

    def _get_session_from_db(self) -> Any:
        found = super()._get_session_from_db()  # type: ignore[misc]
        if found is not None:
            full = timedelta(seconds=self.get_session_cookie_age())
            if found.expire_date - timezone.now() < full - STEP:
                self.modified = True
        return found
