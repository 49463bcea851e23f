"""Forms, tags of state, dates, sizes, filter links: drawn the same everywhere."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from gongkai.office.templatetags import gongkai as tags
from gongkai.organisation.due_marks import day_words, days_left
from gongkai.organisation.refusals import Conflict, Invalid
from gongkai.organisation.web import add_refusal, page_of
from gongkai.publication.models import Record, RecordState
from gongkai.rules.calendar import builtin
from gongkai.rules.counting import due


class Form(forms.Form):
    title = forms.CharField(label="标题", help_text="不超过200字")
    note = forms.CharField(label="说明", required=False)
    opinion = forms.ChoiceField(
        label="意见",
        choices=[("agree", "同意"), ("disagree", "不同意")],
        widget=forms.RadioSelect(attrs={"class": "large"}),
    )
    read = forms.BooleanField(label="我已看过全文")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


class TestForm:
    def test_marks_what_is_optional_and_only_that(self) -> None:
        text = str(Form())
        assert text.count("（选填）") == 1
        assert "error" not in text

    def test_links_each_error_to_its_field(self) -> None:
        text = str(Form({"note": "留着"}))
        assert '<a href="#id_title">标题：请填写。</a>' in text
        assert '<a href="#id_opinion_0">意见：请填写。</a>' in text
        assert 'id="id_title_error"' in text
        assert 'aria-describedby="id_title_helptext id_title_error"' in text
        assert 'value="留着"' in text

    def test_a_browser_cuts_nothing_off_what_is_pasted_and_the_form_says_how_much(self) -> None:
        class Short(forms.Form):
            title = forms.CharField(label="标题", max_length=5)
            text = forms.CharField(label="正文", max_length=5, widget=forms.Textarea)

        assert "maxlength" not in str(Short())
        shown = str(Short({"title": "一二三四五六", "text": "一"}))
        assert "标题：最多5个字，现在有6个字，请缩短。" in shown
        assert 'value="一二三四五六"' in shown

    def test_draws_large_radios_in_a_fieldset(self) -> None:
        text = str(Form())
        assert "<legend>意见" in text
        assert 'class="choices-large"' in text

    def test_shows_a_refusal_at_its_field(self) -> None:
        form = Form({"title": "x", "opinion": "agree", "read": "on"})
        assert form.is_valid()
        add_refusal(form, Invalid({"title": "标题重复。", "elsewhere": "别处有误。"}))
        assert form.errors["title"] == ["标题重复。"]
        assert form.non_field_errors() == ["别处有误。"]
        add_refusal(form, Conflict("别人刚改过。"))
        assert "别人刚改过。" in form.non_field_errors()


class TestDates:
    def test_a_day_has_its_weekday(self) -> None:
        assert day_words(date(2026, 10, 30)) == "2026-10-30(周五)"
        assert day_words(None) == ""

    def test_a_moment_is_taken_on_the_local_clock(self) -> None:
        assert day_words(datetime(2026, 10, 29, 20, 0, tzinfo=UTC)) == "2026-10-30(周五)"

    @pytest.mark.parametrize(
        ("days", "words", "tone"),
        [
            (-3, "已逾期3天", "late"),
            (0, "今天到期", "soon"),
            (7, "还有7天", "soon"),
            (8, "还有8天", "plain"),
        ],
    )
    def test_days_left_are_words(self, days: int, words: str, tone: str) -> None:
        assert days_left(days) == (words, tone)
        today = date(2026, 3, 2)
        drawn = Template("{% load gongkai %}{% due_date due today=today %}").render(
            Context({"due": today + timedelta(days), "today": today})
        )
        assert words in drawn
        assert f"due-{tone}" in drawn

    def test_what_is_done_counts_no_days(self) -> None:
        drawn = Template("{% load gongkai %}{% due_date due done=True %}").render(
            Context({"due": date(2020, 1, 1)})
        )
        assert "逾期" not in drawn


@pytest.mark.parametrize(
    ("size", "words"),
    [(None, ""), (812, "812 字节"), (34 * 1024, "34 KB"), (2_500_000, "2.4 MB")],
)
def test_sizes_are_words(size: int | None, words: str) -> None:
    assert tags.file_size(size) == words


def test_a_kind_of_file_comes_from_its_name() -> None:
    assert tags.file_kind("花名册.xlsx") == "XLSX"
    assert tags.file_kind("说明") == "文件"


def test_a_state_has_a_word_and_a_tone() -> None:
    drawn = tags.state_tag(Record(state=RecordState.PUBLISHED))
    assert drawn == '<span class="tag tag-done">已发布</span>'
    assert "tag-neutral" in tags.state_tag(Record(state=RecordState.DRAFT))


def test_filter_links_keep_the_rest_and_return_to_the_first_page() -> None:
    request = RequestFactory().get("/", {"unit": "3", "state": "draft", "page": "4"})
    context = Context({"request": request})
    assert tags.query_replace(context, state="published") == "?unit=3&state=published"
    assert tags.query_replace(context, state=None) == "?unit=3"
    assert tags.query_replace(context, page=5) == "?unit=3&state=draft&page=5"


def test_a_page_that_does_not_exist_gives_the_nearest() -> None:
    rows: Any = list(range(120))
    request = RequestFactory().get("/", {"page": "99"})
    assert list(page_of(request, rows)) == list(range(100, 120))
    many = page_of(RequestFactory().get("/", {"page": "10"}), list(range(1000)))
    assert tags.page_numbers(many) == [1, None, 8, 9, 10, 11, 12, None, 20]


def test_files_are_rows_with_kind_and_size() -> None:
    file = SimpleNamespace(name="名单.pdf", url="/f/1/", size=2048, pages=3)
    drawn = Template('{% include "office/includes/files.html" %}').render(
        Context({"files": [file]})
    )
    for words in ("PDF", "名单.pdf", "2 KB", "3 页", 'href="/f/1/"'):
        assert words in drawn


def test_a_statutory_date_opens_to_its_explanation() -> None:
    """2024 国庆: 20 working days after 2024-09-20, with the transferred working Sunday."""
    found = due(date(2024, 9, 20), 20, "working_day", builtin(), article="《条例》第三十三条")
    cells = tags.strip_of_days(found)
    assert cells[-1].kind == "last"
    assert cells[-1].day == found.due
    assert [cell.words for cell in cells if cell.day == date(2024, 9, 29)] == ["第6日"]
    skipped = [cell for cell in cells if cell.kind == "skipped"]
    assert len(skipped) == len(found.excluded)
    drawn = Template("{% load gongkai %}{% why_date due today=today %}").render(
        Context({"due": found, "today": date(2024, 9, 30)})
    )
    assert found.sentence() in drawn
    assert "还有" in drawn


def test_a_long_or_monthly_count_has_no_strip() -> None:
    assert tags.strip_of_days(due(date(2024, 1, 31), 6, "month", builtin())) == []
    assert tags.strip_of_days(due(date(2024, 1, 31), 90, "working_day", builtin())) == []
