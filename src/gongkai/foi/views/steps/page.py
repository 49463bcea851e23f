"""What a page of one step says and does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gongkai.foi.forms.steps import StepForm
from gongkai.foi.models import Application
from gongkai.organisation.actor import Actor

Values = dict[str, Any]
Do = Callable[[Actor, Application, Values], str]


@dataclass(frozen=True)
class StepPage:
    """A page with one form.

    action: whose permission it needs. verb: of the table of states; empty for what is possible in
    every state. do: acts, and says what happened. danger: it cannot be taken back.
    """

    title: str
    button: str
    form: type[StepForm]
    action: str
    do: Do
    verb: str = ""
    intro: str = ""
    danger: bool = False
