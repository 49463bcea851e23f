"""Ending a case: an answer that is issued, or a record that it needs none."""

from datetime import date
from typing import Any

from gongkai.foi.actions.common import make_letter, year_of_keeping
from gongkai.foi.issuing import proven_of, remedy_for
from gongkai.foi.models import Application, ClockState, Reply, ReplyState
from gongkai.foi.states import advance
from gongkai.foi.timing import INFORMAL, refresh
from gongkai.ledger.clock import now, today
from gongkai.organisation.acting import Act
from gongkai.organisation.refusals import Invalid
from gongkai.rules.foi.replies import BY_CODE, missing


def close_with(
    act: Act,
    application: Application,
    code: str,
    verb: str,
    *,
    on: date | None = None,
    facts: dict[str, Any] | None = None,
) -> Reply:
    """Close a case without an answer (R21 to R23): a reply row that is its closing record.

    Raises NotAllowedNow where the table says no, Invalid where the kind lacks a fact.
    """
    day, facts = on or today(), facts or {}
    proven = {**proven_of(application, None), "withdrawn": bool(facts)}
    advance(application, verb, day)
    if lacking := missing(code, facts, proven):
        raise Invalid("；".join(said.rstrip("。") for said in lacking) + "。")
    Reply.objects.filter(application=application, state=ReplyState.DRAFT).delete()
    reply = Reply.objects.create(
        application=application,
        state=ReplyState.ISSUED,
        code=code,
        facts=facts,
        remedy=remedy_for(application, code),
        issued_on=day,
        by=act.actor.account,
        created_at=now(),
    )
    reply.letter = make_letter(
        act, application, "reply", day, step=reply.pk, values={"template": BY_CODE[code].template}
    )
    reply.save(update_fields=["letter"])
    application.answered_on = application.answered_on or day
    close(application, day)
    return reply


def close(application: Application, on: date) -> None:
    """End every clock and set what a closed case knows of itself."""
    for clock in application.clocks.filter(state=ClockState.OPEN):
        late = on > clock.due and clock.kind not in INFORMAL
        clock.state = ClockState.MISSED if late else ClockState.KEPT
        clock.ended_on = on
        clock.save(update_fields=["state", "ended_on"])
    application.closed_on = on
    application.keep_until = year_of_keeping(application, on)
    application.save(update_fields=["answered_on", "closed_on", "keep_until"])
    refresh(application)
