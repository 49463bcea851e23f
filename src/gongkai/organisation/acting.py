"""How every write is done: permission first, then change, ledger and effects in one transaction.

``@action("publication.submit")`` turns a function whose first argument is an ``Act`` into one
whose first argument is the ``Actor`` (who asks). An action that returns without having asked for
permission, or without having left a ledger entry, raises: forgetting is an error, not a hole.
Every text that it is given is looked at for secrecy marks before it is kept (``admission``).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import update_wrapper
from inspect import signature
from typing import Any, Concatenate, ParamSpec, TypeVar

import structlog
from django.db import IntegrityError, OperationalError, models, transaction

from gongkai.ledger.actions import SYSTEM_CHAIN, Entry, Subject, append, hold
from gongkai.ledger.models import ChainHead, LedgerEntry
from gongkai.organisation import admission
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Account, Unit
from gongkai.organisation.permissions import reach_of, rule_of
from gongkai.organisation.refusals import Conflict, NotPermitted
from gongkai.organisation.scope import reaches
from gongkai.outbox.actions import enqueue

log = structlog.get_logger(__name__)

_MEANWHILE = "没有保存：刚刚有人办理了同一件事，或者内容与已有的重复。请刷新页面核对后再办理。"

_BUSY = "没有保存：现在有别人在办理相关的事。请返回，稍等几秒再办一次。"
_GAVE_WAY = frozenset({"40P01", "40001"})
"""PostgreSQL: a deadlock, a serialization failure."""
_LOCKED = "database is locked"

P = ParamSpec("P")
R = TypeVar("R")


class PermissionNotAskedError(RuntimeError):
    """A programming error: an action changed something without asking for permission."""


class NothingRecordedError(RuntimeError):
    """A programming error: an action returned without a ledger entry."""


class Act:
    """One act in progress. Made by ``@action``; lives as long as its transaction.

    given: what the act was given, by the names of its parameters.
    """

    def __init__(self, actor: Actor, action: str, given: Mapping[str, Any] | None = None) -> None:
        self.actor = actor
        self.action = action
        self._given = given or {}
        self.entries: list[LedgerEntry] = []
        self._asked = False
        self._head: ChainHead | None = None

    @property
    def account(self) -> Account:
        """The account that acts; NotPermitted where the product itself does."""
        if self.actor.account is None:
            raise NotPermitted("这件事只能由本人办理。")
        return self.actor.account

    def permit(self, unit: Unit | None) -> None:
        """Ask whether the actor may do this in ``unit`` (None: a national table of no town), and
        whether what was typed may be kept there.

        Raises NotPermitted, in words for the person, or Inadmissible.
        """
        if unit is None:
            allowed = reach_of(self.actor, self.action) is not None
        else:
            allowed = reaches(self.actor, self.action, unit)
        if not allowed:
            title = rule_of(self.action).title
            raise NotPermitted(f"您的账号不能在这里办理“{title}”。如确需办理，请联系党政办公室。")
        if not self._asked and self.action not in admission.UNASKED:
            name = f"“{rule_of(self.action).title}”表单"
            admission.look_at(self.actor, unit, name, self._given)
        self._asked = True

    def hold_ledger(self) -> None:
        """Lock the ledger's end now, so that what is numbered next in this town has no rival.

        Every other lock of the act must have been taken: the ledger comes last. What new rows refer
        to is locked even later, at the commit (PostgreSQL): who locks a town or a record for others
        to wait lets rows refer to it (``no_key``). The next entry of the act uses what is held.
        """
        self._head = hold(self._chain)

    @property
    def _chain(self) -> str:
        return self.actor.town.slug if self.actor.town else SYSTEM_CHAIN

    def record(
        self,
        subject: models.Model,
        *,
        unit: Unit | None,
        before: Any = None,
        after: Any = None,
        why: str = "",
        label: str = "",
    ) -> LedgerEntry:
        """Write the ledger entry of a change already made in this transaction."""
        account = self.actor.account
        head, self._head = self._head, None
        entry = append(
            Entry(
                chain=self._chain,
                action=self.action,
                subject=Subject(
                    kind=subject._meta.label_lower,
                    identity=str(subject.pk),
                    label=label or str(subject),
                    unit_id=unit.pk if unit else None,
                ),
                account_id=account.pk if account else None,
                actor=self.actor.name,
                roles="、".join(sorted(account.role_set)) if account else "",
                before=before,
                after=after,
                why=why,
            ),
            head,
        )
        self.entries.append(entry)
        return entry

    def effect(self, handler: str, payload: Any, *, key: str, **options: Any) -> None:
        """Write an effect into the outbox, in this transaction: for the town that its payload names
        by slug, or else the actor's.
        """
        own = self.actor.town.slug if self.actor.town else ""
        town = payload.get("town", own) if isinstance(payload, Mapping) else own
        enqueue(handler, payload, key=key, town=town, **options)

    def close(self) -> None:
        """Called at the end: was permission asked, was an entry written?"""
        if not self._asked:
            raise PermissionNotAskedError(self.action)
        if not self.entries:
            raise NothingRecordedError(self.action)


@dataclass(frozen=True)
class RegisteredAction:
    """An action by name, for tests that enumerate them all."""

    name: str
    call: Callable[..., Any]


_actions: dict[str, RegisteredAction] = {}


def all_actions() -> dict[str, RegisteredAction]:
    """Every action that the loaded packages define."""
    return dict(_actions)


def action(
    name: str,
) -> Callable[[Callable[Concatenate[Act, P], R]], Callable[Concatenate[Actor, P], R]]:
    """Make a function an action: one transaction, permission asked, ledger entry left.

    A constraint of the database that refuses the act becomes a Conflict in plain words; so does,
    for a person, having had to give way to others.
    """

    def decorate(body: Callable[Concatenate[Act, P], R]) -> Callable[Concatenate[Actor, P], R]:
        names = list(signature(body).parameters)[1:]

        def run(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            given = {**dict(zip(names, args, strict=False)), **kwargs}
            try:
                with admission.aside(actor), transaction.atomic():
                    act = Act(actor, name, given)
                    result = body(act, *args, **kwargs)
                    act.close()
                    return result
            except IntegrityError as broken:
                # What the checks above let pass, two people at the same moment can still bring
                # about; the database's constraints have the last word.
                # PostgreSQL gives the values of the row on the lines below the first: not to a log.
                refused_by = str(broken).partition("\n")[0]
                log.warning("constraint refused an act", action=name, error=refused_by)
                raise Conflict(_MEANWHILE) from broken
            except OperationalError as busy:
                # The worker tries again by itself, and takes a refusal for the last word.
                if not (actor.waiting and gave_way(busy)):
                    raise
                log.warning("an act gave way to another", action=name)
                raise Conflict(_BUSY) from busy

        update_wrapper(run, body)
        if name in _actions:
            raise ValueError(f"two actions named {name}")
        _actions[name] = RegisteredAction(name, run)
        return run

    return decorate


def gave_way(error: OperationalError) -> bool:
    """Whether the database ended a transaction for the sake of others: two waited for each other
    (PostgreSQL), or the lock was not to be had in time (SQLite).
    """
    return getattr(error.__cause__, "sqlstate", "") in _GAVE_WAY or _LOCKED in str(error)
