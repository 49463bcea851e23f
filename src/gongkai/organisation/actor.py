"""Who acts: a person by account, or the product itself."""

from dataclasses import dataclass, field
from typing import Any

from gongkai.organisation.models import Account, Town


@dataclass(frozen=True)
class Actor:
    """Who acts: an account, or the product itself for a town (``account`` None).

    waiting: a person waits for the answer, so an act that gave way to others is refused in words;
    without one the worker tries it again.
    """

    town: Town | None
    account: Account | None = None
    name: str = ""
    waiting: bool = False
    cache: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def town_id(self) -> int:
        """The town this actor belongs to; 0 for the system outside any town."""
        return self.town.pk if self.town else 0


def actor_for(account: Account) -> Actor:
    """The actor of a signed-in account."""
    return Actor(town=account.unit.town, account=account, name=account.name, waiting=True)


def system_actor(town: Town | None, name: str = "系统") -> Actor:
    """The product itself, acting for a town (or for none, for national tables)."""
    return Actor(town=town, name=name)


def visitor_actor(town: Town, name: str) -> Actor:
    """Somebody without an account on a public page, called what they are (申请人): may do what the
    product itself may for the town, and waits for the answer.
    """
    return Actor(town=town, name=name, waiting=True)
