"""One act on many duties: looked at before, then all or none, one ledger entry for each file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from gongkai.duty import states
from gongkai.duty.actions.assigning import assign
from gongkai.duty.actions.easing import excuse, extend
from gongkai.duty.locking import hold_for_acts
from gongkai.duty.models import Duty
from gongkai.ledger import clock
from gongkai.organisation.actor import Actor
from gongkai.organisation.admission import Inadmissible, puts_aside
from gongkai.organisation.models import Account
from gongkai.organisation.permissions import rule_of
from gongkai.organisation.refusals import Invalid, Refused
from gongkai.organisation.scope import units_in_scope
from gongkai.rules.duty_state import NAMES

MOST = 500
"""Duties in one bulk act: what a person can look through before confirming."""


@dataclass(frozen=True)
class Change:
    """What a bulk act would do to a duty: words before and after, or why it cannot be done."""

    duty: Duty
    before: str
    after: str
    refusal: str = ""


@dataclass(frozen=True)
class Preview:
    """What a bulk act would do. ``ready`` says whether all of it can be done."""

    verb: str
    changes: tuple[Change, ...]

    @property
    def ready(self) -> bool:
        """Whether there is something to do, and nothing stands against any of it."""
        return bool(self.changes) and not self.refused

    @property
    def refused(self) -> tuple[Change, ...]:
        """The duties for which it cannot be done, each with its reason."""
        return tuple(change for change in self.changes if change.refusal)


def preview_assign(actor: Actor, duties: Iterable[Duty], account: Account | None) -> Preview:
    """What giving these duties to a person would change."""

    def change(duty: Duty) -> tuple[str, str, str]:
        fits = account is None or (account.unit_id == duty.unit_id and account.is_active)
        before = duty.assignee.name if duty.assignee else "联络员"
        after = account.name if account else "联络员"
        return before, after, "" if fits else f"{after}不是{duty.unit.name}在用的账号"

    return _preview(actor, "assign", duties, change)


def preview_extend(actor: Actor, duties: Iterable[Duty], until: date) -> Preview:
    """What a later date for these duties would change."""

    def change(duty: Duty) -> tuple[str, str, str]:
        later = until > duty.due_on and until >= clock.today()
        return str(duty.due_on), str(until), "" if later else "不晚于现在的到期日"

    return _preview(actor, "extend", duties, change)


def preview_excuse(actor: Actor, duties: Iterable[Duty]) -> Preview:
    """What excusing from these duties would change."""

    def change(duty: Duty) -> tuple[str, str, str]:
        return NAMES[duty.state_on(clock.today())], "已免除", ""

    return _preview(actor, "excuse", duties, change)


@puts_aside
def assign_all(
    actor: Actor, duties: Iterable[Duty], account: Account | None, why: str = ""
) -> list[Duty]:
    """``assign`` for each duty, all or none; raises the first refusal with its duty's name."""
    return _all(duties, lambda duty: assign(actor, duty, account, why))


@puts_aside
def extend_all(actor: Actor, duties: Iterable[Duty], until: date, why: str) -> list[Duty]:
    """``extend`` for each duty, all or none; raises the first refusal with its duty's name."""
    return _all(duties, lambda duty: extend(actor, duty, until, why))


@puts_aside
def excuse_all(actor: Actor, duties: Iterable[Duty], why: str) -> list[Duty]:
    """``excuse`` for each duty, all or none; raises the first refusal with its duty's name."""
    return _all(duties, lambda duty: excuse(actor, duty, why))


def _preview(
    actor: Actor,
    verb: str,
    duties: Iterable[Duty],
    change: Callable[[Duty], tuple[str, str, str]],
) -> Preview:
    rows = few(duties)
    reached = set(units_in_scope(actor, f"duty.{verb}").values_list("pk", flat=True))
    found = []
    for duty in rows:
        before, after, refusal = change(duty)
        if duty.unit_id not in reached:
            refusal = f"您不能在{duty.unit.name}办理“{rule_of(f'duty.{verb}').title}”"
        elif not states.may(duty, verb):
            refusal = f"现在“{NAMES[duty.state_on(clock.today())]}”"
        found.append(Change(duty, before, after, refusal))
    return Preview(verb, tuple(found))


def _all(duties: Iterable[Duty], act: Callable[[Duty], Any]) -> list[Duty]:
    done = []
    with transaction.atomic():
        rows = few(duties)
        hold_for_acts(rows)
        for duty in rows:
            try:
                done.append(act(duty))
            except Inadmissible:
                raise
            except Refused as refused:
                raise Invalid(f"没有办理，一项也没有改动。{duty}：{refused}") from refused
    return done


def few(duties: Iterable[Duty]) -> list[Duty]:
    """The duties as a list; Invalid where there are none or too many to look through."""
    rows = list(duties)
    if not rows:
        raise Invalid("请先选择任务。")
    if len(rows) > MOST:
        raise Invalid(f"一次最多办理{MOST}项，现在选了{len(rows)}项。请缩小范围后分批办理。")
    return rows
