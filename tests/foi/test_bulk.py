"""Bulk work on the queue: the preview changes nothing and says what the acts will say."""

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

import factories
from foi.test_pages import client_of
from foi.world import Office, at
from gongkai.foi import actions as foi
from gongkai.foi.models import Application, Event, Extension
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.actor import system_actor
from gongkai.organisation.models import Role
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.outbox.models import Effect
from gongkai.reminding import actions as reminding
from gongkai.reminding.models import Message
from gongkai.review.models import LeakTask

pytestmark = pytest.mark.django_db

DAY = "2026-09-18"


@pytest.fixture
def office() -> Any:
    with at(DAY):
        yield Office()


def stored() -> tuple[int, ...]:
    """How much there is of everything that an act leaves."""
    return tuple(m.objects.count() for m in (LedgerEntry, Event, Effect, Extension))


def test_handing_over_many_shows_what_will_happen_first(office: Office) -> None:
    first, second = office.registered(), office.registered(name="赵示例")
    client = client_of(office.head)
    other = office.account(office.person(Role.OFFICE))
    given = {"case": [first.number, second.number], "handler": str(other.pk), "why": "休假"}
    before = stored()
    page = client.post("/foi/bulk/hand-over/", {**given, "preview": "1"}).content.decode()
    assert "交接2件" in page and f"→ {other.name}" in page
    assert Application.objects.filter(handler=other).count() == 0
    assert stored() == before
    client.post("/foi/bulk/hand-over/apply/", given)
    assert Application.objects.filter(handler=other).count() == 2
    entries = LedgerEntry.objects.filter(action="foi.hand_over")
    assert len({entry.subject_id for entry in entries}) == entries.count() == 2


def test_an_extension_proposed_for_many_and_one_that_has_had_it(office: Office) -> None:
    cases = [office.registered(name=f"赵示例{n}") for n in range(3)]
    foi.ask_extension(office.handler, cases[0], "已经提出")
    client = client_of(office.handler)
    given = {"case": [case.number for case in cases], "reason": "检索量大", "days": "10"}
    before = stored()
    page = client.post("/foi/bulk/extension/", {**given, "preview": "1"}).content.decode()
    assert "提出延期2件" in page and page.count("提出延期10个工作日") == 2
    assert stored() == before
    answer = client.post("/foi/bulk/extension/apply/", given, follow=True).content.decode()
    assert "已办2件" in answer and f"{cases[0].number}没有办" in answer
    assert Extension.objects.filter(days=10).count() == 2


def test_nobody_decides_on_their_own_extensions_in_bulk_either(office: Office) -> None:
    theirs, own = office.registered(), office.registered(name="赵示例")
    foi.hand_over(office.head, own, office.account(office.head), "人手不足")
    for case in (theirs, own):
        foi.ask_extension(office.handler, case, "检索量大")
    client = client_of(office.head)
    given = {"case": [theirs.number, own.number], "agree": "yes", "note": ""}
    page = client.post("/foi/bulk/decide/", {**given, "preview": "1"}).content.decode()
    assert "审批1件" in page and "不能审批自己的延期" in page
    client.post("/foi/bulk/decide/apply/", given)
    states = {e.application_id: e.state for e in Extension.objects.all()}
    assert states == {theirs.pk: "approved", own.pk: "asked"}


def test_a_topic_for_many(office: Office) -> None:
    cases = [office.registered(), office.registered(name="赵示例")]
    given = {"case": [case.number for case in cases], "topic": "农村公路"}
    client_of(office.head).post("/foi/bulk/classify/apply/", given)
    assert Application.objects.filter(topic="农村公路").count() == 2


def test_wrong_input_and_nobody_chosen_change_nothing(office: Office) -> None:
    case = office.registered()
    client = client_of(office.head)
    before = stored()
    given = {"case": [case.number], "reason": "", "days": "90"}
    assert client.post("/foi/bulk/extension/", {**given, "preview": "1"}).status_code == 422
    assert client.post("/foi/bulk/extension/apply/", given).status_code == 422
    answer = client.post("/foi/bulk/extension/apply/", {"reason": "大"}, follow=True)
    assert "请先在列表中选择申请" in answer.content.decode()
    assert client.get("/foi/bulk/none/").status_code == 404
    assert stored() == before


def test_who_may_not_do_it_is_told_so(office: Office) -> None:
    case = office.registered()
    client = client_of(office.leader)
    assert client.get(f"/foi/bulk/hand-over/?case={case.number}").status_code == 403
    assert client.get(f"/foi/bulk/decide/?case={case.number}").status_code == 200
    other = Office()
    answer = client_of(other.head).get(f"/foi/bulk/classify/?case={case.number}x")
    assert answer.status_code == 302


