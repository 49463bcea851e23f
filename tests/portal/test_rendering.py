"""Pages: meta tags, what is escaped, how a body is set, how heavy a page is."""

import json
import re
from datetime import date

import pytest

import factories
from gongkai.outbox.worker import drain
from gongkai.portal.building import build
from gongkai.portal.rendering import body_markup
from gongkai.rules.digest import digest_json
from gongkai.rules.metadata import PageKind, missing_meta
from portal.factory import Press
from portal.trees import broken_links

META = re.compile(r'<meta name="([A-Z][A-Za-z]+)" content="([^"]*)">')


@pytest.fixture
def press(db: None) -> Press:
    return Press(factories.make_town("shili", site_code="3702000025", demonstration=True))


def test_pages_carry_the_meta_tags_of_their_kind(press: Press) -> None:
    record = press.publish("有<尖括号>的标题")
    build(press.town)
    kinds: dict[str, PageKind] = {
        "index.html": "home",
        "lists/index.html": "list",
        "catalogue/fields/01/index.html": "list",
        f"records/{record.slug}/index.html": "article",
        "404.html": "other",
    }
    for path, kind in kinds.items():
        found = dict(META.findall(press.files()[path].decode()))
        assert missing_meta(kind, frozenset(found), date(2026, 1, 1)) == ()
        assert found["SiteIDCode"] == "3702000025"
    article = dict(META.findall(press.files()[f"records/{record.slug}/index.html"].decode()))
    assert article["ArticleTitle"] == "有&lt;尖括号&gt;的标题"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", article["PubDate"])
    assert article["ContentSource"] == press.units[0].name


def test_the_time_of_publication_is_that_of_shanghai_and_of_the_first_release(press: Press) -> None:
    record = press.publish()
    first = record.releases.get().released_at.astimezone(factories.SHANGHAI)
    press.correct(record, "更正后的标题")
    drain()
    page = press.files()[f"records/{record.slug}/index.html"].decode()
    assert f'name="PubDate" content="{first:%Y-%m-%d %H:%M}"' in page
    assert "更正一处数字" in page


def test_the_digest_can_be_recomputed_from_the_data_beside_the_page(press: Press) -> None:
    record = press.publish(attachments=[("附件.pdf", b"%PDF")])
    drain()
    data = json.loads(press.files()[f"records/{record.slug}/record.json"])
    assert digest_json(data["content"]) == data["digest"] == record.releases.get().digest
    assert data["files"][0]["path"] == "files/附件.pdf"


def test_a_withdrawn_record_says_when_and_why_and_nothing_else(press: Press) -> None:
    record = press.publish("名单", body="<p>内容</p>")
    press.withdraw(record, "personal_data")
    drain()
    page = press.files()[f"records/{record.slug}/index.html"].decode()
    assert "本信息含有不应公开的个人信息" in page
    assert "个人信息保护法" in page
    assert "名单" not in page
    data = json.loads(press.files()[f"records/{record.slug}/record.json"])
    assert (data["state"], data["reason"]) == ("withdrawn", "personal_data")


def test_a_validity_other_than_valid_is_said_under_the_title(press: Press) -> None:
    record = press.publish(validity="废止")
    build(press.town)
    page = press.files()[f"records/{record.slug}/index.html"].decode()
    assert "本文件已废止。请勿再作为依据使用。" in page


def test_what_the_catalogue_does_not_show_is_said_and_not_guessed(press: Press) -> None:
    item = factories.make_item(
        press.edition, field=press.fields[0], publisher=None, basis=None, standing="to_check"
    )
    build(press.town)
    page = press.files()[f"catalogue/items/{item.identity}/index.html"].decode()
    assert page.count("原目录未载明") == 2
    assert "待核对" in page


def test_every_link_leads_somewhere_and_no_page_is_heavy(press: Press) -> None:
    press.flood(45)
    press.withdraw(press.publish("撤下的"))
    build(press.town)
    files = press.files()
    assert broken_links(files, f"/{press.town.slug}/") == []
    assert max(len(data) for path, data in files.items() if path.endswith(".html.gz")) < 40_000


def test_no_page_holds_inline_script_or_style(press: Press) -> None:
    press.publish()
    build(press.town)
    for path, data in press.files().items():
        if path.endswith(".html"):
            assert not re.search(rb'<script>|<style|style="| on[a-z]+="', data), path


def test_a_body_is_set_as_a_document() -> None:
    markup = body_markup("<p>一、工作目标</p><p>一、这是一句话。</p><table><tr></tr></table>")
    assert "<h2>一、工作目标</h2>" in markup
    assert "<p>一、这是一句话。</p>" in markup
    frame = '<div class="scroll" tabindex="0" role="region" aria-label="正文中的表格1"><table>'
    assert frame in markup
