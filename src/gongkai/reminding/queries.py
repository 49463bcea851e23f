"""Reading reminders: a person their own, the Office how the sending went."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Town, Unit
from gongkai.organisation.scope import units_in_scope
from gongkai.reminding.models import Gateway, Head, Message, Sending, Setting


def setting_of(town: Town) -> Setting:
    """The town's setting, or the defaults (not saved)."""
    return Setting.objects.filter(town=town).first() or Setting(town=town)


def messages_for(actor: Actor) -> QuerySet[Message]:
    """What the actor was told, newest first; nobody reads another's."""
    account = actor.account.pk if actor.account else None
    return Message.objects.filter(account=account).select_related("account__unit")


def message_for(actor: Actor, pk: int) -> Message | None:
    """One message of the actor's own."""
    return messages_for(actor).filter(pk=pk).first()


@dataclass(frozen=True)
class SendingFilter:
    """What the list of sendings is narrowed to; empty means all."""

    way: str = ""
    state: str = ""
    day: date | None = None


def sendings_for(actor: Actor, wanted: SendingFilter | None = None) -> QuerySet[Sending]:
    """What left the house for people of units in scope, newest first, with its proof."""
    units = units_in_scope(actor, "reminding.sendings.read")
    rows = Sending.objects.filter(message__account__unit__in=units)
    asked = wanted or SendingFilter()
    exact = {"way": asked.way, "state": asked.state, "message__day": asked.day}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    return rows.select_related("message__account__unit").order_by("-id")


def gateways_of(town: Town) -> QuerySet[Gateway]:
    """The ways that a town has set up, in use or not."""
    return Gateway.objects.filter(town=town).select_related("town")


def units_with_heads(actor: Actor) -> QuerySet[Unit]:
    """The open units in which the actor may name a head, with who it is; those without first."""
    units = units_in_scope(actor, "reminding.appoint_head").filter(closed_on=None)
    return (
        units.annotate(named=Exists(Head.objects.filter(unit=OuterRef("pk"))))
        .select_related("reminding_head__account")
        .order_by("named", "order", "id")
    )