@pytest.mark.parametrize("which", ["queue", "all"])
def test_the_export_has_exactly_what_the_list_shows(office: Office, which: str) -> None:
    shown = office.registered(description="农村公路养护合同")
    office.registered(name="赵示例", description="征地批复")
    client = client_of(office.leader)
    answer = client.get(f"/foi/export/{which}/?q=养护")
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[0] for row in rows] == [shown.number]
    assert rows[0][3] == "王**" and "王示例" not in str(rows)
    page = client.get("/foi/" if which == "queue" else "/foi/all/", {"q": "养护"})
    assert page.content.decode().count("<tr data-row>") == len(rows)


def test_many_are_reminded_once_a_day_in_one_message_for_each_person(office: Office) -> None:
    handler, unit = office.account(office.handler), office.house.unit
    with at("2026-09-17"):
        reminding.gather(system_actor(office.town), office.town)
    liaison = factories.make_liaison(unit, valid_from=date(2026, 1, 1)).account
    mine, asked, nobodys = (office.registered(name=f"赵示例{n}") for n in range(3))
    foi.ask_assistance(office.handler, asked, unit, "请检索档案", date(2026, 10, 20))
    Application.objects.filter(pk=nobodys.pk).update(handler=None)
    waits = office.registered(name="钱示例")
    foi.ask_correction(office.handler, waits, "请写明年份")
    client = client_of(office.head)
    given = {"case": [c.number for c in (mine, asked, nobodys, waits)], "words": "请先检索档案"}
    before = stored()
    page = client.post("/foi/bulk/remind/", {**given, "preview": "1"}).content.decode()
    assert "提醒3件" in page and f"提醒承办人{handler.name}" in page
    assert f"{unit.name}（协办，2026-10-20前反馈）" in page and "没有指定承办人" in page
    assert "镇内没有需要提醒的人" in page and stored() == before
    client.post("/foi/bulk/remind/apply/", given)
    entries = LedgerEntry.objects.filter(action="foi.remind")
    assert {entry.subject_id for entry in entries} == {str(c.pk) for c in (mine, asked, nobodys)}
    again = client.post("/foi/bulk/remind/apply/", given, follow=True).content.decode()
    assert "今天已经提醒过" in again and entries.count() == 3
    with at("2026-09-21"):
        reminding.gather(system_actor(office.town), office.town)
    told = {m.account_id: m.lines for m in Message.objects.filter(day="2026-09-21")}
    assert len(told) == Message.objects.count()
    # Who handles the case is told; of what nobody handles, the whole Office, to which they belong.
    of_handler = [line for line in told[handler.pk] if "请抓紧办理" in line["words"]]
    assert {line["what"] for line in of_handler} == {
        f"政府信息公开申请{c.number}" for c in (mine, asked, nobodys)
    }
    # Messages stay, and what was typed goes with the case: there it stands.
    assert "详见案卷的办理经过" in of_handler[0]["words"]
    assert "请先检索档案" not in str(told)
    assert "请先检索档案" in mine.events.get(verb="remind").words
    (line,) = told[liaison.pk]
    assert line["what"] == f"政府信息公开申请{asked.number}的协办函"
    assert line["url"] == f"/foi/assistance/{asked.assistances.get().pk}/"
    assert nobodys.number in str(told[office.account(office.head).pk])
    with at("2026-09-22"):
        reminding.gather(system_actor(office.town), office.town)
    assert not Message.objects.filter(day="2026-09-22", account=liaison).exists()


def test_typed_words_with_a_secrecy_mark_are_put_aside_once_for_all_of_them(
    office: Office,
) -> None:
    cases = [office.registered(name=f"赵示例{n}") for n in range(3)]
    client = client_of(office.head)
    given = {"case": [case.number for case in cases], "words": "绝密★启用前"}
    for step, tasks in (("", 1), ("apply/", 2)):
        answer = client.post(f"/foi/bulk/remind/{step}", {**given, "preview": "1"})
        assert answer.status_code == 422 and "已经隔离" in answer.content.decode()
        assert LeakTask.objects.count() == tasks
    assert not Event.objects.filter(verb="remind").exists()


def test_nobody_is_reminded_of_what_is_over(office: Office) -> None:
    case = office.served(office.answered(office.registered()))
    with pytest.raises(NotAllowedNow, match="已经办结"):
        foi.remind(office.head, case)
    with pytest.raises(Invalid, match="最多200个字"):
        foi.remind(office.head, office.registered(name="孙示例"), "长" * 201)
