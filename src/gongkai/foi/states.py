"""Steps of a case by the table of ``rules.foi.states``; used by the actions of this package.

Each runs inside the caller's transaction, on an application whose row the caller has locked.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from gongkai.foi.models import Application, ClockKind, ExtensionState
from gongkai.ledger.clock import now, today
from gongkai.organisation.refusals import NotAllowedNow
from gongkai.rules.foi.receipt import needs_confirmation
from gongkai.rules.foi.states import TURNS, Facts, State, StepError, after


def lock(application_id: int) -> Application:
    """The application, its row locked until the transaction ends."""
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("unit__town", "town", "handler")
        .get(pk=application_id)
    )


def facts_of(application: Application, on: date | None = None, **known: Any) -> Facts:
    """What the guards look at, read from the case as it is now.

    on: the day of the step, today unless given. known: facts that differ from what is stored.
    """
    facts = Facts(
        on=on or today(),
        needs_confirmation=needs_confirmation(
            application.channel, misaddressed=application.misaddressed
        ),
        clock_start=application.clock_start,
        keep_until=application.keep_until,
        **_from_clocks(application),
        **_from_steps(application),
        **_from_disputes(application),
    )
    return replace(facts, **known)


def advance(application: Application, verb: str, on: date | None = None, **known: Any) -> None:
    """Take a step of the table; NotAllowedNow, in plain words, if there is none. Saves state."""
    try:
        state = after(State(application.state), verb, facts_of(application, on, **known))
    except StepError as refused:
        raise NotAllowedNow(str(refused)) from None
    application.state, application.turn = state, TURNS[state]
    application.updated_at = now()
    application.save(update_fields=["state", "turn", "updated_at"])


def _from_clocks(application: Application) -> dict[str, Any]:
    open_ones = {
        clock.kind: clock.due for clock in application.clocks.all() if clock.state == "open"
    }
    return {
        "due": open_ones.get(ClockKind.DELAY) or open_ones.get(ClockKind.REPLY),
        "correction_by": open_ones.get(ClockKind.CORRECTION_NOTICE),
        "correction_due": open_ones.get(ClockKind.CORRECTION),
        "fee_due": open_ones.get(ClockKind.FEE),
    }


def _from_steps(application: Application) -> dict[str, Any]:
    extension = next(
        (e for e in application.extensions.all() if e.state != ExtensionState.REFUSED), None
    )
    reasons = getattr(application, "reasons_request", None)
    fee = getattr(application, "fee", None)
    return {
        "correction_asked": hasattr(application, "correction"),
        "open_consultations": sum(not one.outcome for one in application.consultations.all()),
        "extension": extension.state if extension else "",
        "fee_asked": fee is not None,
        "fee_received": fee.received_on if fee is not None else None,
        "reasons": "" if reasons is None else ("given" if reasons.given_on else "asked"),
    }


def _from_disputes(application: Application) -> dict[str, Any]:
    disputes = list(application.disputes.all())
    return {
        "open_disputes": sum(one.state == "pending" for one in disputes),
        "redo_ordered": any(one.redo and not one.redone for one in disputes),
        "served": application.served_on is not None,
    }
