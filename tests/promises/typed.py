"""A secrecy mark in every text that an act can be given, one after the other (handbook 5.2)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from inspect import signature
from typing import Any

import pytest
from django.db import transaction

from gongkai.organisation import acting
from gongkai.organisation.acting import all_actions
from gongkai.organisation.actor import Actor
from gongkai.organisation.admission import UNASKED, Inadmissible
from gongkai.organisation.permissions import rule_of
from gongkai.organisation.refusals import Refused
from gongkai.rules.calendar import Calendar
from traces import places_of

Given = dict[str, Any]
TYPED = "QMARKQ会议纪要（机密★10年）"
KEPT_NOWHERE = "QMARKQ"
"""Of the text: the mark alone is named to people, nothing else of it may be found again."""
SEALED = {"password", "secret"}
LOOK_THEMSELVES = {
    "publication.attach",
    "publication.create",
    "publication.edit",
    "publication.file_under",
    "publication.import_document",
    "publication.write_guide",
}


class _Caught(Exception):
    """Ends an act that is only to say what it was given."""


def given_to(name: str, actor: Actor, act: Callable[[Actor], Any]) -> Given:
    """What the act of that name is given when ``act`` is called, by the names of its parameters;
    the texts that it might be given as well are empty.
    """
    caught: Given = {}

    class Listening(acting.Act):
        def __init__(self, actor: Actor, action: str, given: Mapping[str, Any]) -> None:
            super().__init__(actor, action, given)
            if action == name:
                caught.update(given)
                raise _Caught

    with pytest.MonkeyPatch.context() as patch, pytest.raises(_Caught):
        patch.setattr(acting, "Act", Listening)
        act(actor)
    more = signature(all_actions()[name].call).parameters.values()
    return {each.name: "" for each in more if each.annotation is str} | caught


def marked(given: object) -> Iterator[Any]:
    """Copies of what is given, in each of them one text bearing the mark. What is chosen from a
    list of the program, what is kept only sealed, and the names of files are left.
    """
    if isinstance(given, (Enum, Calendar)):
        return
    if isinstance(given, str):
        yield TYPED
    elif isinstance(given, Mapping):
        for name, value in _marked_by_name(given):
            yield {**given, name: value}
    elif is_dataclass(given) and not isinstance(given, type):
        parts = {part.name: getattr(given, part.name) for part in fields(given) if part.init}
        for name, value in _marked_by_name(parts):
            yield replace(given, **{name: value})
    elif isinstance(given, Sequence) and not isinstance(given, bytes):
        yield from _marked_by_place(given)


def _marked_by_name(given: Mapping[Any, Any]) -> Iterator[tuple[Any, Any]]:
    is_file = any(isinstance(part, bytes) for part in given.values())
    for name, part in given.items():
        if name not in SEALED and not (is_file and name == "name"):
            for value in marked(part):
                yield name, value


def _marked_by_place(given: Sequence[Any]) -> Iterator[list[Any]]:
    for place, part in enumerate(given):
        for value in marked(part):
            yield [*given[:place], value, *given[place + 1 :]]


def check_that_no_marked_text_is_kept(name: str, actor: Actor, act: Callable[[Actor], Any]) -> None:
    """Each text in turn is refused; of the last one it is looked at what became of it."""
    if name in UNASKED and name not in LOOK_THEMSELVES:
        return
    call, last = all_actions()[name].call, None
    refusal = Refused if name in LOOK_THEMSELVES else Inadmissible
    for last in marked(given_to(name, actor, act)):
        with pytest.raises(refusal), transaction.atomic():
            call(actor, **last)
    if last is not None and name not in LOOK_THEMSELVES:
        told = f"《“{rule_of(name).title}”表单里的文字》带有密级标志“机密★10年”，没有保存"
        with pytest.raises(Refused, match=told):
            call(actor, **last)
    assert places_of(KEPT_NOWHERE) == {}
