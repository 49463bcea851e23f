"""The demonstration town is as full as it must be to judge the product on it."""

import csv
import re
from collections import Counter
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import chinese_calendar
import pytest

from gongkai.demo.content import (
    EXAMPLE_NOTE,
    ItemKey,
    accounts,
    leading_group,
    records,
    units,
)
from gongkai.demo.content.blocks import Table, to_html
from gongkai.demo.content.shapes import AccountRole
from gongkai.publication.guide import parts_of
from gongkai.publication.html import clean
from gongkai.rules import genres, themes, withdrawal
from gongkai.rules.columns import TABLE as COLUMNS
from gongkai.rules.legal_basis import EXEMPTIONS as EXEMPTION_TABLE
from gongkai.rules.metadata import GUIDE_PARTS
from gongkai.rules.numbering import normalise_document_number

TODAY = date(2026, 11, 23)
RELEASED = {"published", "published_late", "withdrawn", "corrected"}
LIVE = RELEASED - {"withdrawn"}
PLAN = records()[0]
OTHERS = records()[1:]
FILED = [record for record in OTHERS if not record.column]
ATTACHED = [(record, attached) for record in records() for attached in record.attachments]

CATALOGUE = Path(__file__).parents[2] / "src/gongkai/catalogue/data/national-township.csv"
PERSONAL = re.compile(r"(?<!\d)(1[3-9]\d{9}|\d{15}(\d{2}[\dXx])?|\d{16,19})(?!\d)")
ALLOWED = {"h2", "h3", "p", "ul", "ol", "li", "strong", "em", "a", "br"} | {
    *("table", "caption", "thead", "tbody", "tr", "th", "td")
}
THEMES = {row.name for row in themes.classes(TODAY)}
GENRES = {row.name for row in genres.TABLE}
EXEMPTIONS = {row.code for row in EXEMPTION_TABLE.as_of(TODAY)}
WITHDRAWALS = {row.code for row in withdrawal.TABLE.as_of(TODAY)}


def catalogue_items():
    with CATALOGUE.open(encoding="utf-8-sig", newline="") as lines:
        return {
            ItemKey(row["field_code"], row["level1"], row["level2"]): row
            for row in csv.DictReader(lines)
        }


def working_days_after(start, days):
    day = start
    while days:
        day += timedelta(days=1)
        days -= chinese_calendar.is_workday(day)
    return day


