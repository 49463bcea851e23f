"""Reports as governments publish them: the form, with what pages and files do to it."""

from __future__ import annotations

from html import escape

from gongkai.documents.annual_report import ReportPrint, annual_report_html
from gongkai.rules.annual_report.figures import Figures
from rules.annual_report.making import whole

TEXTS = {
    "overview": "2025年，共收到政府信息公开申请3件，上年结转1件。",
    "problems": "解读形式不够丰富。下一步将增加图解。",
    "other": "本年度未收取信息处理费。",
}


def report(figures: Figures | None = None, **changed: object) -> ReportPrint:
    given = {"year": 2025, "issuer": "泊里镇人民政府", "texts": TEXTS, **changed}
    return ReportPrint(figures=whole() if figures is None else figures, **given)  # type: ignore[arg-type]


def page(given: ReportPrint) -> str:
    """A page of a portal: layout tables, paragraphs and blanks in cells, a menu beside it."""
    body = annual_report_html(given)
    body = body.replace("<td", '<td style="width:1cm"').replace("</td>", "&nbsp;</p></td>")
    body = body.replace('1cm">', '1cm"><p style="text-align:center"> <span>')
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'>"
        f"<title>{escape(given.title)}-泊里镇</title><script>var 规章 = 1;</script></head><body>"
        "<table><tr><td><a href='#'>规章</a><a href='#'>行政许可</a></td></tr>"
        f"<tr><td><h1>{escape(given.title)}</h1><div>{body}</div></td></tr></table>"
        "<table><tr><td>关于我们</td><td>网站地图</td></tr></table></body></html>"
    )
