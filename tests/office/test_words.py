"""No code reaches a page as a state, an effect or an act: each has its word and its tone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import models

import gongkai
from gongkai.office.ledger_page import action_title
from gongkai.office.templatetags import gongkai as tags
from gongkai.organisation.acting import all_actions
from gongkai.organisation.permissions import all_rules
from gongkai.outbox import handlers
from gongkai.publication.models import PUBLIC_STATES

SOURCES = Path(gongkai.__file__).parent
STATE_TAG = re.compile(r"{% *state_tag +\S+(?: +\"(\w+)\")? *%}")
HAN = re.compile("[\u4e00-\u9fff]")
DRAWN = {"done", "soon", "late", "neutral"}


def fields_drawn_as_states() -> set[str]:
    """The names of the fields that some page draws with ``state_tag``."""
    pages = (page.read_text(encoding="utf-8") for page in SOURCES.glob("*/templates/**/*.html"))
    return {found[1] or "state" for page in pages for found in STATE_TAG.finditer(page)}


def states() -> Iterator[tuple[str, str, str]]:
    """Model and field, value and word of each state that a page may draw."""
    names = fields_drawn_as_states()
    for model in apps.get_models():
        if not model.__module__.startswith("gongkai."):
            continue
        for field in model._meta.get_fields():
            if isinstance(field, models.Field) and field.name in names and field.choices:
                for value, word in field.flatchoices:
                    yield f"{model._meta.label}.{field.name}", str(value), str(word)


def test_the_states_of_the_main_models_are_among_those_compared() -> None:
    seen = {name for name, _, _ in states()}
    assert seen >= {
        "publication.Record.state",
        "publication.Version.state",
        "review.ReviewSheet.state",
        "review.Opinion.value",
        "release.Delivery.state",
        "release.Schedule.state",
        "catalogue.Item.standing",
        "outbox.Effect.state",
    }


def test_every_state_has_a_tone() -> None:
    without = [(name, value) for name, value, _ in states() if value not in tags.TONES]
    assert without == []
    assert {str(state) for state in PUBLIC_STATES} <= set(tags.TONES)


def test_every_state_has_a_word() -> None:
    assert [(name, value) for name, value, word in states() if not HAN.search(word)] == []


def test_every_tone_is_one_that_the_style_sheet_draws() -> None:
    assert set(tags.TONES.values()) == DRAWN
    style = (SOURCES / "office/static/office/gongkai.css").read_text(encoding="utf-8")
    assert [tone for tone in DRAWN - {"neutral"} if f".tag-{tone} " not in style] == []


@pytest.mark.parametrize(
    ("state", "tone"),
    [
        ("scheduled", "soon"),
        ("corrected", "done"),
        ("repealed", "neutral"),
        ("refused", "late"),
        ("unheard-of", "neutral"),
    ],
)
def test_a_tone_says_whether_something_is_waited_for(state: str, tone: str) -> None:
    assert tags.tone(state) == tone


def test_every_effect_has_words_and_no_words_are_left_over() -> None:
    """Packages register their handlers at start; other tests register theirs as ``test.…``."""
    names = {name for name in handlers._handlers if not name.startswith("test.")}
    assert names == set(tags.EFFECT_TITLES)
    assert all(HAN.search(tags.effect_title(name)) for name in names)


def test_every_act_has_a_title_of_its_own() -> None:
    """Two acts of one name could not be told apart in the ledger."""
    titles = {name: action_title(name) for name in {*all_actions(), *all_rules()}}
    assert [name for name, title in titles.items() if not HAN.search(title)] == []
    assert len(set(titles.values())) == len(titles)


class EveryField(forms.Form):
    """One of each field that our forms use."""

    words = forms.CharField(max_length=2)
    number = forms.IntegerField(max_value=3)
    day = forms.DateField()
    time = forms.TimeField()
    email = forms.EmailField()
    address = forms.URLField(assume_scheme="https")
    choice = forms.ChoiceField(choices=[("a", "甲")])
    file = forms.FileField()


WRONG = {
    "words": "三个字",
    "number": "4",
    "day": "32",
    "time": "25",
    "email": "somebody",
    "address": "no address",
    "choice": "b",
}


@pytest.mark.parametrize("given", [{}, WRONG], ids=["empty", "wrong"])
def test_forms_say_what_to_do_in_chinese(given: dict[str, str]) -> None:
    errors = EveryField(given).errors
    assert set(errors) == set(EveryField.base_fields)
    said = " ".join(str(error) for found in errors.values() for error in found)
    assert not re.search("变量|[a-z]{4,} [a-z]{2,}", said), said
    if given:
        assert "最多2个字，现在有3个字，请缩短。" in said


@pytest.mark.parametrize("password", ["a", "12345678901", "Password", "aaaaaaaaaa"])
def test_a_password_is_refused_in_chinese(password: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert not re.search("[a-z]{4,}", " ".join(refused.value.messages))
