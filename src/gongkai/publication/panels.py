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


@dataclass(frozen=True)
class _Place:
    provider: Provider
    beside_editor: bool


_places: dict[int, _Place] = {}


def register_panel(order: int, provider: Provider, *, beside_editor: bool = False) -> None:
    """Add a panel at a place in the column; the same place again replaces it.

    beside_editor: it stands beside the text while it is being edited, too.
    """
    _places[order] = _Place(provider, beside_editor)


def panels_for(actor: Actor, record: Record, *, beside_editor: bool = False) -> list[Panel]:
    """The panels of a record for this person, in order; perhaps only those beside the editor."""
    places = [_places[order] for order in sorted(_places)]
    found = [
        place.provider(actor, record)
        for place in places
        if place.beside_editor or not beside_editor
    ]
    return [panel for panel in found if panel is not None]


def name_elements(panels: list[Panel]) -> bool:
    """Whether a panel lists the elements of the item itself, so that nobody reads them twice."""
    return any(panel.values.get("elements") for panel in panels)
