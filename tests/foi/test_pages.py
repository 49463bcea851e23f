"""The staff pages: what they cost, whom they let in, what they show and never show."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foi.world import Office, applying, at
from gongkai.foi import actions as foi
from gongkai.foi.models import Application
from gongkai.foi.models.public import StatementKind
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.actor import Actor, system_actor
from gongkai.organisation.models import Role
from gongkai.organisation.refusals import Invalid

pytestmark = pytest.mark.django_db

DAY = "2026-09-18"


@pytest.fixture
def office() -> Iterator[Office]:
    with at(DAY):
        yield Office()


def client_of(actor: Actor) -> Client:
    client = Client()
    assert actor.account is not None
    client.force_login(actor.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return len(seen)


# With the two of the sign-in: the session, and the account with its unit, town and roles.
BUDGETS: dict[str, tuple[str, int]] = {
    "queue": ("/foi/", 4),
    "register": ("/foi/all/", 4),
    "new": ("/foi/new/", 4),
    "settings": ("/foi/settings/", 4),
    "demand": ("/foi/demand/", 6),
    "disputes": ("/foi/disputes/", 4),
    "own records": ("/foi/own-records/", 4),
}


@pytest.mark.parametrize("name", BUDGETS)
def test_lists_cost_the_same_for_few_and_many(office: Office, name: str) -> None:
    address, budget = BUDGETS[name]
    office.registered()
    client = client_of(office.head)
    few = cost(client, address)
    for number in range(5):
        office.registered(name=f"李示例{number}", id_number=f"37021119900101{number:04d}")
    assert cost(client, address) == few <= budget


@pytest.mark.parametrize("address", ["/foi/", "/foi/all/"])
def test_the_rows_of_lists_are_rows_and_escape_what_they_show(office: Office, address: str) -> None:
    case = office.registered()
    foi.classify(office.handler, case, "<b>养护</b>合同", "公路&桥")
    page = client_of(office.head).get(address).content.decode()
    assert page.count("<tr data-row>") == 1
    assert f'<a href="/foi/cases/{case.number}/">{case.number}</a>' in page
    assert "&lt;b&gt;养护&lt;/b&gt;合同" in page and "<b>养护" not in page


def test_the_register_counts_its_own_town(office: Office) -> None:
    office.registered()
    page = client_of(office.head).get("/foi/all/").content.decode()
    assert "共 1 条" in page
    other = Office()
    for number in range(2):
        other.registered(name=f"李示例{number}", id_number=f"37021119900101{number:04d}")
    for place, number_of_cases in ((office, 1), (other, 2)):
        page = client_of(place.head).get("/foi/all/").content.decode()
        assert f"共 {number_of_cases} 条" in page


def test_the_register_and_its_years_are_counted_as_the_cases_are(office: Office) -> None:
    """The number comes from the numbering; it must be that of the rows, whatever happened."""
    with at("2025-12-30"):
        office.registered(name="李示例1", id_number="370211199001010001")
    office.registered("internet", name="李示例2", id_number="370211199001010002")
    with pytest.raises(Invalid):
        office.registered(name="")
    closed = office.registered(name="李示例3", id_number="370211199001010003")
    foi.withdraw(office.handler, closed, "申请人来电撤回")
    cases = Application.objects.filter(town=office.town)
    client = client_of(office.head)
    assert f"共 {cases.count()} 条" in client.get("/foi/all/").content.decode()
    for year, many in ((2024, 0), (2025, 1), (2026, 2)):
        assert cases.filter(received_on__year=year).count() == many
        page = client.get(f"/foi/all/?year={year}").content.decode()
        assert (f"共 {many} 条" in page) == bool(many)


def test_a_year_of_the_register_goes_by_the_day_of_receipt(office: Office) -> None:
    first, second = (
        office.registered(name=f"李示例{number}", id_number=f"37021119900101{number:04d}")
        for number in range(2)
    )
    Application.objects.filter(pk=second.pk).update(received_on="2026-09-01")
    numbers = re.findall(
        r'<tr data-row>\s*<td class="nowrap"><a href="/foi/cases/([^/]+)/',
        client_of(office.head).get("/foi/all/?year=2026").content.decode(),
    )
    assert numbers == [first.number, second.number]


def full_case(office: Office) -> Application:
    """A case with something of everything."""
    case = office.registered()
    asked = office.consulted(case)
    foi.end_consultation(office.handler, asked, "agreed", answer="同意")
    foi.log_search(office.handler, case, foi.SearchFacts("档案室", "检索", "找到", "王检索", True))
    foi.ask_extension(office.handler, case, "需要核对")
    foi.draft_reply(office.handler, case, foi.ReplyFacts("R01", {"where": ""}))
    return case


def test_a_case_costs_at_most_ten_queries_of_its_own(office: Office) -> None:
    case = full_case(office)
    client = client_of(office.handler)
    of_the_login = 2
    assert cost(client, f"/foi/cases/{case.number}/") <= 10 + of_the_login


def test_the_page_of_a_case_says_where_it_stands_and_how_the_date_was_counted(
    office: Office,
) -> None:
    case = full_case(office)
    page = client_of(office.handler).get(f"/foi/cases/{case.number}/").content.decode()
    assert "2026-10-22" in page
    assert "由我们办理" in page
    assert "没有填写“获取该信息的方式、途径”" in page
    assert "第三十三条" in page


def test_the_page_of_a_case_escapes_what_people_wrote(office: Office) -> None:
    case = office.registered()
    words = '<b>&"养护"</b>'
    foi.log_search(office.handler, case, foi.SearchFacts(words, words, words, words, True))
    foi.ask_extension(office.handler, case, words)
    foi.classify(office.handler, case, words, words)
    asked = office.consulted(case)
    foi.end_consultation(office.handler, asked, "agreed", answer=words)
    foi.ask_reasons(office.handler, case, words)
    said = foi.Said(StatementKind.REASONS, words)
    foi.state(system_actor(office.town, "申请人"), case, said)
    foi.view_personal(office.handler, case)
    page = client_of(office.handler).get(f"/foi/cases/{case.number}/").content.decode()
    assert "网上说明" in page
    assert page.count("&lt;b&gt;&amp;") >= 9
    assert "<b>" not in page


def test_no_list_and_no_case_shows_the_applicant(office: Office) -> None:
    case = full_case(office)
    client = client_of(office.head)
    for address in ("/foi/", "/foi/all/", f"/foi/cases/{case.number}/"):
        page = client.get(address).content.decode()
        assert "王示例" not in page
        assert "370211199001010011" not in page
        assert "李三方" not in page


def test_every_look_at_the_applicant_is_on_the_ledger(office: Office) -> None:
    case = office.registered()
    client = client_of(office.head)
    address = f"/foi/cases/{case.number}/applicant/"
    assert "王示例" not in client.get(address).content.decode()
    before = LedgerEntry.objects.count()
    answer = client.post(address, {"why": "邮寄答复"})
    assert "王示例" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    entry = LedgerEntry.objects.latest("id")
    assert LedgerEntry.objects.count() == before + 1
    assert (entry.action, entry.why) == ("foi.view_personal", "邮寄答复")


def test_a_leader_and_an_evaluator_read_cases_and_no_applicant(office: Office) -> None:
    case = office.registered()
    for role in (Role.LEADER, Role.EVALUATOR):
        client = client_of(office.person(role))
        assert client.get(f"/foi/cases/{case.number}/").status_code == 200
        answer = client.post(f"/foi/cases/{case.number}/applicant/", {})
        assert answer.status_code == 403


@pytest.mark.parametrize("role", [Role.LIAISON, Role.VILLAGE, Role.SYSTEM_ADMIN])
def test_others_see_nothing(office: Office, role: Role) -> None:
    case = office.registered()
    client = client_of(office.person(role))
    for address in ("/foi/", "/foi/all/", "/foi/new/", f"/foi/cases/{case.number}/"):
        assert client.get(address).status_code == 403


def test_another_town_finds_no_case(office: Office) -> None:
    case = office.registered()
    other = Office()
    client = client_of(other.head)
    assert client.get(f"/foi/cases/{case.number}/").status_code == 404
    for name in ("reply", "reply/issue", "applicant", "steps/withdraw"):
        assert client.get(f"/foi/cases/{case.number}/{name}/").status_code == 404
    assert case.number not in client.get("/foi/").content.decode().replace(other_number(other), "")


def other_number(other: Office) -> str:
    """What another town's queue may show: nothing here."""
    return "—none—"


