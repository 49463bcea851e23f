"""Whatever is sent to the public addresses: an answer, never a 500, and nothing stored that was
refused. Values are texts of every kind, among them what looks right. ``GONGKAI_FUZZ`` is the
number of tries of each kind.
"""

import os
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foi.public.conftest import Citizen, typed
from foi.world import Office
from gongkai.foi import actions as foi
from gongkai.foi.access import party_code
from gongkai.foi.models import Application
from gongkai.foi.public.forms import ApplyForm, CorrectForm, SendForm
from gongkai.ledger.clock import today
from gongkai.organisation.models import TryCount
from traces import kept

pytestmark = pytest.mark.django_db

FIELDS = sorted({*ApplyForm.base_fields, *SendForm.base_fields, *CorrectForm.base_fields})
OTHERS = ["step", "kiosk", "number", "code", "words", "choice", "satisfaction", "opinion"]
TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from([*typed().values(), "edit", "1", "refused", "good", "\x00", "二", "9" * 50]),
    st.text(alphabet="<>\"'{}%\\\r\n\t\u202e\ufeff🏠", min_size=1, max_size=20),
)
FORMS = st.dictionaries(st.sampled_from([*FIELDS, *OTHERS]), TEXTS, max_size=14)
# What has no file name at all is refused by Django's own client, before anything is sent.
NAMES = st.text(st.characters(exclude_characters="/\\"), max_size=20).map("x{}".format)
FILES = st.one_of(
    st.none(), st.builds(SimpleUploadedFile, NAMES, st.binary(min_size=1, max_size=60))
)
PATHS = st.sampled_from(["apply/", "apply/send/", "apply/found/", "status/", "status/leave/"])
STEPS = st.sampled_from(["correct", "withdraw", "payment", "reasons", "rate", "opinion", "x"])
COOKIES = st.text("abcXYZ019:.-_", max_size=80)
quick = settings(
    max_examples=int(os.environ.get("GONGKAI_FUZZ", "25")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def forget_tries() -> None:
    """However often was tried before, in this process and in all."""
    cache.clear()
    TryCount.objects.all().delete()


def sent(given: dict[str, str], file: SimpleUploadedFile | None) -> dict[str, Any]:
    return {**given, "proof": file} if file else dict(given)


def usual(form: dict[str, Any], *codes: int) -> tuple[int, ...]:
    """What may be answered: what holds a NUL is refused before any form looks at it."""
    texts = [text for text in form.values() if isinstance(text, str)]
    return (400,) if any("\0" in text for text in texts) else codes


@quick
@given(PATHS, FORMS, FILES)
def test_nothing_typed_breaks_a_form(
    citizen: Citizen, path: str, given: dict[str, str], file: SimpleUploadedFile | None
) -> None:
    forget_tries()
    before = kept()
    form = sent(given, file)
    answer = citizen.post(path, form)
    assert answer.status_code in usual(form, 200, 303, 422), (path, answer.status_code)
    # Without the signed mark of a preview nothing is ever accepted.
    assert kept() == before


@quick
@given(FORMS, FILES)
def test_a_good_form_with_something_odd_is_taken_whole_or_refused_whole(
    citizen: Citizen, given: dict[str, str], file: SimpleUploadedFile | None
) -> None:
    forget_tries()
    before, cases = kept(), Application.objects.count()
    odd = {name: text for name, text in given.items() if name not in ("token", "answer")}
    form = sent({**citizen.preview(), **odd}, file)
    answer = citizen.post("apply/send/", form)
    assert answer.status_code in usual(form, 200, 422)
    if answer.status_code == 200:
        assert Application.objects.count() == cases + 1
    else:
        assert kept() == before


@quick
@given(STEPS, FORMS, FILES, st.booleans())
def test_nothing_sent_to_a_case_breaks_it(
    citizen: Citizen,
    office: Office,
    name: str,
    given: dict[str, str],
    file: SimpleUploadedFile | None,
    party: bool,
) -> None:
    forget_tries()
    case = Application.objects.first()
    if case is None:
        case, code = citizen.apply()
        foi.confirm(office.handler, case, today(), "电话确认")
        foi.ask_correction(office.handler, case, "请写明年份")
        office.codes = {False: code}  # type: ignore[attr-defined]
        other = office.registered()
        asked = office.consulted(other)
        office.codes[True] = party_code(asked)  # type: ignore[attr-defined]
    last = Application.objects.order_by("id")[1 if party else 0]
    citizen.enter(last, office.codes[party])  # type: ignore[attr-defined]
    before = kept()
    form = sent(given, file)
    answer = citizen.post(f"status/case/{name}/", form)
    assert answer.status_code in usual(form, 303, 404, 409, 422)
    assert citizen.get("status/case/").status_code == 200
    if answer.status_code != 303:
        assert kept() == before


@quick
@given(st.text(max_size=40), COOKIES, st.text(max_size=20))
def test_odd_addresses_are_answered(citizen: Citizen, number: str, cookie: str, done: str) -> None:
    citizen.client.cookies["gongkai_case"] = cookie
    for path, asked in (("status/", {"number": number}), ("status/case/", {"done": done})):
        assert citizen.get(path, **asked).status_code in usual(asked, 200, 303)
    assert citizen.get(f"apply/open/{abs(hash(number))}/").status_code == 303
