"""The clipboard of Word, WPS and Excel."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.documents.conversion import clean, clean_pasted, lost_pictures

CLIPBOARD = Path(__file__).parent / "clipboard"

WORD = (
    "<h2>一、总体要求</h2><h3>（一）工作目标</h3>"
    "<p>到2026年12月31日前，完成水渠维修3.5公里，<strong>不得拖延</strong>。</p>"
    "<p>各村民委员会要把好质量关，遇到问题及时报告镇人民政府。</p>"
    "<ul><li>东渠<ul><li>上段</li></ul></li><li>西渠</li></ul>"
    "<p>按以下步骤：</p><ol><li>摸底</li><li>施工</li></ol><p>（一）验收</p>"
    "<table><caption>表1 经费安排</caption><thead>"
    '<tr><th rowspan="2" scope="col">项目</th><th colspan="2" scope="col">经费（万元）</th></tr>'
    '<tr><th scope="col">镇级</th><th scope="col">村级</th></tr></thead>'
    "<tbody><tr><td>东渠</td><td>12</td><td>3</td></tr></tbody></table>"
    '<p class="right">示例镇人民政府</p>'
)

WPS = (
    "<h2>办理指南</h2><p>居民凭身份证到服务大厅办理，联系电话0571-12345678。</p>"
    "<h3>（一）所需材料</h3><ul><li>申请表</li><li>户口簿</li></ul>"
    '<table><thead><tr><th scope="col">事项</th><th scope="col">工作日</th></tr></thead>'
    "<tbody><tr><td>受理</td><td>1</td></tr><tr><td>办结</td><td>5</td></tr></tbody></table>"
    '<p class="right">2026年3月1日</p>'
)

EXCEL = (
    '<table><thead><tr><th scope="col">村</th><th scope="col">户数</th></tr></thead>'
    "<tbody><tr><td>甲村</td><td>1,234</td></tr></tbody></table>"
)


def clipboard(name: str) -> str:
    return (CLIPBOARD / f"{name}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "body"), [("word", WORD), ("wps", WPS), ("excel", EXCEL)])
def test_what_office_programs_copy(name: str, body: str) -> None:
    found = clean_pasted(clipboard(name))
    assert found == body
    assert clean(found) == found


@pytest.mark.parametrize("body", [WORD, WPS, EXCEL])
def test_a_body_pasted_again_stays_as_it_is(body: str) -> None:
    assert clean_pasted(body) == body


@pytest.mark.parametrize(
    ("html", "body"),
    [
        ("甲<br>乙", "甲<br>乙"),
        ("<div>甲</div><div><div>乙</div></div>", "<p>甲</p><p>乙</p>"),
        ("<p>&nbsp;</p><p>　</p><p>甲</p>", "<p>甲</p>"),
        ("<p><b>甲</b>乙<i>丙</i></p>", "<p><strong>甲</strong>乙<em>丙</em></p>"),
        ("<p style='text-align:center'>甲</p>", '<p class="center">甲</p>'),
        ("<p>甲<script>x()</script></p><style>p{}</style>", "<p>甲</p>"),
        ("<p style='display:none'>甲</p><p>乙</p>", "<p>乙</p>"),
        ("<h1>甲</h1><h3>乙</h3>", "<h2>甲</h2><h3>乙</h3>"),
        ("<p>甲\n乙 and\nx</p>", "<p>甲乙 and x</p>"),
    ],
)
def test_plain_html(html: str, body: str) -> None:
    assert clean_pasted(html) == body


def test_pictures_that_a_paste_cannot_keep_are_counted() -> None:
    assert lost_pictures(clipboard("word")) == 1
    assert lost_pictures(WPS) == 0
    assert clean_pasted("<p><img src='files/a.png'></p>") == (
        '<figure><img src="files/a.png" alt=""></figure>'
    )


PIECES = st.sampled_from(
    [
        *("<p class=MsoNormal>", "</p>", "<o:p>&nbsp;</o:p>", "<b>", "</b>", "甲", "一、乙"),
        *("<p style='mso-list:l0 level2 lfo1'>", "<span style='mso-list:Ignore'>1.</span>"),
        *("<table>", "<tr>", "<td>", "</table>", "<caption>", "<li>", "<ul>", "</ul>", "<div>"),
        *(
            "<!--[if gte mso 9]>",
            "<![endif]-->",
            "<![if !supportLists]>",
            "<h1>",
            "</h1>",
            "表1 丙",
        ),
        *("<span style='mso-hide:all'>", "</span>", "<img src='files/a.png'>", "<script>", "<p>"),
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join))
def test_whatever_is_pasted_comes_out_clean(html: str) -> None:
    body = clean_pasted(html)
    assert clean(body) == body
    assert "mso" not in body
