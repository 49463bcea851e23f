"""A body through the rich-text editor and back: nothing that matters is lost."""

from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from documents.conversion.test_pasted import WORD, WPS
from gongkai.documents.conversion import clean, clean_pasted, for_editor, from_editor

CLIPBOARD = Path(__file__).parent / "clipboard"
CELLS = (
    '<tr><th colspan="2" scope="col">经费</th></tr>',
    '<tr><th scope="row">东渠</th><td>12</td></tr>',
)
TABLE = f"<table><caption>表1</caption><thead>{CELLS[0]}</thead><tbody>{CELLS[1]}</tbody></table>"
BODY = (
    f"<p>甲m<sup>2</sup>、H<sub>2</sub>O</p>{TABLE}"
    '<figure><img src="files/image1.png" alt="图示"><figcaption>图1 位置</figcaption></figure>'
    '<figure><img src="files/image2.png" alt=""></figure>'
    '<ol><li>乙<ul><li>丙</li></ul></li></ol><p class="center">丁</p><p class="right">戊</p>'
)


def in_browser(test: object) -> object:
    """Mark a test that needs the editor's page in a real browser."""
    marks = (pytest.mark.e2e, pytest.mark.django_db(transaction=True))
    for mark in (*marks, pytest.mark.urls("documents.conversion.editor_page")):
        test = mark(test)
    return test


PASTE = """([html]) => {
  const place = document.querySelector('[contenteditable=true]');
  place.focus();
  const data = new DataTransfer();
  data.setData('text/html', html);
  place.dispatchEvent(
    new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def test_the_caption_of_a_table_is_a_line_above_it_while_it_is_edited() -> None:
    assert for_editor(TABLE).startswith('<p class="caption">表1</p><table>')
    assert from_editor(for_editor(BODY)) == BODY


def test_what_the_editor_leaves_out_is_written_anew() -> None:
    edited = (
        '<p></p><p class="caption">表1</p><table><tbody><tr><th colspan="2"><p>经费</p></th></tr>'
        "<tr><th><p>东渠</p></th><td><p>12</p></td></tr></tbody></table><p> </p>"
    )
    assert from_editor(edited) == TABLE


def test_a_table_without_header_cells_is_left_to_the_person() -> None:
    """The checks before review name it; nothing is guessed against what was edited."""
    rows = "<tr><td>村</td><td>数</td></tr><tr><td>甲</td><td>1</td></tr>"
    plain = f"<table><tbody>{rows}</tbody></table>"
    assert from_editor(plain) == plain


def test_a_caption_without_a_table_is_a_paragraph() -> None:
    assert from_editor('<p class="caption">表1</p><p>甲</p>') == "<p>表1</p><p>甲</p>"


@pytest.fixture
def editor(page: Page, live_server: LiveServer) -> Page:
    """The real editor with a first paragraph in it."""
    page.goto(f"{live_server.url}/editor/")
    page.locator("[contenteditable=true]").click()
    page.keyboard.type("首段")
    page.keyboard.press("Enter")
    return page


def pasted(page: Page, html: str) -> str:
    page.evaluate(PASTE, [html])
    written = page.locator("#id_body")
    page.wait_for_function("() => document.querySelector('#id_body').value.length > 40")
    return written.input_value()


@in_browser
def test_a_body_goes_through_the_real_editor_unchanged(editor: Page) -> None:
    held = pasted(editor, for_editor(BODY))
    assert from_editor(held) == f"<p>首段</p>{BODY}"


@in_browser
@pytest.mark.parametrize(("name", "body"), [("word", WORD), ("wps", WPS)])
def test_a_paste_cleaned_by_us_goes_through_the_real_editor(
    editor: Page, name: str, body: str
) -> None:
    source = (CLIPBOARD / f"{name}.html").read_text(encoding="utf-8")
    held = pasted(editor, for_editor(clean_pasted(source)))
    assert from_editor(held) == f"<p>首段</p>{body}"


@in_browser
def test_a_raw_paste_into_the_real_editor_is_at_least_harmless(editor: Page) -> None:
    source = (CLIPBOARD / "word.html").read_text(encoding="utf-8")
    body = from_editor(pasted(editor, source))
    assert clean(body) == body
    assert "<th" not in body and "<td>12</td>" in body
    assert "mso" not in body and "style" not in body
