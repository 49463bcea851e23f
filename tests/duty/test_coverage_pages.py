"""Pages of coverage: every number is the length of the list it leads to; few queries; exports."""

import io
import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.test import Client
from docx import Document
from openpyxl import load_workbook

import factories
from duty.helpers import made, make_item, on, owed, published
from gongkai.duty import actions as duty
from gongkai.duty.coverage import coverage_for
from gongkai.duty.coverage.tables import TITLES, table_of, total_cells
from gongkai.duty.models import CalendarFeed, ColumnRequest, ColumnStatus, Duty
from gongkai.ledger.clock import demonstration_moment
from gongkai.organisation.models import UnitKind
from roads import House
from test_spine_pages import client_of

pytestmark = pytest.mark.django_db
TODAY = "2026-06-01"


@pytest.fixture
def house() -> House:
    """A town with everything a cell can count: late, in time, excused, nothing, a village."""
    house = House()
    with on(TODAY):
        event = owed(house, "信息形成之日起20个工作日内", channels=["政府网站", "两微一端"])
        for day, what in ((1, "逾期的"), (2, "按时的"), (3, "免除的")):
            duty.record_event(house.drafter, event, date(2026, 4, day), what)
        excused = Duty.objects.get(what="免除的")
        duty.excuse(house.office, excused, "机构调整")
        village = factories.make_unit(house.town, kind=UnitKind.VILLAGE)
        make_item(house, "每季度公开一次", house.unit, village, level2="低保救助名单")
        make_item(house, "长期公开", house.unit, channels=["政府网站"])
        made(house)
        quarter = Duty.objects.filter(unit=house.unit, kind="periodic").order_by("due_on")[0]
        duty.declare_nothing(house.drafter, quarter, "本季度没有")
        published(house, event, date(2026, 4, 2))
    return house


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def length_of(client: Client, address: str) -> int:
    """How many rows the list has to which a cell leads."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return int(answer.context["page"].paginator.count)


def test_every_number_is_the_length_of_the_list_it_leads_to(house: House) -> None:
    with on(TODAY):
        client = client_of(house.office)
        report = coverage_for(house.office, 2026)
        assert report is not None
        cells = [cell for _, cell in total_cells(report)]
        for code in TITLES:
            cells += [cell for row in table_of(report, code).rows for cell in row]
        leading = {cell for cell in cells if cell.address and cell.is_number}
        assert len(leading) > 40
        stages = {cell for cell in leading if "stage=" in cell.address}
        for cell in leading - stages:
            assert length_of(client, cell.address) == cell.value, cell
        for cell in stages:
            assert length_of(client, cell.address) >= 1


def test_each_table_is_a_page_and_an_empty_year_says_so(house: House) -> None:
    with on(TODAY):
        client = client_of(house.office)
        for by in [*TITLES, "nonsense"]:
            text = text_of(client, f"/duties/coverage/?by={by}&year=2026")
            assert TITLES.get(by, "按领域") in text
            assert "截至2026-06-01" in text
            assert '<table class="coverage" data-rows>' in text
        text = text_of(client, "/duties/coverage/?year=2020")
        assert "还没有可以统计" in text
        assert "2020年度" in text


def test_the_pages_cost_the_same_for_few_and_many(
    house: House, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    with on(TODAY):
        client = client_of(house.office)
        text_of(client, "/duties/coverage/")
        for address, budget in (
            ("/duties/coverage/", 20),
            ("/duties/coverage/print/", 19),
            ("/duties/coverage/report.xlsx", 18),
            ("/duties/coverage/owed/?covered=0", 19),
            ("/duties/website/", 14),
            ("/duties/columns/", 12),
            ("/duties/indicators/", 26),
            ("/duties/?year=2026&basis=21-T8&category=relief", 15),
        ):
            with django_assert_max_num_queries(budget):
                assert client.get(address).status_code == 200, address


def test_a_liaison_sees_the_coverage_of_their_unit_only(house: House) -> None:
    with on(TODAY):
        other = factories.make_unit(house.town, name="另一单位")
        make_item(house, "每季度公开一次", other)
        made(house)
        mine = text_of(client_of(house.drafter), "/duties/coverage/?by=unit")
        assert house.unit.name in mine
        assert "另一单位" not in mine
        assert "另一单位" in text_of(client_of(house.office), "/duties/coverage/?by=unit")
        assert "另一单位" not in text_of(client_of(house.drafter), "/duties/website/")


def test_workbook_and_print_have_every_table(house: House) -> None:
    with on(TODAY):
        client = client_of(house.office)
        answer = client.get("/duties/coverage/report.xlsx?year=2026")
        book = load_workbook(io.BytesIO(answer.content))
        assert book.sheetnames == ["合计", *TITLES.values()]
        summary = dict(book["合计"].iter_rows(values_only=True))
        assert summary["截至"].date() == date(2026, 6, 1)
        report = coverage_for(house.office, 2026)
        assert report is not None
        assert summary["应公开"] == report.total.owed
        fields = list(book["按领域"].iter_rows())
        at = [cell.value for cell in fields[0]].index("覆盖率")
        assert fields[1][at].number_format == "0.0%"
        assert book["按单位"].print_title_rows == "$1:$1"
        text = text_of(client, "/duties/coverage/print/?year=2026")
        assert text.count("覆盖情况　截至2026-06-01") == len(TITLES)
        assert "打印人" in text


def test_the_website_list_by_unit_and_as_a_file(house: House) -> None:
    with on(TODAY):
        client = client_of(house.office)
        everything = length_of(client, "/duties/website/")
        mine = f"/duties/website/?unit={house.unit.slug}"
        assert 0 < length_of(client, mine) < everything
        book = load_workbook(io.BytesIO(client.get(f"{mine}&format=xlsx").content))
        assert book.active.max_row == length_of(client, mine) + 1
        assert "没有符合条件的缺口" in text_of(client, "/duties/website/?field=nix")
        for covered in ("0", "1"):
            lines = f"/duties/coverage/owed/?covered={covered}"
            book = load_workbook(io.BytesIO(client.get(f"{lines}&format=xlsx").content))
            assert book.active.max_row == length_of(client, lines) + 1
            words = {"0": "未覆盖", "1": "已覆盖"}[covered]
            assert {row[4] for row in list(book.active.values)[1:]} == {words}


def test_a_request_for_columns_from_gap_to_open(house: House) -> None:
    with on(TODAY):
        client = client_of(house.office)
        page = text_of(client, "/duties/columns/")
        assert "尚未提出" in page
        numbers = re.findall(r'name="item" value="(\d+)"', page)
        assert len(numbers) >= 2
        asked = client.post("/duties/columns/ask/", {"item": numbers[:2]})
        assert "提出栏目需求" in asked.content.decode()
        empty = client.post("/duties/columns/ask/", {"item": numbers[:2], "asked": "1"})
        assert empty.status_code == 422
        sent = {"item": numbers[:2], "asked": "1", "column": "社会救助", "why": "目录有此事项"}
        client.post("/duties/columns/ask/", sent)
        assert ColumnRequest.objects.filter(status="proposed").count() == 2
        assert client.post("/duties/columns/ask/", sent).status_code == 422
        letter = client.get("/duties/columns/letter.docx")
        words = "\n".join(p.text for p in Document(io.BytesIO(letter.content)).paragraphs)
        assert "关于申请设置政府网站栏目的函" in words
        assert "一、社会救助" in words
        assert "对应公开事项2个" in words
        assert "登记已报送" in text_of(client, "/duties/columns/sent/")
        client.post("/duties/columns/sent/")
        found = ColumnRequest.objects.filter(status=ColumnStatus.SENT)
        assert found.count() == 2
        one = found[0]
        address = f"/duties/columns/{one.pk}/"
        assert "栏目网址" in text_of(client, address)
        lacking = client.post(address, {"status": "open", "address": "", "reply": ""})
        assert "请填写栏目的网址" in lacking.content.decode()
        client.post(address, {"status": "open", "address": "https://example.gov.cn/a"})
        one.refresh_from_db()
        assert one.status == ColumnStatus.OPEN
        assert length_of(client, "/duties/columns/?status=open") == 1
        left = length_of(client, "/duties/columns/?status=lacking")
        book = load_workbook(
            io.BytesIO(client.get("/duties/columns/?status=lacking&format=xlsx").content)
        )
        assert book.active.max_row == left + 1
        nothing = client.get("/duties/columns/letter.docx", follow=True)
        assert "没有拟提出的栏目需求" in nothing.content.decode()


def test_days_are_those_of_shanghai_also_after_midnight(house: House) -> None:
    """At one in the morning it is still the day before where the clock of the database is."""
    night = datetime(2026, 6, 1, 17, 30, tzinfo=UTC)
    with demonstration_moment(night):
        item = Duty.objects.filter(unit=house.unit)[0].item
        duty.request_column(house.office, item, "社会救助")
        content = client_of(house.office).get("/duties/columns/?format=xlsx").content
    rows = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    [asked] = [row for row in rows if "社会救助" in row]
    assert {value.date() for value in asked if isinstance(value, datetime)} == {date(2026, 6, 2)}
    assert str(CalendarFeed(opened_at=night)) == "日历订阅（2026-06-02开通）"


def test_a_liaison_reads_the_columns_and_asks_for_none(house: House) -> None:
    with on(TODAY):
        item = Duty.objects.filter(unit=house.unit)[0].item
        made_one = duty.request_column(house.office, item, "社会救助")
        client = client_of(house.drafter)
        assert "提出栏目需求</button>" not in text_of(client, "/duties/columns/")
        assert "登记进展" not in text_of(client, f"/duties/columns/{made_one.pk}/")
        assert client.post(f"/duties/columns/{made_one.pk}/").status_code == 404
        assert client.post("/duties/columns/ask/").status_code == 403


def test_indicators_count_and_lead_to_what_is_lacking(house: House) -> None:
    with on(TODAY):
        client = client_of(house.office)
        answer = client.get("/duties/indicators/?year=2026")
        rows = {row.indicator.code: row for row in answer.context["rows"]}
        report = coverage_for(house.office, 2026)
        assert report is not None
        assert rows["coverage"].measured.part == report.total.covered
        assert rows["coverage"].met is False
        assert length_of(client, rows["coverage"].address) == rows["coverage"].measured.lacking
        assert length_of(client, rows["overdue"].address) == rows["overdue"].measured.lacking
        assert rows["channels"].met is None
        website = rows["website"].measured
        assert website.lacking == client.get("/duties/website/").context["items"]
        for row in rows.values():
            assert client.get(row.address).status_code == 200


def test_items_prove_an_indicator_and_can_be_taken_back(house: House) -> None:
    with on(TODAY):
        client = client_of(house.office)
        item = Duty.objects.filter(unit=house.unit)[0].item
        sent = {"indicator": "2.1", "name": "重点领域", "item": str(item.pk)}
        client.post("/duties/indicators/link/", sent)
        page = text_of(client, "/duties/indicators/")
        assert "2.1 重点领域" in page
        assert "已经对应" in unescape(
            client.post("/duties/indicators/link/", sent).content.decode()
        )
        address = re.search(r"/duties/indicators/\d+/unlink/", page)
        assert address
        assert "取消后" in text_of(client, address[0])
        client.post(address[0])
        assert "2.1 重点领域" not in text_of(client, "/duties/indicators/")


def test_the_office_says_that_there_was_nothing_of_a_kind(house: House) -> None:
    """Handbook 1.7: each code of Art. 21 has an item or a recorded 本年度无此类信息."""
    gap = "没有公开事项，也没有登记本年度无此类信息"
    page, form = "/duties/coverage/?by=basis", "/duties/coverage/nothing/"
    with on(TODAY):
        office = client_of(house.office)
        before = text_of(office, page)
        assert form in before
        blank = office.post(form, {"code": "", "year": 2026})
        assert set(blank.context["form"].errors) == {"code", "why"}
        sent = {"code": "21-T6", "year": "2026", "why": "没有房屋征收项目"}
        done = office.post(form, sent)
        assert done["Location"] == "/duties/coverage/?year=2026&by=basis"
        after = text_of(office, page)
        assert "已登记本年度无此类信息：没有房屋征收项目" in after
        assert after.count(gap) == before.count(gap) - 1
        assert "已经登记过" in office.post(form, sent).content.decode()
        leader = client_of(house.leader)
        assert form not in text_of(leader, page)
        assert leader.get(form).status_code == 403
