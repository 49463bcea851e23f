"""Sessions in the database, whose end moves on with use, written at most once a minute.

Writing at every request (``SESSION_SAVE_EVERY_REQUEST``) costs each page three statements, one of
them a write that on SQLite waits for every other.
"""

from datetime import timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from gongkai.organisation.prepared import Given, prepared

STEP = timedelta(minutes=1)
"""By how much a session may end early after the last use of it."""


class SessionStore(DatabaseSession):
    """A session that counts as changed, and so is saved, when its end is due to be moved on."""

    def _get_session_from_db(self) -> Any:
        for found in _sessions(self.session_key, timezone.now()):
            full = timedelta(seconds=self.get_session_cookie_age())
            if found.expire_date - timezone.now() < full - STEP:
                self.modified = True
            return found
        self._session_key = None
        return None


def end_sessions(account_id: int) -> int:
    """End every open session of an account, in the transaction of the act; how many there were.

    For acts after which the account is still active and its password the same: a new password,
    or a closed account, ends them without this. Reads every open session of the deployment.
    """
    decode = SessionStore().decode
    running = Session.objects.filter(expire_date__gt=timezone.now())
    theirs = [
        key
        for key, data in running.values_list("session_key", "session_data").iterator()
        if decode(data).get(SESSION_KEY) == str(account_id)
    ]
    Session.objects.filter(session_key__in=theirs).delete()
    return len(theirs)


@prepared
def _sessions(key: Given, moment: Given) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=moment)
