"""Opening and closing the secret address of a person's calendar."""

import hashlib
import secrets

from gongkai.duty.models import CalendarFeed
from gongkai.ledger import clock
from gongkai.organisation.acting import Act, action
from gongkai.organisation.models import Account
from gongkai.organisation.refusals import NotAllowedNow


def digest_of_secret(secret: str) -> str:
    """What is kept of a secret: it has 256 random bits, so a plain digest cannot be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()


@action("duty.open_feed")
def open_feed(act: Act, whole_scope: bool = False) -> str:
    """Open an address for the actor, in place of an earlier one, which ends at once.

    Gives the secret, which nobody can read again. whole_scope: all units that the person sees.
    """
    account = act.account
    act.permit(account.unit)
    _close(account)
    secret = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(
        account=account,
        digest=digest_of_secret(secret),
        whole_scope=whole_scope,
        opened_at=clock.now(),
    )
    act.record(feed, unit=account.unit, after={"open": True, "whole_scope": whole_scope})
    return secret


@action("duty.close_feed")
def close_feed(act: Act) -> None:
    """End the actor's address; NotAllowedNow where there is none."""
    account = act.account
    act.permit(account.unit)
    feed = _close(account)
    if feed is None:
        raise NotAllowedNow("现在没有开通日历订阅。")
    act.record(feed, unit=account.unit, before={"open": True}, after={"open": False})


def _close(account: Account) -> CalendarFeed | None:
    found = CalendarFeed.objects.select_for_update().filter(account=account, closed_at=None).first()
    if found is not None:
        found.closed_at = clock.now()
        found.save(update_fields=["closed_at"])
    return found
