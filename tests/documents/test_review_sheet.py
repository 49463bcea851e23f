"""The print of 《信息发布保密审查表》 against attachment 2 of the plan, box by box (F39–F47)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from documents.sheets import (
    BOXES_PER_ROW,
    MADE_AT,
    TITLES,
    Page,
    pages,
    row,
    sheet,
    signature,
    signed_sheet,
)
from gongkai.documents.review_sheet import (
    RowPrint,
    SheetPrint,
    SignaturePrint,
    review_sheet_pdf,
)

HEAD = ["序号", "部门", "信息名称", "发布形式", "工作机构或者人员审查意见", "主管领导意见"]
NOTES = [
    "注:1.本表由机关、单位信息发布主管部门负责组织填写和保管;",
    "2.机关、单位发布信息均应进行登记;",
    "3.请在相应的“口”打“√”;",
    "4.不明确事项应当由机关、单位保密工作机构组织保密审查;",
    "5.可根据实际情况增减条目数量,但内容不能改变。",
]
A4 = (595, 842)


def printed(given: SheetPrint) -> list[Page]:
    return pages(review_sheet_pdf(given, made_at=MADE_AT))


def has_head(page: Page) -> bool:
    return all(part in page.solid for part in HEAD)


def first_page(given: SheetPrint) -> Page:
    return printed(given)[0]


class TestHeader:
    def test_title_unit_and_date_stand_above_the_table(self):
        page = first_page(sheet())
        (title,) = page.find("信息发布保密审查表")
        (unit,) = page.find("单位:")
        (number,) = page.find("序号")
        assert title.bottom > unit.top > number.top
        assert "单位:泊里镇人民政府" in page.solid
        assert "2025年6月30日" in page.solid
        assert abs(title.middle[0] - (28 + 156 / 2) / 25.4 * 72) < 2

    def test_a_sheet_without_a_date_leaves_room_for_the_pen(self):
        page = first_page(sheet(date=None))
        year, month, day = (page.find(word)[0] for word in ("年", "月", "日"))
        assert year.left < month.left < day.left
        assert month.left - year.right > 12
        assert "2025年6月" not in page.solid

    def test_the_page_is_a4_with_the_margins_of_gb_t_9704(self):
        page = first_page(sheet())
        assert tuple(map(round, page.size)) == A4
        assert page.columns[0] == pytest.approx(28 / 25.4 * 72, abs=2)
        assert page.columns[-1] == pytest.approx((210 - 26) / 25.4 * 72, abs=2)


class TestColumns:
    def test_the_six_headings_stand_in_six_columns_in_order(self):
        page = first_page(sheet())
        lines = page.columns
        assert len(lines) == 7
        for at, word in enumerate(["序号", "部", "称", "发布形式", "工作机构", "主管领导"]):
            middle = page.find(word)[0].middle[0]
            assert lines[at] < middle < lines[at + 1]

    def test_the_headings_have_the_words_of_the_plan(self):
        assert "".join(HEAD) in first_page(sheet()).solid

    def test_a_row_has_its_words_in_the_columns_of_the_plan(self):
        page = first_page(sheet())
        lines = page.columns
        for at, word in [(3, "网站公开"), (3, "依申请公开"), (3, "其他"), (4, "不同意")]:
            assert lines[at] < page.find(word)[0].middle[0] < lines[at + 1]
        reviewer, leader = page.find("不同意")
        assert lines[4] < reviewer.middle[0] < lines[5] < leader.middle[0] < lines[6]
        assert page.solid.count("同意") - page.solid.count("不同意") == 2

    def test_long_names_stay_in_their_column(self):
        address = "https://example.org/" + "a" * 120
        page = first_page(sheet(rows=(row(title=address, department="x" * 40),)))
        for box in page.find("aaa"):
            assert page.columns[2] < box.left
            assert box.right < page.columns[3]


class TestBoxes:
    def test_a_blank_row_has_seven_drawn_boxes_and_no_tick(self):
        page = first_page(sheet(rows=(RowPrint(1, "", ""),)))
        assert len(page.tick_boxes) == BOXES_PER_ROW
        assert not any(page.is_ticked(box) for box in page.tick_boxes)

    @pytest.mark.parametrize(
        ("fields", "column", "place"),
        [
            ({"web": True}, 3, 0),
            ({"on_request": True}, 3, 1),
            ({"other": True}, 3, 2),
            ({"working_body": "agree"}, 4, 0),
            ({"working_body": "disagree"}, 4, 1),
            ({"leader": "agree"}, 5, 0),
            ({"leader": "disagree"}, 5, 1),
        ],
    )
    def test_each_choice_ticks_its_own_box_and_no_other(self, fields, column, place):
        page = first_page(sheet(rows=(RowPrint(1, "部门", "名称", **fields),)))
        ticked = [box for box in page.tick_boxes if page.is_ticked(box)]
        lines = page.columns
        in_column = [box for box in page.tick_boxes if lines[column] < box.left < lines[column + 1]]
        assert ticked == [in_column[place]]

    def test_ticked_and_unticked_differ_on_paper(self):
        page = first_page(sheet(rows=(row(working_body="agree", leader="disagree"),)))
        for box in page.tick_boxes:
            if page.is_ticked(box):
                assert page.darkness(box) > 0.08
            else:
                assert page.darkness(box) == 0

    def test_a_box_stands_beside_its_own_word(self):
        page = first_page(sheet())
        words = [page.find(word)[0] for word in ("网站公开", "依申请公开", "其他")]
        boxes = [box for box in page.tick_boxes if page.columns[3] < box.left < page.columns[4]]
        for word, box in zip(words, boxes, strict=True):
            assert abs(word.middle[1] - box.middle[1]) < 3
            assert 0 < box.left - word.right < 8

    def test_other_says_which(self):
        given = row(other=True, other_text="村公示栏")
        assert "其他√村公示栏" in first_page(sheet(rows=(given,))).solid

    def test_an_opinion_that_the_form_does_not_print_is_refused(self):
        """不明确 is a state of the work, not a box (handbook 5.3, N4)."""
        with pytest.raises(ValueError, match="unclear"):
            row(working_body="unclear")


class TestSignatures:
    def test_names_and_times_stand_under_their_columns(self):
        page = first_page(signed_sheet())
        lines = page.columns
        handler, reviewer, leader = (page.find(name)[0] for name in ("张金金", "丁玉平", "程传山"))
        assert handler.right < lines[4] < reviewer.left < lines[5] < leader.left < lines[6]
        assert page.solid.count("2025年12月31日14:05") == 3
        assert "承办人(签字)" in page.solid
        assert page.solid.count("(签字)") == 3

    def test_the_day_of_signing_stands_on_one_line(self):
        assert len(first_page(signed_sheet()).find("2025年12月31日")) == 3

    def test_times_are_beijing_times(self):
        late = SignaturePrint("甲", datetime(2025, 6, 30, 16, 30, tzinfo=UTC))
        assert (late.day, late.time) == ("2025年7月1日", "00:30")

    def test_a_time_without_zone_is_refused(self):
        with pytest.raises(ValueError, match="time zone"):
            SignaturePrint("甲", datetime(2025, 6, 30, 16, 30))  # noqa: DTZ001

    def test_an_unsigned_sheet_leaves_the_cells_empty(self):
        page = first_page(sheet())
        room = page.find("不同意")[0].bottom - page.find("注")[0].top
        assert room > 20 / 25.4 * 72
        assert page.solid.endswith("承办人(签字)(签字)(签字)" + "".join(NOTES))

    def test_long_names_make_the_row_higher(self):
        name = "阿卜杜热西提·买买提艾力·库尔班江"
        page = first_page(replace(signed_sheet(), reviewer=signature(name)))
        assert name in page.solid
        assert page.find("注")[0].top < page.find("2025年12月31日")[0].bottom


class TestNotes:
    def test_the_five_notes_stand_under_the_table_word_for_word(self):
        assert "".join(NOTES) in first_page(sheet()).solid


class TestVerification:
    def test_code_and_qr_stand_at_the_foot_outside_the_table(self):
        without = first_page(sheet())
        page = first_page(
            sheet(code_number="BL-2025-0007", qr_url="https://example.org/v/BL-2025-0007")
        )
        assert "核验码：BL-2025-0007" in page.solid
        assert page.find("BL-2025-0007")[0].top < page.find("5.")[0].bottom
        assert len(page.paths) == len(without.paths) + 1
        assert "核验码" not in without.solid

    @pytest.mark.parametrize("rows", [1, 7, 8, 12, 40])
    def test_code_and_qr_move_nothing_of_the_form(self, rows: int):
        """The same pages with the same rows, the code at the foot of each."""
        code = "ABCD-EFGH-JKLM"
        given = signed_sheet(rows)
        plain = printed(given)
        coded = printed(
            replace(given, code_number=code, qr_url=f"https://example.org/verify/{code}/")
        )
        assert [page.solid.replace(f"核验码：{code}", "") for page in coded] == [
            page.solid for page in plain
        ]
        for page in coded:
            foot = page.find(code)[0]
            assert all(box.bottom > foot.top for box in page.find("同意"))


class TestPages:
    @pytest.mark.parametrize(("rows", "count"), [(1, 1), (3, 1), (12, 2), (40, 6)])
    def test_one_to_forty_rows_print_with_the_head_on_every_page(self, rows: int, count: int):
        """Note 5: rows may be added and removed, the content stays (F46)."""
        printed_pages = printed(signed_sheet(rows))
        assert len(printed_pages) == count
        assert all(has_head(page) for page in printed_pages)
        assert sum(len(page.tick_boxes) for page in printed_pages) == rows * BOXES_PER_ROW
        assert [page.solid.count("承办人") for page in printed_pages] == [0] * (count - 1) + [1]
        assert "信息发布保密审查表" in printed_pages[0].solid

    def test_no_row_is_cut_in_two(self):
        for page in printed(sheet(40)):
            assert len(page.tick_boxes) % BOXES_PER_ROW == 0
            assert page.solid.count("网站公开") * BOXES_PER_ROW == len(page.tick_boxes)

    def test_pages_are_numbered_when_there_are_several(self):
        assert "第2页共6页" in printed(sheet(40))[1].solid
        assert "第1页" not in first_page(sheet(3)).solid

    @pytest.mark.parametrize("rows", range(3, 12))
    def test_signatures_without_a_row_above_say_that_the_page_has_no_text(self, rows: int):
        """F47: 此页无正文, on the page of the signatures and only there."""
        *before, last = printed(signed_sheet(rows))
        alone = not last.tick_boxes
        assert ("（此页无正文）" in last.solid) == alone
        assert has_head(last)
        assert "张金金" in last.solid
        assert not any("此页无正文" in page.solid for page in before)

    def test_both_kinds_of_last_page_occur(self):
        """So that the test above cannot pass without having seen one."""
        lasts = [printed(signed_sheet(rows))[-1] for rows in range(3, 12)]
        assert {bool(last.tick_boxes) for last in lasts} == {True, False}

    def test_the_notes_stay_with_the_signatures(self):
        for rows in range(3, 9):
            last = printed(signed_sheet(rows))[-1]
            assert "承办人" in last.solid
            assert NOTES[-1] in last.solid

    def test_a_name_longer_than_a_page_is_printed_whole(self):
        title = "".join(f"第{number}项" for number in range(300))
        printed_pages = printed(sheet(rows=(row(title=title),)))
        text = "".join(page.solid for page in printed_pages)
        assert all(has_head(page) for page in printed_pages)
        assert "第299项" in text


class TestFile:
    def test_it_is_pdf_a(self):
        document = review_sheet_pdf(sheet(), made_at=MADE_AT)
        assert b"<pdfaid:part>2</pdfaid:part>" in document

    def test_the_same_sheet_gives_the_same_bytes(self):
        first = review_sheet_pdf(signed_sheet(3), made_at=MADE_AT)
        assert first == review_sheet_pdf(signed_sheet(3), made_at=MADE_AT)

    def test_markup_in_a_title_stays_text(self):
        title = "#panic()*粗*"
        assert title in first_page(sheet(rows=(row(title=title),))).solid


class TestSheet:
    def test_without_rows_there_is_no_sheet(self):
        with pytest.raises(ValueError, match="at least one row"):
            SheetPrint("单位", date(2025, 6, 30), ())

    @pytest.mark.parametrize("numbers", [(2,), (1, 3), (1, 1)])
    def test_rows_are_numbered_without_gaps(self, numbers: tuple[int, ...]):
        with pytest.raises(ValueError, match="without gaps"):
            SheetPrint("单位", None, tuple(row(number) for number in numbers))

    def test_the_titles_of_these_tests_are_printed_whole(self):
        page = first_page(sheet(3))
        assert all(title in page.solid for title in TITLES)
