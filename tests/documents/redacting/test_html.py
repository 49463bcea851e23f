"""Changing a body, and lighting stretches of it up."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.extraction import CannotEdit, Edit, extract_html
from gongkai.documents.redacting import Mark, edit_html, mark_html, remove_hidden_html

BODY = "<p>电话<strong>138</strong>1234<em>5678</em>。</p><p>a&nbsp;&amp;<br>b</p>"


def test_a_stretch_over_elements_is_replaced_where_it_begins() -> None:
    result = edit_html(BODY, [Edit("body:1", 5, 9, "****")])
    assert result == BODY.replace("1234", "****")
    result = edit_html(BODY, [Edit("body:1", 2, 13, "138****5678")])
    assert result.startswith("<p>电话<strong>138****5678</strong><em></em>。</p>")


def test_replacements_are_escaped() -> None:
    assert edit_html("<p>ab</p>", [Edit("body:1", 0, 1, "<&")]) == "<p>&lt;&amp;b</p>"
    result = edit_html('<p><img alt="a"></p>', [Edit("body:1", 0, 1, '"x')])
    assert result == '<p><img alt="&quot;x"></p>'


def test_entities_and_breaks_go_as_a_whole() -> None:
    assert edit_html(BODY, [Edit("body:2", 1, 4, "")]).endswith("<p>ab</p>")


def test_the_target_of_a_link_can_be_masked() -> None:
    body = '<p><a href="tel:13812345678">拨打</a></p>'
    result = edit_html(body, [Edit("body:2", 4, 15, "138****5678")])
    assert result == '<p><a href="tel:138****5678">拨打</a></p>'


def test_marks_cross_elements_and_one_another() -> None:
    marks = [Mark("body:1", 2, 13, "f1", "hard"), Mark("body:1", 9, 14, "f2")]
    assert mark_html(BODY, marks).startswith(
        '<p>电话<strong><mark id="f1" class="hard">138</mark></strong><mark class="hard">1234'
        '</mark><em><mark id="f2"><mark class="hard">5678</mark></mark></em><mark>。</mark></p>'
    )


@given(
    st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=4),
)
def test_marks_change_no_text(found: list[tuple[int, int]]) -> None:
    marks = [
        Mark("body:1", min(span), max(span), f"f{number}") for number, span in enumerate(found)
    ]
    result = mark_html(BODY, marks)
    assert re.sub("</?mark[^>]*>", "", result) == BODY
    assert extract_html(result).text == extract_html(BODY).text
    for mark in marks:
        if mark.start < mark.end:
            assert result.count(f'id="{mark.id}"') == 1


@given(st.integers(0, 14), st.integers(0, 14), st.sampled_from(["", "*", "<"]))
def test_edits_give_the_text_that_they_say(first: int, last: int, new: str) -> None:
    start, end = min(first, last), max(first, last)
    text = extract_html(BODY).segments[0].text
    result = edit_html(BODY, [Edit("body:1", start, end, new)])
    plain = html.unescape(re.sub("<[^>]+>", "", result.partition("</p>")[0]))
    assert plain == text[:start] + new + text[end:]


def test_hidden_pieces_go() -> None:
    body = "<p>见</p><!-- 暗 --><p hidden>暗</p>"
    assert remove_hidden_html(body, ["body:2", "body:3"]) == "<p>见</p><p hidden></p>"
    with pytest.raises(CannotEdit):
        remove_hidden_html(body, ["body:1"])


def test_edits_that_do_not_fit_are_refused() -> None:
    for edit in (Edit("body:9", 0, 1, ""), Edit("body:1", 0, 99, "")):
        with pytest.raises(CannotEdit):
            edit_html(BODY, [edit])
