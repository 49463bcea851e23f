"""The body of a publication, piece by piece."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.extraction import Hidden, extract_html
from gongkai.documents.extraction.html import blocks
from gongkai.publication.html import clean


def test_blocks_and_cells_in_reading_order() -> None:
    body = (
        "<h2>通知</h2><p>甲<strong>乙</strong>丙<br>丁</p><ul><li>一</li><li>二</li></ul>"
        "<table><caption>名单</caption><thead><tr><th>姓名</th><th>证号</th></tr></thead>"
        "<tbody><tr><td></td><td><p>a</p><p>b</p></td></tr></tbody></table>"
    )
    read = extract_html(body)
    assert read.text == "通知\n甲乙丙\n丁\n一\n二\n名单\n姓名\t证号\na\nb"
    labels = [each.label for each in read.segments]
    assert labels[:2] == ["正文第1段", "正文第2段"]
    assert labels[4:7] == [
        "正文第1个表格的标题",
        "正文第1个表格第1行第1格",
        "正文第1个表格第1行第2格",
    ]
    assert [each.place for each in read.segments][:2] == ["body:1", "body:2"]


def test_pictures_captions_and_links_speak_too() -> None:
    body = (
        '<figure><img src="/a.png" alt="合影&amp;签名"><figcaption>图一</figcaption></figure>'
        '<p><a href="tel:13812345678">拨打</a></p>'
    )
    found = {each.text: each.label for each in extract_html(body).segments}
    assert found == {
        "合影&签名": "图片说明",
        "图一": "正文图片的说明文字",
        "拨打": "正文第1段",
        "tel:13812345678": "链接地址",
    }


def test_entities_are_the_signs_that_they_stand_for() -> None:
    assert extract_html("<p>1&nbsp;&lt;2&#51;</p>").text == "1\xa0<23"


def test_what_a_browser_does_not_show_is_hidden() -> None:
    body = (
        "<p>见<span style='display:none'>暗一</span>后</p><!-- 暗二 --><p hidden>暗三</p>"
        "<script>暗四</script><p>末</p>"
    )
    read = extract_html(body)
    hidden = [each.text.strip() for each in read.segments if each.hidden is Hidden.HIDDEN_TEXT]
    assert hidden == ["暗一", "暗二", "暗三", "暗四"]
    assert [each.text for each in read.segments if each.hidden is None] == ["见", "后", "末"]


def test_broken_markup_is_read_as_text() -> None:
    assert extract_html("<p>1 < 2 & 3</b></p><td").text == "1 < 2 & 3\n<td"


PARTS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<strong>",
        "</strong>",
        "<br>",
        "&amp;",
        "文",
        "1",
        "<td>",
        "<li>",
        "<a href='x'>",
    ]
)


@given(st.lists(PARTS, max_size=30))
def test_runs_point_at_their_source(found: list[str]) -> None:
    body = clean("".join(found))
    for block in blocks(body):
        for run in block.runs:
            source = body[run.start : run.end]
            assert html.unescape(re.sub("<br>", "\n", source)) == run.text