class Elements(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.names, self.attributes, self.open = set(), set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.attributes.update((tag, name, value) for name, value in attrs)
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def text_of(html):
    return re.sub(r"<[^>]+>", " ", html)


# The people and the units


def test_town_has_every_department_of_the_plan_twelve_villages_and_a_community():
    kinds = Counter(unit.kind for unit in units())
    assert kinds["town"] == 1
    assert kinds["village"] == 12
    assert kinds["community"] == 1
    assert kinds["department"] + kinds["institution"] + kinds["service_centre"] == 18
    named = {unit.name for unit in units()}
    assert {"党政办公室", "退役军人服务站", "泊里派出所", "镇服务大厅（便民服务中心）"} <= named


def test_unit_tree_has_one_root_and_parents_come_first():
    seen = set()
    for unit in units():
        assert unit.parent in seen or (unit.parent is None and not seen)
        assert unit.key not in seen
        assert re.fullmatch(r"[a-z][a-z0-9-]*", unit.key)
        assert re.fullmatch(r"0532-0000\d{4}", unit.phone)
        seen.add(unit.key)


def test_invented_villages_are_marked():
    invented = [unit for unit in units() if unit.kind in ("village", "community")]
    assert all(unit.name.endswith("（示例）") for unit in invented)


def test_leading_group_is_that_of_attachment_1():
    roles = Counter(seat.role for seat in leading_group())
    assert roles == {
        "leader": 1,
        "executive_deputy": 1,
        "deputy": 9,
        "member": 22,
        "office_unit": 1,
        "office_director": 1,
    }
    assert [seat.order for seat in leading_group()] == list(range(1, 36))
    by_role = {seat.role: seat for seat in leading_group()}
    assert by_role["leader"].person == "任双平"
    assert by_role["office_unit"].unit_key == "party-gov-office"
    assert by_role["office_director"].person == "张金金"


def test_one_unit_may_hold_two_seats_and_every_seat_unit_exists():
    held = Counter(seat.unit_key for seat in leading_group() if seat.role == "member")
    assert held["economy"] == 2
    known = {unit.key for unit in units()}
    assert {seat.unit_key for seat in leading_group()} <= known | {None}


def test_every_role_has_an_account_and_administrators_have_no_other_role():
    roles = {role for account in accounts() for role in account.roles}
    assert roles == set(get_args(AccountRole))
    for account in accounts():
        assert re.fullmatch(r"[a-z][a-z0-9]*", account.username)
        assert "示例" in account.note
        if any(role.endswith("_admin") for role in account.roles):
            assert len(account.roles) == 1
    assert len({account.username for account in accounts()}) == len(accounts())


def test_two_units_lack_a_liaison_on_purpose_and_none_has_two():
    served = Counter(account.unit_key for account in accounts() if "liaison" in account.roles)
    assert set(served.values()) == {1}
    missing = {unit.key for unit in units() if unit.kind != "town"} - set(served)
    assert missing == {"development-support", "queqiaozhuang"}


def test_invented_people_do_not_bear_the_names_of_the_plan():
    real = {seat.person for seat in leading_group()}
    assert real.isdisjoint(account.display_name for account in accounts())


# The records


def test_counts_are_those_the_demonstration_asks_for():
    stages = Counter(record.stage for record in records())
    assert sum(stages[stage] for stage in LIVE) >= 60
    assert stages["published_late"] == 5
    assert stages["withdrawn"] == 2
    assert stages["corrected"] == 1
    assert stages["draft"] >= 3
    assert stages["approved"] >= 3


def test_several_records_stand_in_each_stage_of_review():
    sheets = [record.review for record in records() if record.stage == "in_review"]
    opinions = [(review.reviewer, review.leader) for review in sheets]
    assert opinions.count((None, None)) >= 3
    assert opinions.count(("agree", None)) >= 3
    assert sum("disagree" in pair for pair in opinions) >= 3
    assert sum("unclear" in pair for pair in opinions) >= 1
    assert all(
        review.remark for review in sheets if {review.reviewer, review.leader} - {"agree", None}
    )


def test_all_sixteen_fields_have_at_least_three_live_records():
    fields = Counter(
        record.item_key.field_code
        for record in records()
        if record.item_key and record.stage in LIVE
    )
    assert sorted(fields) == [f"{number:02d}" for number in range(1, 17)]
    assert min(fields.values()) >= 3


def test_keys_titles_and_document_numbers_are_unique():
    for values in (
        [record.key for record in records()],
        [record.title for record in records()],
        [record.document_number for record in records() if record.document_number],
    ):
        assert len(values) == len(set(values))


def test_founding_plan_is_the_first_record_with_its_two_attachments():
    assert PLAN.formed_on == date(2020, 5, 31)
    assert PLAN.item_key is None
    assert PLAN.exception_reason
    assert [attached.kind for attached in PLAN.attachments] == ["docx", "docx"]
    members = PLAN.attachments[0].blocks[0]
    assert isinstance(members, Table)
    assert len(members.rows) == 33
    assert "青西新管办发〔2020〕54号" in PLAN.body_html
    assert "国家部委 26 个标准指引" in PLAN.body_html


def test_every_record_but_the_plan_and_those_of_columns_is_filed_under_an_item():
    items = catalogue_items()
    assert [record.key for record in FILED if record.item_key not in items] == []
    assert all(record.exception_reason for record in OTHERS if record.item_key is None)
    modes = {"主动": "proactive", "依申请": "on_request"}
    for record in FILED:
        if record.publicity != "withheld":
            assert record.publicity == modes[items[record.item_key]["mode"]], record.key


def test_each_column_of_the_site_has_something_in_it():
    live = {record.column for record in records() if record.stage in LIVE}
    assert live >= {row.code for row in COLUMNS}
    guide = next(record for record in records() if record.column == "guide")
    assert set(parts_of(guide.body_html)) == {row.code for row in GUIDE_PARTS}


def test_exactly_the_late_records_miss_their_deadline():
    """OGI Regulation Art. 26: 20 working days, or what the item of the catalogue says."""
    items = catalogue_items()
    for record in OTHERS:
        if record.released_on is None:
            continue
        row = items[record.item_key] if record.item_key else {"deadline_days": ""}
        days = int(row["deadline_days"] or 20)
        late = record.released_on.date() > working_days_after(record.formed_on, days)
        assert late == (record.stage == "published_late"), record.key


@pytest.mark.parametrize("record", OTHERS, ids=lambda record: record.key)
def test_dates_follow_one_another_within_the_last_twelve_months(record):
    steps = [record.formed_on, record.submitted_on]
    steps += [record.released_on.date()] if record.released_on else []
    for change in (record.withdrawal, record.correction):
        steps += [change.on.date()] if change else []
    known = [day for day in steps if day]
    assert known == sorted(known)
    assert date(2025, 11, 25) <= known[0]
    assert known[-1] <= date(2026, 11, 20)
    assert all(chinese_calendar.is_workday(day) for day in known[1:])


@pytest.mark.parametrize("record", records(), ids=lambda record: record.key)
def test_stage_agrees_with_the_facts(record):
    assert (record.released_on is not None) == (record.stage in RELEASED)
    assert (record.submitted_on is None) == (record.stage == "draft")
    assert (record.withdrawal is not None) == (record.stage == "withdrawn")
    assert (record.correction is not None) == (record.stage == "corrected")
    assert (record.review is not None) == (record.stage in {"in_review", "approved"})
    held_back = record.publicity != "proactive"
    assert (record.withheld_ground is not None) == held_back
    assert (record.withheld_code in EXEMPTIONS) == held_back
    assert record.withdrawal is None or record.withdrawal.reason in WITHDRAWALS
    for moment in (record.released_on, record.withdrawal and record.withdrawal.on):
        assert moment is None or moment.utcoffset() == timedelta(hours=8)
    if record.stage == "published_late":
        assert record.plan_note


@pytest.mark.parametrize("record", records(), ids=lambda record: record.key)
def test_metadata_is_complete_and_from_the_lists_of_the_handbook(record):
    assert record.unit_key in {unit.key for unit in units()}
    assert record.theme in THEMES
    assert record.genre is None or record.genre in GENRES
    assert record.summary
    assert len(record.keywords) >= 3
    if record.document_number:
        assert normalise_document_number(record.document_number).warnings == ()


@pytest.mark.parametrize("record", records(), ids=lambda record: record.key)
def test_body_is_semantic_html_of_the_allowed_elements_only(record):
    found = Elements(record.body_html)
    assert found.names <= ALLOWED
    assert found.open == []
    assert found.attributes <= {
        ("th", "scope", "col"),
        ("th", "scope", "row"),
        ("p", "class", "right"),
    }
    assert clean(record.body_html) == record.body_html


@pytest.mark.parametrize("record", OTHERS, ids=lambda record: record.key)
def test_body_is_long_enough_varied_and_says_that_it_is_an_example(record):
    text = text_of(record.body_html)
    assert 150 <= len(re.findall(r"[\u4e00-\u9fff]", text)) <= 700
    assert record.body_html.endswith(f"<p>{EXAMPLE_NOTE}</p>")
    assert not re.search(r"[\u4e00-\u9fff][,;!?]", text), "Chinese takes full-width marks"


def test_no_two_bodies_share_their_first_or_second_paragraph():
    paragraphs = [
        paragraph
        for record in records()
        for paragraph in re.findall(r"<p>(.{30,}?)</p>", record.body_html)
        if paragraph != EXAMPLE_NOTE
    ]
    assert [text for text, times in Counter(paragraphs).items() if times > 1] == []


@pytest.mark.parametrize("record", records(), ids=lambda record: record.key)
def test_no_full_identity_account_or_mobile_number_anywhere(record):
    said = [text_of(record.body_html), record.title, record.summary]
    said += [text_of(to_html(attached.blocks)) for attached in record.attachments]
    assert not PERSONAL.search(" ".join(said))


def test_correction_changes_only_what_it_explains():
    (record,) = [record for record in records() if record.correction]
    assert "21,800亩" in record.correction.original_body_html
    assert "21,800亩" not in record.body_html
    assert record.correction.original_body_html.replace("21,800亩", "2,180亩") in record.body_html


def number_in(cell):
    digits = cell.replace(",", "")
    return float(digits) if re.fullmatch(r"-?\d+(\.\d+)?", digits) else None


def tables():
    for record in records():
        texts = [record.body_html] + [to_html(attached.blocks) for attached in record.attachments]
        for html in texts:
            for table in re.findall(r"<tbody>.*?</tbody>", html):
                yield (
                    record.key,
                    [
                        re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)
                        for row in re.findall(r"<tr>.*?</tr>", table)
                    ],
                )


def test_every_total_of_a_table_is_the_sum_of_its_column():
    wrong = []
    for key, rows in tables():
        if rows[-1][0] != "合计":
            continue
        for column in zip(*rows, strict=True):
            *parts, total = [number_in(cell) for cell in column]
            if total is not None and abs(sum(part or 0 for part in parts) - total) > 0.005:
                wrong.append((key, column))
    assert wrong == []
