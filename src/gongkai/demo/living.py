"""What the parts of the demonstration need of the town that comes to life in ``demo.loading``."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Town, Unit
from gongkai.organisation.reauthentication import Proof
from gongkai.publication.models import Record

SHANGHAI = ZoneInfo("Asia/Shanghai")


class LivingTown(Protocol):
    """The town, and who and what is in it by the keys of the demonstration."""

    town: Town
    units: dict[str, Unit]
    actors: dict[str, Actor]
    drafters: dict[str, Actor]
    records: dict[str, Record]

    def proof(self, actor: Actor) -> Proof:
        """The password entered again."""


Act = Callable[[Any], object]
Event = tuple[datetime, int, Act]
"""When; the order among those of the same moment; what."""
