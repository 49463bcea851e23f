"""The rows of the long lists of cases, and what the page of a case shows of one.

They are compiled templates (Jinja2, as on the public pages): fifty rows of a dozen values took
Django's templates three quarters of the whole page, a case two thirds (``bench/foi.py``).
"""

from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django import template
from django.template import engines
from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.safestring import SafeString, mark_safe

from gongkai.foi.models import OwnRecordRequest
from gongkai.foi.models.cases import CHANNELS, KINDS, STATES
from gongkai.foi.personal import own_subject as subject_of_own
from gongkai.foi.queries import ListedCase
from gongkai.foi.showing import CasePage
from gongkai.organisation.due_marks import day_words, due_mark

register = template.Library()

WORDS = {"kinds": dict(KINDS), "channels": dict(CHANNELS)}
_ANY = "NUMBER"


@register.filter
def own_subject(asked: OwnRecordRequest) -> str:
    """What a request of Art. 41 is about, as lists show it."""
    return subject_of_own(asked)


@register.simple_tag
def case_part(part: str, shown: CasePage, today: date) -> SafeString:
    """A part of the page of a case.

    part: ``working`` (terms, steps taken, answers, letters), ``events`` (what happened) or
    ``facts`` (what can be done, and the dates).
    """
    case = shown.case
    context = {
        "shown": shown,
        "case": case,
        "today": today,
        # What a case need not have.
        "correction": getattr(case, "correction", None),
        "fee": getattr(case, "fee", None),
        "reasons": getattr(case, "reasons_request", None),
        "url": reverse,
        "step": reverse("foi:step", args=[case.number, _ANY]).split(_ANY),
        "due": due_mark,
        "day": day_words,
        "lines": linebreaksbr,
    }
    drawn = render_to_string(f"foi/case_{part}.html", context, using="public")
    return mark_safe(drawn)  # noqa: S308 - the template has escaped what it shows


@register.simple_tag
def case_rows(cases: Sequence[ListedCase], form: str, today: date | None = None) -> SafeString:
    """The rows of a table of cases.

    form: ``queue`` (to choose from, with the next day) or ``register`` (with all dates).
    """
    before, after = reverse("foi:case", args=[_ANY]).split(_ANY)
    shown = {
        "cases": cases,
        "today": today,
        "before": before,
        "after": after,
        "due": due_mark,
        "tags": _tags(),
    }
    rows = render_to_string(f"foi/{form}_rows.html", {**WORDS, **shown}, using="public")
    return mark_safe(rows)  # noqa: S308 - the template has escaped what it shows


@cache
def _tags() -> dict[str, Any]:
    """The state of a case as a tag, by its code; drawn once."""
    pages: Any = engines["public"]
    draw = pages.env.get_template("foi/state.html").module.state
    return {code: draw(code, words) for code, words in STATES}


@register.simple_tag
def foi_nav(here: str) -> SafeString:
    """The places of this part of the office, drawn once for each of them."""
    return _nav(here, get_urlconf(), get_script_prefix())


@lru_cache(maxsize=64)
def _nav(here: str, urlconf: str | None, prefix: str) -> SafeString:
    return render_to_string("foi/nav.html", {"here": here})
