"""Who acts: a person by account, or the product itself."""

from dataclasses import dataclass, field
from typing import Any

from gongkai.organisation.models import Account, Town


@dataclass(frozen=True)
class Actor:
    """Who acts: an account, or the product itself for a town (``account`` None)."""

    town: Town | None
    account: Account | None = None
    name: str = ""
    cache: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def town_id(self) -> int:
        """The town this actor belongs to; 0 for the system outside any town."""
        return self.town.pk if self.town else 0


def actor_for(account: Account) -> Actor:
    """The actor of a signed-in account."""
    return Actor(town=account.unit.town, account=account, name=account.name)


def system_actor(town: Town | None, name: str = "系统") -> Actor:
    """The product itself, acting for a town (or for none, for national tables)."""
    return Actor(town=town, name=name)
