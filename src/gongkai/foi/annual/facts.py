"""What the texts of a report can say of a year, from this room and from higher ones.

A higher room (training, checks, publicity) registers a provider under a topic of section 一; it
gives whole sentences. Nobody here needs to know which rooms there are.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from gongkai.organisation.models import Town
from gongkai.rules.annual_report.layout import OVERVIEW_TOPICS

Provider = Callable[[Town, int], Iterable[str]]
_providers: dict[str, tuple[str, Provider]] = {}


@dataclass(frozen=True)
class YearFacts:
    """Numbers of a year.

    released: records first released; corrected: later releases; withdrawn: taken down. channels
    and fields: names with how many of the first releases. answered, on_time: applications
    answered, and within their period. fees: 信息处理费 paid in the year, in 元. more: sentences
    by topic of section 一.
    """

    released: int = 0
    corrected: int = 0
    withdrawn: int = 0
    channels: list[tuple[str, int]] = field(default_factory=list)
    fields: list[tuple[str, int]] = field(default_factory=list)
    answered: int = 0
    on_time: int = 0
    fees: int = 0
    more: dict[str, list[str]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The facts as JSON holds them."""
        return asdict(self)

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> "YearFacts":
        """The facts that were kept."""
        pairs = {
            name: [(str(label), int(count)) for label, count in given.get(name, [])]
            for name in ("channels", "fields")
        }
        return cls(**{**given, **pairs})


def register_facts(name: str, topic: str, provider: Provider) -> None:
    """Add sentences to a topic of section 一; registering the same name again replaces it.

    Raises ValueError for a topic that the form does not name.
    """
    if topic not in OVERVIEW_TOPICS:
        raise ValueError(f"{topic} is no topic of section 一")
    _providers[name] = (topic, provider)


def forget_facts(name: str) -> None:
    """Take a provider away (tests)."""
    _providers.pop(name, None)


def sentences_of(town: Town, year: int) -> dict[str, list[str]]:
    """Every registered sentence about a year, by topic."""
    found: dict[str, list[str]] = {}
    for name in sorted(_providers):
        topic, provider = _providers[name]
        found.setdefault(topic, []).extend(provider(town, year))
    return found
