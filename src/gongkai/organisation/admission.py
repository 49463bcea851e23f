"""Asked before anything is stored: may this content be kept in this system at all?

The platform is no classified system: it must not store what bears a secrecy mark (handbook 5.2).
A higher package, which knows how to find such marks, registers a guard. What it names is not
stored: the act is undone, and the guard puts the content aside in an act of its own.

Every text that is given to an act is looked at (``look_at``), as soon as the act has asked for
permission: nobody who writes an action or a form has to think of it. Files are looked at by the
acts that keep them, which know what may be read of them (``check_admissible``). ``UNASKED`` names
the acts that are left out, with the reason.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from functools import wraps
from html import escape
from typing import Any, Concatenate, Final, ParamSpec, Protocol, TypeVar

from django.db import models, transaction

from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Refused

P = ParamSpec("P")
R = TypeVar("R")

_ASKS_ITSELF: Final = "looks at each part by its name, and halts the record that it belongs to"
_THERE_ALREADY: Final = "is given the name of a file that is there, perhaps one that was let in"
_SEEN: Final = "is told by the product what it has seen itself, names of what was let in included"
_OF_MARKS: Final = "what it is given speaks of a mark that was found, and has to be able to say it"
UNASKED: Final[Mapping[str, str]] = {
    "organisation.create_town": "a command on the server; no town yet to put anything aside in",
    "publication.attach": _ASKS_ITSELF,
    "publication.create": _ASKS_ITSELF,
    "publication.detach": _THERE_ALREADY,
    "publication.edit": _ASKS_ITSELF,
    "publication.file_under": _ASKS_ITSELF,
    "publication.import_document": _ASKS_ITSELF,
    "publication.recognise": _THERE_ALREADY,
    "publication.write_guide": "ends in publication.create or publication.edit, which look",
    "release.confirm_delivery": _SEEN,
    "release.store_proof": _SEEN,
    "reminding.note_sending": _SEEN,
    "review.add_words": "the lists of the scan: words to look for are no content",
    "review.answer_unclear": _OF_MARKS,
    "review.ask_clearance": _OF_MARKS,
    "review.close_leak": _OF_MARKS,
    "review.decide_clearance": _OF_MARKS,
    "review.put_aside": "puts aside what was found",
    "review.refer_unclear": _OF_MARKS,
}
"""The acts whose texts are not looked at here, each with the reason."""

_SEALED: Final = frozenset({"password", "secret"})
"""Never kept as text, and so never put aside as text either."""
_FILE_NAME: Final = "name"


@dataclass(frozen=True)
class Incoming:
    """Something that is about to be stored: a file, or a text (``name`` says which part).
    ``record`` is the record that it belongs to, which is halted; None where it would be the first
    of a new one, or belongs to none.
    """

    unit: Unit
    record: models.Model | None
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


@contextmanager
def aside(actor: Actor) -> Iterator[None]:
    """Let what is inadmissible within be put aside afterwards; the caller sees Refused, with the
    sentence of the guard, once that is committed.

    Every act does so by itself. Who does several acts in one transaction opens this before it:
    what is put aside within would be taken back with the rest.
    """
    within = _in_transaction()
    try:
        yield
    except Inadmissible as found:
        if within:
            raise
        raise Refused(found.guard.put_aside(actor, found.incoming, found.mark)) from found


def puts_aside(
    act: Callable[Concatenate[Actor, P], R],
) -> Callable[Concatenate[Actor, P], R]:
    """``aside`` around a function that is given the actor first."""

    @wraps(act)
    def run(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with aside(actor):
            return act(actor, *args, **kwargs)

    return run


def look_at(actor: Actor, unit: Unit | None, name: str, given: Mapping[str, Any]) -> None:
    """Raise Inadmissible for the first text in ``given`` that a guard objects to.

    It is put aside in the unit of the person who typed it, wherever the act reaches; what came
    without one in ``unit``, which only an operator's command for no town has not. name: what
    people will call it there. given: what an act was given, by the names of its parameters.
    """
    where = actor.account.unit if actor.account else unit
    if where is None:
        return
    for text in texts_in(given):
        # Half of a pair of codes is no sign; such a text is refused where it would be stored.
        data = escape(text).encode(errors="replace")
        check_admissible(Incoming(where, None, name, data, is_file=False))


def texts_in(given: object) -> Iterator[str]:
    """Every text that stands anywhere in what an act is given, the names of fields included.

    Rows of the database are there already. The name of a file is looked at with the file.
    """
    if isinstance(given, str):
        yield given
    elif isinstance(given, Mapping):
        yield from _texts_by_name(given)
    elif is_dataclass(given) and not isinstance(given, type):
        yield from _texts_by_name({part.name: getattr(given, part.name) for part in fields(given)})
    elif isinstance(given, Collection) and not isinstance(given, (bytes, bytearray)):
        for part in given:
            yield from texts_in(part)


def _texts_by_name(given: Mapping[Any, Any]) -> Iterator[str]:
    is_file = any(isinstance(part, bytes) for part in given.values())
    for name, part in given.items():
        if name in _SEALED or (is_file and name == _FILE_NAME):
            continue
        yield from texts_in(name)
        yield from texts_in(part)


def _in_transaction() -> bool:
    """Whether a transaction is open; that around a test does not count, as for ``durable``."""
    blocks = transaction.get_connection().atomic_blocks
    return any(not block._from_testcase for block in blocks)
