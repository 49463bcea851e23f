"""Asked before anything is stored: may this content be kept in this system at all?

The platform is no classified system: it must not store what bears a secrecy mark (handbook 5.2).
A higher package, which knows how to find such marks, registers a guard; the actions of drafting
ask it before they keep a text or a file. What it names is not stored: the act is undone, and the
guard puts the content aside in an act of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Refused
from gongkai.publication.models import Record

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Incoming:
    """Something that is about to be stored: a file, or the text of a draft (``name`` says which
    part). ``record`` is None where it would be the first of a new one.
    """

    unit: Unit
    record: Record | None
    name: str
    data: bytes
    is_file: bool


class Guard(Protocol):
    """What a package registers."""

    def look(self, incoming: Incoming) -> str:
        """The mark that was found, in its own words; empty if the content may be kept."""

    def put_aside(self, actor: Actor, incoming: Incoming, mark: str) -> str:
        """Keep the content apart, halt the record, begin what the law asks; give the sentence
        that tells the person.
        """


class Inadmissible(Refused):
    """The content must not be stored; undoes the act that was about to."""

    def __init__(self, guard: Guard, incoming: Incoming, mark: str) -> None:
        super().__init__("这些内容可能涉密，没有保存。")
        self.guard, self.incoming, self.mark = guard, incoming, mark


_guards: list[Guard] = []


def register_guard(guard: Guard) -> None:
    """Add a guard at start."""
    if guard not in _guards:
        _guards.append(guard)


def check_admissible(*contents: Incoming) -> None:
    """Raise Inadmissible for the first content that a guard objects to."""
    for incoming in contents:
        for guard in _guards:
            if mark := guard.look(incoming):
                raise Inadmissible(guard, incoming, mark)


def puts_aside(
    act: Callable[Concatenate[Actor, P], R],
) -> Callable[Concatenate[Actor, P], R]:
    """Let an action whose content is inadmissible be followed by putting it aside.

    The caller sees Refused, with the sentence of the guard, after that is committed.
    """

    @wraps(act)
    def run(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return act(actor, *args, **kwargs)
        except Inadmissible as found:
            raise Refused(found.guard.put_aside(actor, found.incoming, found.mark)) from found

    return run
