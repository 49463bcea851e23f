"""Promise 8, for applicants: their words are shown in their case alone, to whom the ledger names.

Every page of the office about applications is opened by everybody who may open any of them:
without a look of today on the ledger none of them shows a word of the applicant.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from foi.test_pages import client_of
from foi.world import Office, at
from gongkai.foi import actions as foi
from gongkai.foi.files import FileToKeep
from gongkai.foi.models import Application, StatementKind
from gongkai.foi.urls import urlpatterns
from gongkai.foi.views.steps import STEPS
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.models import Role
from roads import PDF

pytestmark = pytest.mark.django_db

DAY = "2026-09-18"
WORDS = "请把我家宅基地审批的全部材料给我"
REASONS = "我母亲住院急需办理"
SECRETS = ("王示例", "370211199001010011", "13800000001", "wang@example.com", WORDS, REASONS)


@pytest.fixture
def office() -> Iterator[Office]:
    with at(DAY):
        yield Office()


def told(office: Office) -> Application:
    """A case in which the applicant has said, sent and stated something."""
    case = office.registered(description=f"宅基地审批。{WORDS}", feature=WORDS)
    foi.add_file(office.handler, case, FileToKeep("application", "王示例的申请书.pdf", PDF))
    foi.draft_reply(office.handler, case, foi.ReplyFacts("R01", {"where": "镇网站"}))
    foi.ask_reasons(office.handler, case, "一个月四十件")
    foi.state(office.web, case, foi.Said(StatementKind.REASONS, REASONS))
    return case


def addresses(case: Application) -> Iterator[str]:
    """Every page of the office that is about this case or lists it."""
    letter = case.letters.first()
    assert letter is not None
    known: dict[str, list[Any]] = {"number": [case.number], "letter_id": [letter.pk]}
    for route in urlpatterns:
        names = list(route.pattern.converters)
        try:
            if names == ["number", "name"]:
                yield from (reverse(f"foi:{route.name}", args=[case.number, s]) for s in STEPS)
            else:
                yield reverse(f"foi:{route.name}", kwargs={n: known[n][0] for n in names})
        except (KeyError, NoReverseMatch):
            continue


def unpacked(content: bytes) -> str:
    """A page, or everything that a workbook holds."""
    if not content.startswith(b"PK"):
        return content.decode()
    with ZipFile(BytesIO(content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


def seen(client: Client, address: str) -> set[str]:
    """Which of the applicant's data a page shows."""
    text = unpacked(client.get(address, {"code": "R01", "case": "x"}).content)
    return {secret for secret in SECRETS if secret in text}


def test_no_page_shows_an_applicants_word_to_whom_has_not_looked(office: Office) -> None:
    case = told(office)
    pages = list(addresses(case))
    assert len(pages) > 40
    everybody = [office.head, office.person(Role.HANDLER)]
    everybody += [office.person(role) for role in (Role.LEADER, Role.EVALUATOR)]
    for actor in everybody:
        client = client_of(actor)
        shown = {page: found for page in pages if (found := seen(client, page))}
        assert shown == {}, actor.name
    assert not LedgerEntry.objects.filter(action="foi.view_personal").exists()


def test_a_look_opens_the_words_for_that_person_that_case_and_that_day(office: Office) -> None:
    case, other = told(office), told(office)
    home, opening = (reverse(f"foi:{name}", args=[case.number]) for name in ("case", "words"))
    client = client_of(office.head)
    for _ in range(2):
        assert client.post(opening, {"next": home}).headers["Location"] == home
    entry = LedgerEntry.objects.get(action="foi.view_personal")
    assert (entry.account_id, entry.subject_id) == (office.account(office.head).pk, str(case.pk))
    assert WORDS not in str((entry.after, entry.why, entry.subject_label))
    assert seen(client, home) == {"王示例", WORDS, REASONS}  # the name is that of the file
    given = reverse("foi:step", args=[case.number, "reasons-given"])
    assert seen(client, given) == {REASONS}
    assert seen(client, reverse("foi:reply-preview", args=[case.number])) >= {WORDS}
    assert seen(client, reverse("foi:case", args=[other.number])) == set()
    assert seen(client_of(office.handler), home) == set()
    with at("2026-09-19"):
        assert seen(client_of(office.head), home) == set()


def test_who_has_no_need_cannot_look(office: Office) -> None:
    case = told(office)
    opening = reverse("foi:words", args=[case.number])
    for actor in (office.person(r) for r in (Role.LEADER, Role.EVALUATOR, Role.HANDLER)):
        client = client_of(actor)
        assert client.post(opening).status_code in (403, 409)
        assert (
            "查看申请原文</button>"
            not in client.get(reverse("foi:case", args=[case.number])).content.decode()
        )
    assert not LedgerEntry.objects.filter(action="foi.view_personal").exists()


def test_opening_leads_back_into_the_case_and_nowhere_else(office: Office) -> None:
    case = told(office)
    opening = reverse("foi:words", args=[case.number])
    home = reverse("foi:case", args=[case.number])
    client = client_of(office.head)
    for back in ("https://elsewhere.example/", "//elsewhere.example", "/foi/"):
        assert client.post(opening, {"next": back}).headers["Location"] == home
