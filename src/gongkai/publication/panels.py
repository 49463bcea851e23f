"""What higher rooms show beside a record: each registers a panel, the record's page draws them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gongkai.organisation.actor import Actor
from gongkai.publication.models import Record


@dataclass(frozen=True)
class NextStep:
    """The one primary action of a record's page: what its button says and where it leads."""

    label: str
    url: str
    why: str = ""


@dataclass(frozen=True)
class Panel:
    """A section of the facts column: heading, template and its values; perhaps the next step.

    ``more`` are further, quieter links (words, address).
    """

    title: str
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    next_step: NextStep | None = None
    more: tuple[tuple[str, str], ...] = ()


Provider = Callable[[Actor, Record], Panel | None]
_providers: dict[int, Provider] = {}


def register_panel(order: int, provider: Provider) -> None:
    """Add a panel at a place in the column; the same place again replaces it."""
    _providers[order] = provider


def panels_for(actor: Actor, record: Record) -> list[Panel]:
    """The panels of a record for this person, in order."""
    found = [_providers[order](actor, record) for order in sorted(_providers)]
    return [panel for panel in found if panel is not None]
