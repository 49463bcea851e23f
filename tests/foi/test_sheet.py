"""Many applications from one sheet: every bad row by its place, all or none, nothing in clear."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook

from foi.test_pages import client_of
from foi.world import Office, at
from gongkai.documents.inspect import UploadError
from gongkai.documents.workbook import csv_file
from gongkai.foi.models import Applicant, Application
from gongkai.foi.personal import open_applicant
from gongkai.foi.sheet.columns import COLUMNS, GUIDE, MOST, empty_csv, empty_workbook
from gongkai.foi.sheet.entering import pack, unpack
from gongkai.foi.sheet.reading import Line, read_sheet
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.models import Account
from gongkai.organisation.refusals import Invalid
from gongkai.review.models import LeakTask

DAY = "2026-09-18"
WHERE, ENTER = "/foi/new/sheet/", "/foi/new/sheet/enter/"
HEADINGS = [column.heading for column in COLUMNS]
GOOD = {
    "提交方式": "邮寄（签收）",
    "收到日期": "2026-09-17",
    "申请人类别": "自然人",
    "姓名或者名称": "王示例",
    "证件类型": "居民身份证",
    "证件号码": "370211199001010011",
    "联系电话": "13800000001",
    "通信地址": "示例镇示例村1号",
    "所需信息的名称或者内容描述": "2025年农村公路养护资金的分配方案",
    "希望获取信息的形式": "纸质",
    "希望获取信息的方式": "邮寄",
}


def row(**changes: Any) -> dict[str, Any]:
    names = {"name": "姓名或者名称", "number": "证件号码", "words": "所需信息的名称或者内容描述"}
    return {**GOOD, **{names.get(name, name): value for name, value in changes.items()}}


def book(*rows: dict[str, Any]) -> bytes:
    made = Workbook()
    assert made.active is not None
    made.active.append(HEADINGS)
    for each in rows:
        made.active.append([each.get(heading) for heading in HEADINGS])
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def upload(client: Client, data: bytes, name: str = "登记.xlsx") -> Any:
    return client.post(WHERE, {"file": SimpleUploadedFile(name, data)})


@pytest.fixture
def office(db: None) -> Iterator[Office]:
    with at(DAY):
        yield Office()


def test_the_template_has_the_columns_of_the_form_lists_and_a_guide() -> None:
    made = load_workbook(io.BytesIO(empty_workbook()))
    sheet, guide = made.worksheets
    assert [cell.value for cell in sheet[1]] == HEADINGS
    assert "获取信息的用途" not in str(HEADINGS)
    assert len(sheet.data_validations.dataValidation) == sum(1 for c in COLUMNS if c.choices)
    assert {sheet.cell(2, HEADINGS.index("证件号码") + 1).number_format} == {"@"}
    assert guide.title == GUIDE and "邮寄（签收）" in str([c.value for c in guide["C"]])
    assert empty_csv().decode("utf-8-sig").strip().split(",")[0] == HEADINGS[0]
    with pytest.raises(UploadError, match="没有填写"):
        read_sheet("空.xlsx", empty_workbook())


def test_a_sheet_is_seen_first_and_each_row_becomes_a_case_of_its_own(office: Office) -> None:
    client = client_of(office.head)
    second = row(name="李示例", number="370211199001010038", 承办人=office.handler.name)
    second |= {"提交方式": "口头申请（工作人员代填）", "代填或者协助": "由工作人员代为填写"}
    second |= {"代填人或者协助人": "张代填", "怎样核对、确认的": "当场宣读，申请人确认无误"}
    entries = LedgerEntry.objects.count()
    answer = upload(client, book(row(), second))
    page, packed = answer.content.decode(), answer.context["packed"]
    assert answer.status_code == 200 and "核对2件申请" in page and "登记2件</button>" in page
    assert "王示例" not in page and "王*" in page and answer["Cache-Control"] == "no-store"
    assert not Application.objects.exists() and LedgerEntry.objects.count() == entries
    done = client.post(ENTER, {"rows": packed})
    first, oral = Application.objects.order_by("id")
    assert (first.number, oral.number) == ("2026-00001", "2026-00002")
    assert (str(first.received_on), str(first.clock_start)) == ("2026-09-17", "2026-09-17")
    assert oral.handler == office.account(office.handler)
    assert open_applicant(first).id_number == "370211199001010011"
    assert LedgerEntry.objects.filter(action="foi.register").count() == 2
    assert {letter.kind for case in (first, oral) for letter in case.letters.all()} == {"receipt"}
    shown = done.content.decode()
    assert "已登记2件" in shown and len({one.secret for one in done.context["entered"]}) == 2
    again = client.post(ENTER, {"rows": packed})
    assert again.status_code == 409 and "已经登记过" in again.content.decode()
    assert Application.objects.count() == 2
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            text = str(cursor.fetchall())
            assert not [s for s in ("王示例", "370211199001010011", "张代填") if s in text], table


BAD = [
    ({"提交方式": "飞鸽"}, "提交方式：“飞鸽”不在可以填的当中"),
    ({"收到日期": "九月"}, "收到日期：“九月”不是日期"),
    ({"收到日期": "2026-09-19"}, "收到日期：收到日期不能晚于今天。"),
    ({"name": None}, "姓名或者名称：没有填写。"),
    ({"number": 370211199001010011.0}, "证件号码：被表格软件存成了数字"),
    ({"承办人": "无此人"}, "承办人：没有名为“无此人”的承办人"),
    ({"提交方式": "口头申请（工作人员代填）"}, "代填或者协助：口头申请由工作人员代为填写"),
    ({"提交方式": "传真", "与申请人确认的日期": "2026-09-17"}, "确认的方式和经过：请写明怎样"),
    ({"与申请人确认的日期": "2026-09-17"}, "与申请人确认的日期：“邮寄（签收）”的申请不需要确认"),
    ({"words": "绝密★启用前的会议纪要"}, "所需信息的名称或者内容描述："),
]


def test_every_bad_row_is_named_by_its_place_and_none_is_registered(office: Office) -> None:
    client = client_of(office.head)
    changed = [row(**{"name": f"赵示例{n}", **change}) for n, (change, _) in enumerate(BAD)]
    answer = upload(client, book(row(), *changed, row()))
    page = answer.content.decode()
    assert answer.status_code == 422
    for number, (_, said) in enumerate(BAD, start=3):
        assert f"第{number}行　{said}" in page, said
    assert "与第2行的申请人和内容相同" in page
    packed = answer.context["packed"]
    assert client.post(ENTER, {"rows": packed}).status_code == 422
    assert not Application.objects.exists()
    done = client.post(ENTER, {"rows": packed, "good": "1"}).content.decode()
    assert Application.objects.count() == Applicant.objects.count() == 1
    assert "没有登记的有11行：第3行" in done


def test_words_with_a_secrecy_mark_are_put_aside_once_and_travel_no_further(
    office: Office,
) -> None:
    client = client_of(office.head)
    marked = row(name="李示例", words="绝密★启用前的会议纪要", 列表中的简称="会议纪要")
    answer = upload(client, book(row(), marked))
    packed = answer.context["packed"]
    assert "会议纪要" not in answer.content.decode() and LeakTask.objects.count() == 1
    assert "会议纪要" not in str(unpack(office.head, packed).lines)
    assert client.post(ENTER, {"rows": packed, "good": "1"}).status_code == 200
    assert (Application.objects.count(), LeakTask.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "marked",
    [
        {"归类": "绝密★会议纪要"},
        {"提交方式": "传真", "与申请人确认的日期": "2026-09-17", "确认的方式和经过": "绝密★电话"},
        {"代填或者协助": "由他人协助阅读或者填写", "代填人或者协助人": "李协助",
         "怎样核对、确认的": "绝密★当场宣读"},
    ],
)  # fmt: skip
def test_every_word_of_a_row_is_looked_at_before_it_is_registered(
    office: Office, marked: dict[str, str]
) -> None:
    client = client_of(office.head)
    answer = upload(client, book(row() | marked))
    assert answer.status_code == 422 and LeakTask.objects.count() == 1
    assert "绝密" not in str(unpack(office.head, answer.context["packed"]).lines[0].values)
    assert client.post(ENTER, {"rows": answer.context["packed"], "good": "1"}).status_code == 422
    assert not Application.objects.exists() and LeakTask.objects.count() == 1


def test_where_no_row_is_good_any_more_nothing_counts_as_registered(office: Office) -> None:
    client = client_of(office.head)
    given = row(承办人=office.handler.name)
    packed = upload(client, book(given, row(name="李示例") | {"提交方式": "飞鸽"})).context[
        "packed"
    ]
    Account.objects.filter(pk=office.account(office.handler).pk).update(is_active=False)
    answer = client.post(ENTER, {"rows": packed, "good": "1"})
    assert answer.status_code == 422 and "没有名为" in answer.content.decode()


def test_the_numbers_of_every_year_are_held_before_the_ledger_is(office: Office) -> None:
    client = client_of(office.head)
    before = row(name="李示例", 收到日期="2025-12-30")
    packed = upload(client, book(row(), before)).context["packed"]
    with CaptureQueriesContext(connection) as asked:
        client.post(ENTER, {"rows": packed})
    asked_for = [query["sql"] or "" for query in asked]
    series = [
        n for n, sql in enumerate(asked_for) if sql.startswith('INSERT INTO "foi_casenumber"')
    ]
    case = [n for n, sql in enumerate(asked_for) if sql.startswith('INSERT INTO "foi_application"')]
    assert len(case) == 2 and len([n for n in series if n < case[0]]) == 2


def test_what_is_refused_at_the_last_moment_takes_all_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(office.head)
    packed = upload(client, book(row(), row(name="李示例"))).context["packed"]
    numbers = iter([1])

    def fails(*given: Any, **named: Any) -> Any:
        from gongkai.foi.actions.register import register

        if next(numbers, None) is None:
            raise Invalid("请填写。")
        return register(*given, **named)

    monkeypatch.setattr("gongkai.foi.actions.register", fails)
    entries = LedgerEntry.objects.count()
    answer = client.post(ENTER, {"rows": packed})
    assert (
        answer.status_code == 409 and "第3行没有登记，其余的也都没有登记" in answer.content.decode()
    )
    assert not Application.objects.exists() and LedgerEntry.objects.count() == entries


def test_the_same_applicant_on_the_same_day_is_a_doubt_and_no_fault(office: Office) -> None:
    client = client_of(office.head)
    client.post(ENTER, {"rows": upload(client, book(row())).context["packed"]})
    answer = upload(client, book(row(words="另一份方案")))
    assert answer.status_code == 200
    assert "同一申请人同一天已有2026-00001" in answer.content.decode()


def test_the_rows_in_the_page_are_sealed_for_one_account(office: Office) -> None:
    word = pack(office.head, [Line(2, {"name": "王示例"})])
    assert unpack(office.head, word).lines == [Line(2, {"name": "王示例"})]
    for other in (word[:-8] + "AAAAAAA=", "x", ""):
        with pytest.raises(Invalid, match="失效"):
            unpack(office.head, other)
    with pytest.raises(Invalid, match="失效"):
        unpack(office.handler, word)


class TestReading:
    def test_csv_as_chinese_office_software_saves_it(self) -> None:
        rows = [[row().get(h, "") for h in HEADINGS], ["" for _ in HEADINGS]]
        data = csv_file([f"{h}*" if h == "收到日期" else h for h in HEADINGS], rows)
        gbk = data.decode("utf-8-sig").encode("gb18030")
        for each in (data, gbk, data.decode("utf-8-sig").replace(",", "\t").encode()):
            (line,) = read_sheet("登记.csv", each)
            assert (line.number, line.values["name"]) == (2, "王示例")

    @pytest.mark.parametrize(
        ("headings", "said"),
        [
            ([*HEADINGS, "用途"], "“用途”不是模板里的"),
            ([*HEADINGS, HEADINGS[0]], "有两个"),
            ([h for h in HEADINGS if h != "收到日期"], "缺少栏目：收到日期"),
        ],
    )
    def test_other_headings_are_refused(self, headings: list[str], said: str) -> None:
        with pytest.raises(UploadError, match=said):
            read_sheet("登记.csv", csv_file(headings, [["x"] * len(headings)]))

    def test_a_stray_sign_far_away_is_named_before_room_is_made_for_it(self) -> None:
        made = load_workbook(io.BytesIO(book(row())))
        made.worksheets[0]["XFD1048576"] = " "
        file = io.BytesIO()
        made.save(file)
        with pytest.raises(UploadError, match="第1048576行"):
            read_sheet("登记.xlsx", file.getvalue())

    def test_too_many_rows_and_other_files_are_refused(self) -> None:
        many = csv_file(HEADINGS, [["x"] * len(HEADINGS)] * (MOST + 1))
        with pytest.raises(UploadError, match=f"每次最多{MOST}件"):
            read_sheet("登记.csv", many)
        with pytest.raises(UploadError):
            read_sheet("登记.pdf", b"%PDF-1.4")
        with pytest.raises(UploadError):
            read_sheet("登记.xlsx", b"PK\x03\x04 no workbook")
