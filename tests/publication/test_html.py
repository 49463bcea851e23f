"""The allowed elements: what passes, what never does, and the text of a body."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.publication.html import ATTRIBUTES, ELEMENTS, clean, from_editor, plain_text

BODY = (
    '<h2>一、总则</h2><p>正文<strong>重点</strong>，见<a href="https://example.gov.cn/" '
    'rel="noopener">网站</a>，面积3m<sup>2</sup>。</p>'
    '<table><caption>表1</caption><thead><tr><th scope="col" colspan="2">项目</th></tr></thead>'
    '<tbody><tr><th scope="row">甲</th><td rowspan="1">1</td></tr></tbody></table>'
    '<figure><img src="files/示意图 1.png" alt="位置"><figcaption>图1</figcaption></figure>'
    '<p class="right">2026年3月1日</p>'
)


def test_a_body_in_the_allowed_elements_passes_unchanged() -> None:
    assert clean(BODY) == BODY


@pytest.mark.parametrize(
    "source",
    [
        "https://example.com/a.png",
        "//example.com/a.png",
        "data:image/png;base64,AAAA",
        "file:///C:/a.png",
        "javascript:alert(1)",
        "files/../a.png",
        "files/.a.png",
        "files/a/b.png",
        "files/%2e%2e",
        "files/",
        "files/a.png?x=1",
        "/files/a.png",
        " files/a.png",
    ],
)
def test_a_picture_that_is_no_file_of_the_record_goes(source: str) -> None:
    assert clean(f'<p>甲<img src="{source}" alt="乙">丙</p>') == "<p>甲丙</p>"


def test_a_picture_without_words_keeps_an_empty_alt_to_be_filled() -> None:
    assert clean('<img src="files/a.png" width="9" onload="x()">') == (
        '<img src="files/a.png" alt="">'
    )


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<style>p{color:red}</style>",
        '<iframe src="https://example.com"></iframe>',
        "<svg><script>alert(1)</script></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    ],
)
def test_what_could_act_leaves_nothing(html: str) -> None:
    assert not re.search(r"<(?!/?(?:p|table|tbody)\b)", clean(html))


def test_links_keep_only_plain_addresses() -> None:
    assert "javascript" not in clean('<a href="java\nscript:alert(1)">x</a>')
    assert "data:" not in clean('<a href="data:text/html,x">x</a>')
    assert 'href="mailto:a@example.com"' in clean('<a href="mailto:a@example.com">x</a>')


def test_scope_and_spans_hold_only_what_they_may() -> None:
    row = '<tr><th scope="x" colspan="0">甲</th><td rowspan="-1">乙</td></tr>'
    assert "<tr><th>甲</th><td>乙</td></tr>" in clean(f"<table>{row}</table>")


def test_nesting_that_reads_differently_the_second_time_is_settled() -> None:
    once = clean("<p><button><p>甲</button>")
    assert clean(once) == once


TAGS = [*sorted(ELEMENTS), "div", "span", "script", "style", "svg", "math", "form", "button", "h1"]
TAGS += ["select", "option", "template", "noscript", "textarea", "title", "plaintext", "b", "nobr"]
VALUES = ["files/a.png", "javascript:alert(1)", "https://x/<b>", "col", "2", "right", '"&<>', "//x"]
NAMES = ["src", "href", "alt", "class", "style", "onclick", "scope", "colspan", "rowspan", "id"]
ATTRIBUTE = st.builds(lambda n, v: f" {n}='{v}'", st.sampled_from(NAMES), st.sampled_from(VALUES))
OPEN = st.builds(
    lambda t, a: f"<{t}{''.join(a)}>", st.sampled_from(TAGS), st.lists(ATTRIBUTE, max_size=3)
)
CLOSE = st.sampled_from([f"</{tag}>" for tag in TAGS])
WORDS = st.sampled_from(
    ["甲", " ", "&lt;", "&amp;lt;", "&nbsp;", "<!--", "-->", "]]>", "\u3000", "\0"]
)
MARKUP = st.lists(st.one_of(OPEN, CLOSE, WORDS, st.text(max_size=4)), max_size=14).map("".join)


@settings(max_examples=400, deadline=None)
@given(MARKUP)
def test_cleaning_twice_is_cleaning_once(html: str) -> None:
    once = clean(html)
    assert clean(once) == once


@settings(max_examples=400, deadline=None)
@given(MARKUP)
def test_nothing_passes_that_is_not_allowed(html: str) -> None:
    for tag, attributes in re.findall(r"<([a-z0-9]+)([^>]*)>", clean(html)):
        assert tag in ELEMENTS
        names = set(re.findall(r' ([a-z]+)="', attributes))
        extra = {"class"} if tag == "p" else {"rel"} if tag == "a" else set()
        assert names <= ATTRIBUTES.get(tag, frozenset()) | extra
        assert "javascript:" not in attributes


@settings(max_examples=200, deadline=None)
@given(MARKUP)
def test_what_comes_from_the_editor_is_clean_and_stays_as_it_is(html: str) -> None:
    body = from_editor(html)
    assert clean(body) == body


def test_plain_text_has_a_line_per_block_and_tabs_between_cells() -> None:
    assert plain_text(BODY).splitlines() == [
        "一、总则",
        "正文重点，见网站，面积3m2。",
        "表1",
        "项目",
        "甲\t1",
        "位置",
        "图1",
        "2026年3月1日",
    ]


def test_blanks_that_indent_are_no_text() -> None:
    assert plain_text("<p>　　甲</p><p>&nbsp;</p><p> 乙 </p>") == "甲\n乙"


@pytest.mark.parametrize("html", [BODY, f"<p>　甲</p><p></p>{BODY}", "<ul><li><p>甲</p></li></ul>"])
def test_the_way_through_the_editor_changes_no_text(html: str) -> None:
    assert plain_text(from_editor(html)) == plain_text(html)


def test_plain_text_reads_every_entity() -> None:
    assert plain_text("<p>&lt;甲&gt; &amp;amp; &#20057;&nbsp;&hellip;&times;</p>") == (
        "<甲> &amp; 乙\xa0…×"
    )


def test_a_cell_stays_on_its_row_however_it_is_filled() -> None:
    html = (
        "<table><tr><td><p>甲</p><p>乙</p></td><td>丙<br>丁</td></tr><tr><td>戊</td></tr></table>"
    )
    assert plain_text(html) == "甲 乙\t丙 丁\n戊"


def test_empty_cells_keep_their_place() -> None:
    html = "<table><tr><td>甲</td><td></td><td>乙</td></tr></table>"
    assert plain_text(html) == "甲\t\t乙"


def test_signs_in_attributes_do_not_end_a_tag() -> None:
    assert plain_text('<p>甲<a href="https://x/" title="a>b">乙</a></p>') == "甲乙"


def test_text_dropped_by_cleaning_is_still_seen_before_it() -> None:
    assert plain_text("<p>甲</p><script>x()</script>") != plain_text(
        clean("<p>甲</p><script>x()</script>")
    )
