"""Registers of the plan: advanced places (F34), upstream requests (F35), practices (F36)."""

from dataclasses import asdict
from datetime import date
from typing import Any

from gongkai.campaign.actions.common import (
    checked,
    in_order,
    iso,
    not_to_come,
    required,
    town_of,
)
from gongkai.campaign.facts import PracticeFacts, ReferenceFacts, RequestFacts
from gongkai.campaign.models import Practice, Reference, RequestState, UpstreamRequest
from gongkai.campaign.states import after
from gongkai.ledger.clock import now, today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Invalid
from gongkai.rules import practices
from gongkai.rules.tables import UnknownCodeError


@action("campaign.add_reference")
def add_reference(act: Act, unit: Unit, facts: ReferenceFacts) -> Reference:
    """Enter another place's experience; it needs its source and the source's date (F34)."""
    act.permit(unit)
    town = town_of(act)
    words = required(
        place=facts.place, title=facts.title, source=facts.source, content=facts.content
    )
    not_to_come(facts.source_on, "source_on")
    if Reference.objects.filter(town=town, place=words["place"], title=words["title"]).exists():
        raise Invalid({"title": "这条经验已经登记过。"})
    reference = Reference(town=town, unit=unit, source_on=facts.source_on, **words)
    reference.url, reference.use = facts.url.strip(), facts.use.strip()
    reference.created_at = now()
    checked(reference, "place", "title", "source", "url").save()
    act.record(reference, unit=unit, after=_plain(facts))
    return reference


@action("campaign.send_request")
def send_request(act: Act, unit: Unit, facts: RequestFacts) -> UpstreamRequest:
    """Register what was asked of a superior department, and by when an answer is hoped for."""
    act.permit(unit)
    words = required(addressee=facts.addressee, subject=facts.subject, content=facts.content)
    not_to_come(facts.sent_on, "sent_on")
    if facts.reply_by is not None:
        in_order(facts.sent_on, facts.reply_by, "reply_by")
    request = UpstreamRequest(
        unit=unit,
        sent_on=facts.sent_on,
        reply_by=facts.reply_by,
        document_number=facts.document_number.strip(),
        created_at=now(),
        **words,
    )
    checked(request, "addressee", "subject", "document_number").save()
    act.record(request, unit=unit, after=_plain(facts))
    return request


@action("campaign.answer_request")
def answer_request(
    act: Act, request: UpstreamRequest, reply: str, replied_on: date
) -> UpstreamRequest:
    """Register what the superior department answered."""
    request = _lock(request)
    act.permit(request.unit)
    request.state = after(RequestState(request.state), "answer")
    request.reply = required(reply=reply)["reply"]
    not_to_come(replied_on, "replied_on")
    if replied_on < request.sent_on:
        raise Invalid({"replied_on": f"不能早于发出日期{request.sent_on}。"})
    request.replied_on = replied_on
    request.save(update_fields=["state", "reply", "replied_on"])
    after_ = {"reply": request.reply, "replied_on": str(replied_on)}
    act.record(request, unit=request.unit, after=after_)
    return request


@action("campaign.settle_request")
def settle_request(act: Act, request: UpstreamRequest, outcome: str) -> UpstreamRequest:
    """Say what became of the answer; the request is done with."""
    request = _lock(request)
    act.permit(request.unit)
    request.state = after(RequestState(request.state), "settle")
    request.outcome = required(outcome=outcome)["outcome"]
    request.save(update_fields=["state", "outcome"])
    act.record(request, unit=request.unit, after={"outcome": request.outcome})
    return request


@action("campaign.add_practice")
def add_practice(act: Act, unit: Unit, facts: PracticeFacts) -> Practice:
    """Enter a new way that a unit tried, and what came of it."""
    act.permit(unit)
    words = required(title=facts.title, content=facts.content, effect=facts.effect)
    not_to_come(facts.happened_on, "happened_on")
    try:
        practices.TABLE.get(facts.kind, today())
    except UnknownCodeError:
        raise Invalid({"kind": "请选择一个方面。"}) from None
    if facts.record is not None and facts.record.town_id != unit.town_id:
        raise Invalid({"record": "请选择本镇的信息。"})
    if Practice.objects.filter(unit=unit, title=words["title"]).exists():
        raise Invalid({"title": "本单位已经登记过同名的实践。"})
    practice = Practice(
        unit=unit, kind=facts.kind, happened_on=facts.happened_on, record=facts.record, **words
    )
    practice.created_at = now()
    checked(practice, "title").save()
    act.record(practice, unit=unit, after={**words, "kind": facts.kind})
    return practice


def _plain(facts: Any) -> dict[str, Any]:
    return {name: iso(value) for name, value in asdict(facts).items()}


def _lock(request: UpstreamRequest) -> UpstreamRequest:
    rows = UpstreamRequest.objects.select_for_update(of=("self",))
    return rows.select_related("unit__town").get(pk=request.pk)