def test_staff_register_and_get_the_code_once(office: Office) -> None:
    given = {
        **applying(description="镇道路养护合同").__dict__,
        "channel": "mail",
        "received_on": DAY,
        "subject": "",
        "topic": "农村公路",
    }
    client = client_of(office.head)
    page = client.post("/foi/new/", given).content.decode()
    case = Application.objects.get()
    assert case.number in page
    assert re.search(r"[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){2}", page)
    assert (case.state, str(case.due_on)) == ("running", "2026-10-22")


def test_a_wrong_form_keeps_what_was_typed_and_stores_nothing(office: Office) -> None:
    client = client_of(office.head)
    answer = client.post("/foi/new/", {"name": "王示例", "channel": "mail", "phone": "abc"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="王示例"' in page
    assert not Application.objects.exists()


STEPS: dict[str, Callable[[Office], tuple[str, dict[str, str]]]] = {
    "correction": lambda office: (
        "correction",
        {"items": "请写明年份", "days": "15", "sent_on": DAY},
    ),
    "consult": lambda office: (
        "consult",
        {"kind": "co_maker", "party": "示例局", "question": "是否公开", "sent_on": DAY},
    ),
    "extension": lambda office: ("consulting", {"reason": "检索量大", "days": "10"}),
    "fee": lambda office: (
        "fee",
        {"scheme": "page", "pages": "120", "reason": "数量过大", "sent_on": DAY},
    ),
    "reasons": lambda office: ("running", {"why": "一个月四十件", "sent_on": DAY}),
    "withdraw": lambda office: ("closed", {"how": "书面撤回", "on": DAY}),
    "search": lambda office: (
        "running",
        {"on": DAY, "where": "档案室", "how": "检索", "result": "没有", "searcher": "王"},
    ),
    "classify": lambda office: ("running", {"subject": "养护合同", "topic": "公路"}),
}


@pytest.mark.parametrize("name", STEPS)
def test_every_step_has_a_form_that_works(office: Office, name: str) -> None:
    _, given = STEPS[name](office)
    case = office.registered()
    client = client_of(office.head)
    address = f"/foi/cases/{case.number}/steps/{name}/"
    assert client.get(address).status_code == 200
    assert client.post(address, {}).status_code == 422
    answer = client.post(address, given)
    assert answer.status_code == 302, answer.content.decode()
    assert client.get(f"/foi/cases/{case.number}/").status_code == 200


def test_the_whole_road_through_the_pages(office: Office) -> None:
    case = office.registered()
    client = client_of(office.head)
    root = f"/foi/cases/{case.number}/"
    assert "R01" in client.get(f"{root}reply/").content.decode()
    client.post(f"{root}reply/", {"code": "R01", "where": ""})
    page = client.get(f"{root}reply/issue/").content.decode()
    assert "没有填写" in page
    assert "作出答复</button>" not in page
    client.post(f"{root}reply/", {"code": "R01", "where": "镇网站“规划”栏"})
    page = client.get(f"{root}reply/issue/").content.decode()
    assert "示例区人民法院" in page
    client.post(f"{root}reply/issue/")
    case.refresh_from_db()
    assert case.state == "replied"
    letter = case.letters.get(kind="reply")
    given = {"letter": str(letter.pk), "way": "electronic", "on": DAY}
    client.post(f"{root}steps/serve/", given)
    case.refresh_from_db()
    assert case.state == "closed"
