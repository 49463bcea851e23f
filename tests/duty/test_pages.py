"""Pages of duties: what they show, what they let whom do, what they cost."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from openpyxl import load_workbook

import factories
from duty.helpers import published
from gongkai.catalogue.fields import names_on
from gongkai.duty import actions as duty
from gongkai.duty.models import Answer, Duty, Notice, Obligation
from gongkai.ledger.clock import today
from gongkai.organisation.models import Role
from gongkai.rules.time_limits import parse
from roads import House
from test_spine_pages import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    house = House()
    for phrase in ("信息形成之日起20个工作日内", "每季度公开一次"):
        factories.make_item(
            house.item.edition,
            units=(house.unit,),
            time_limit_text=phrase,
            time_limit=parse(phrase).as_json(),
            channels=["政府网站", "公示栏"],
        )
    duty.make(house.office, house.town)
    return house


def period(house: House) -> Duty:
    return Duty.objects.filter(unit=house.unit, kind="periodic").order_by("-due_on")[0]


def event(house: House, days: int = 1) -> Duty:
    owed = Obligation.objects.get(unit=house.unit, item__time_limit_text__startswith="信息形成")
    return duty.record_event(house.drafter, owed, today() - timedelta(days=days), "示例文件")


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_lists_cost_the_same_for_few_and_many(house: House, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for days in range(1, 6):
        event(house, days)
    client = client_of(house.drafter)
    text_of(client, "/duties/")
    for address in ("/duties/", "/duties/calendar/", "/duties/owed/", "/duties/list.xlsx"):
        with django_assert_max_num_queries(13):
            assert client.get(address).status_code == 200, address


def test_a_duty_says_why_its_date(house: House) -> None:
    text = text_of(client_of(house.drafter), f"/duties/{event(house).pk}/")
    assert "形成“示例文件”" in text
    assert "20个工作日" in text
    assert "登记其他渠道公开凭证" in text
    assert "免除任务" not in text
    assert "免除任务" in text_of(client_of(house.office), f"/duties/{event(house, 2).pk}/")


def test_the_filter_of_the_address_is_the_filter_of_the_export(house: House) -> None:
    made = event(house)
    client = client_of(house.drafter)
    assert "示例文件" in text_of(client, "/duties/?text=示例文件&kind=event")
    assert "没有符合条件" in text_of(client, "/duties/?text=没有这样的词")
    assert "结束日期不能早于" in text_of(client, "/duties/?first=2026-03-02&last=2026-03-01")
    book = load_workbook(
        io.BytesIO(client.get("/duties/list.xlsx?text=示例文件&kind=event").content)
    )
    rows = list(book.active.iter_rows(values_only=True))
    assert len(rows) == 2
    assert rows[1][6].date() == made.due_on
    assert rows[1][1] == names_on(today())[made.item.field_id]


@pytest.mark.parametrize(
    ("verb", "sent"),
    [
        ("extend", {"why": "等待上级批复"}),
        ("excuse", {"why": "机构调整"}),
        ("assign", {"account": "", "why": ""}),
    ],
)
def test_the_office_acts_on_a_duty(house: House, verb: str, sent: dict[str, str]) -> None:
    made = event(house)
    client = client_of(house.office)
    assert "返回，不办理" in text_of(client, f"/duties/{made.pk}/{verb}/")
    later = {"until": str(made.due_on + timedelta(days=30))} if verb == "extend" else {}
    answer = client.post(f"/duties/{made.pk}/{verb}/", sent | later)
    assert answer.status_code == 302
    made.refresh_from_db()
    assert (made.extended_to is not None, made.excused_at is not None) == (
        verb == "extend",
        verb == "excuse",
    )


def test_a_refusal_is_said_at_its_field_and_nothing_is_lost(house: House) -> None:
    made = event(house)
    sent = {"until": str(made.due_on), "why": "理由在此"}
    answer = client_of(house.office).post(f"/duties/{made.pk}/extend/", sent)
    text = answer.content.decode()
    assert "延期须晚于" in text
    assert "理由在此" in text


def test_acts_that_make_no_sense_are_not_there(house: House) -> None:
    made = event(house)
    client = client_of(house.drafter)
    assert client.get(f"/duties/{made.pk}/excuse/").status_code == 404
    assert client.get(f"/duties/{made.pk}/declare_nothing/").status_code == 404
    assert client.get(f"/duties/{made.pk}/nonsense/").status_code == 404
    assert client.get(f"/duties/{period(house).pk}/declare_nothing/").status_code == 200


def test_another_channel_is_proven(house: House) -> None:
    made = event(house)
    sent = {"channel": "公示栏", "shown_on": str(today()), "address": "", "note": "照片2张"}
    answer = client_of(house.drafter).post(f"/duties/{made.pk}/record_channel/", sent, follow=True)
    assert "照片2张" in answer.content.decode()


def test_a_publication_is_moved_to_the_duty_that_it_answers(house: House) -> None:
    made, other = event(house), event(house, 2)
    client = client_of(house.drafter)
    assert "没有可以改指到这里的" in text_of(client, f"/duties/{made.pk}/choose_answer/")
    published(house, made.obligation, made.formed_on)
    answer = Answer.objects.get(duty__in=[made, other])
    wanted = other if answer.duty_id == made.pk else made
    sent = {"answer": str(answer.pk), "why": "对应错了"}
    assert client.post(f"/duties/{wanted.pk}/choose_answer/", sent).status_code == 302
    answer.refresh_from_db()
    assert (answer.duty_id, answer.chosen) == (wanted.pk, True)


def test_bulk_shows_what_would_change_and_does_it_when_confirmed(house: House) -> None:
    made = [event(house, days) for days in (1, 2)]
    client = client_of(house.office)
    ticked = {"duty": [str(one.pk) for one in made], "back": "kind=event"}
    asked = client.post("/duties/bulk/excuse/", ticked).content.decode()
    assert "预览变化" in asked
    sent = {**ticked, "asked": "1", "why": "统一清理"}
    preview = client.post("/duties/bulk/excuse/", sent).content.decode()
    assert "确认免除2项" in preview
    assert not Duty.objects.filter(excused_at__isnull=False).exists()
    answer = client.post("/duties/bulk/excuse/", {**sent, "confirmed": "1"})
    assert answer["Location"].endswith("/duties/?kind=event")
    assert Duty.objects.filter(excused_at__isnull=False).count() == 2


def test_bulk_refuses_all_if_one_cannot_be_done(house: House) -> None:
    made = [event(house, days) for days in (1, 2)]
    duty.excuse(house.office, made[0], "已免除")
    client = client_of(house.office)
    sent = {"duty": [str(one.pk) for one in made], "asked": "1", "why": "统一清理"}
    preview = client.post("/duties/bulk/excuse/", sent).content.decode()
    assert "有1项不能办理" in preview
    assert "确认免除" not in preview
    client.post("/duties/bulk/excuse/", {**sent, "confirmed": "1"})
    assert Duty.objects.filter(excused_at__isnull=False).count() == 1
    assert client.post("/duties/bulk/excuse/", {}).status_code == 302


def test_an_event_is_recorded_and_its_date_told(house: House) -> None:
    client = client_of(house.drafter)
    owed = Obligation.objects.get(unit=house.unit, item__time_limit_text__startswith="信息形成")
    page = f"/duties/owed/{owed.pk}/event/"
    assert "形成之日" in text_of(client, page)
    later = {"what": "年度计划", "formed_on": str(today() + timedelta(days=3))}
    assert "不能晚于今天" in client.post(page, later).content.decode()
    done = client.post(page, {"what": "年度计划", "formed_on": str(today())}, follow=True)
    assert "已登记，应当在" in done.content.decode()
    assert Duty.objects.get(what="年度计划").kind == "event"


def test_nothing_this_year_is_declared(house: House) -> None:
    client = client_of(house.drafter)
    owed = Obligation.objects.get(unit=house.unit, item__time_limit_text__startswith="信息形成")
    assert "本年度无此信息" in text_of(client, "/duties/owed/?silent=1")
    sent = {"year": str(today().year), "why": "没有发生"}
    client.post(f"/duties/owed/{owed.pk}/nothing/", sent)
    assert owed.nothing.count() == 1


def test_a_note_is_seen_once(house: House) -> None:
    found = Notice.objects.create(town=house.town, unit=house.unit, words="日期改了")
    client = client_of(house.drafter)
    assert "公开任务有变动" in text_of(client, "/")
    client.post(f"/duties/notices/{found.pk}/")
    assert "看过。" in text_of(client, f"/duties/notices/{found.pk}/")


def test_work_is_handed_over_and_the_numbers_are_set(house: House) -> None:
    other = factories.make_unit(house.town)
    event(house)
    client = client_of(house.office)
    page = f"/duties/transfer/{house.unit.pk}/"
    assert "不能撤销" in text_of(client, page)
    client.post(page, {"target": str(other.pk), "why": "机构合并"})
    assert not Duty.objects.filter(unit=house.unit, running=True).exists()
    answer = client.post("/duties/settings/", {"soon_days": "10", "freshness_months": "6"})
    assert answer.status_code == 302


def test_others_see_only_their_own(house: House) -> None:
    made = event(house)
    stranger = client_of(house.person(Role.LIAISON, unit=factories.make_unit(house.town)))
    assert stranger.get(f"/duties/{made.pk}/").status_code == 404
    assert stranger.get(f"/duties/{made.pk}/extend/").status_code == 404
    assert "示例文件" not in text_of(stranger, "/duties/")
    assert stranger.get(f"/duties/transfer/{house.unit.pk}/").status_code == 403


@pytest.mark.parametrize("span", ["month", "week", "day", "nonsense"])
def test_the_calendar_has_the_duty_on_its_day(house: House, span: str) -> None:
    made = event(house)
    client = client_of(house.drafter)
    for own in ("", "1"):
        address = f"/duties/calendar/?span={span}&day={made.due_on}&own={own}"
        assert f"/duties/{made.pk}/" in text_of(client, address)
    assert text_of(client, f"/duties/calendar/?span={span}&day=garbage")


def test_a_draft_begins_with_the_item_of_the_duty(house: House) -> None:
    made = event(house)
    text = text_of(client_of(house.drafter), f"/records/new/?item={made.item_id}")
    assert f'<option value="{made.item_id}" selected>' in text
