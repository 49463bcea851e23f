"""What a draft lacks before it goes to review, each with its remedy."""

import pytest
from pytest_django import Settings

from gongkai.organisation.refusals import Invalid
from gongkai.publication import actions as publication
from gongkai.publication.advice import lacking, suggested_items
from gongkai.publication.lifecycle import newest
from gongkai.publication.linking import NotOutside, check_links, dead_links, try_address
from gongkai.publication.models import LinkCheck
from gongkai.publication.readiness import (
    elements_of,
    external_links,
    mentioned,
    shortcomings,
)
from roads import House, draft

TABLE = "<table><tbody><tr><td>村</td><td>户数</td></tr></tbody></table>"


def codes(body: str, files: tuple[str, ...] = ()) -> list[str]:
    return [one.code for one in shortcomings(body, files)]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('<p><img src="files/a.png" alt=""></p>', "alt"),
        ('<p><img src="files/a.png" alt=" "></p>', "alt"),
        ('<p><img src="files/b.png" alt="示意图"></p>', "picture"),
        (TABLE, "table_header"),
        (TABLE.replace("<td>村", '<th scope="col">村').replace("村</td>", "村</th>"), ""),
        ("<table><tr><th>村</th></tr><tr><td></td></tr></table>", "table_empty"),
        ('<p><a href="/x/">这里</a></p>', "link_nowhere"),
        ('<p><a href="">这里</a></p>', "link_nowhere"),
        ('<p><a href="files/c.pdf">附件</a></p>', "link_nowhere"),
        ('<p><a href="files/a.png">附件</a></p>', ""),
        ('<p><a href="https://example.com/"></a></p>', "link_words"),
        ("<h2> </h2><p>正文</p>", "heading_empty"),
        ("<p>平常的正文。</p>", ""),
    ],
)
def test_each_fault_has_its_remedy(body: str, code: str) -> None:
    found = shortcomings(body, ["a.png"])
    assert [one.code for one in found] == ([code] if code else [])
    assert all(one.what.endswith("。") and one.remedy.endswith("。") for one in found)


def test_a_dead_link_is_told_and_stops_nothing() -> None:
    url = "https://example.com/gone"
    [one] = shortcomings(f'<p><a href="{url}">旧文件</a></p>', (), {url: "网站答复“404”"})
    assert (one.code, one.stops) == ("link_dead", False)
    assert "404" in one.what


def test_elements_are_hinted_at() -> None:
    listed = "机构信息：名称、地址；办理流程；监督电话"
    found = mentioned(listed, "办理流程说明", "<p>监督电话：0532-12345678</p>", ["地址.pdf"])
    assert [(e.name.partition("：")[0], e.mentioned) for e in found] == [
        ("机构信息", True),
        ("办理流程", True),
        ("监督电话", True),
    ]
    assert not mentioned("招标公告", "年度报告", "<p>工作</p>", [])[0].mentioned
    assert elements_of(None) == elements_of("") == []


def test_web_addresses_are_listed_once() -> None:
    body = (
        '<a href="https://a.example/">甲</a><a href="https://a.example/">乙</a>'
        '<a href="mailto:x@y.example">信</a>'
    )
    assert external_links(body) == ["https://a.example/"]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://localhost:8000/", "http://10.0.0.1/", "http://[::1]/"]
)
def test_the_server_does_not_knock_at_its_neighbours(url: str) -> None:
    assert "内部网络" in try_address(url)
    assert issubclass(NotOutside, ValueError)


def test_what_is_no_address_is_told_in_words() -> None:
    assert try_address("https://no-such-host.invalid/") == "网站没有应答"


@pytest.mark.django_db
class TestOnTheRecord:
    """Before the review."""

    def test_a_draft_with_a_fault_is_not_registered(self) -> None:
        house = House()
        record = house.record(attachment=False, body=TABLE)
        with pytest.raises(Invalid, match="表头"):
            house.registered(record)

    def test_a_draft_without_item_or_reason_is_not_registered(self) -> None:
        house = House()
        record = publication.create(house.drafter, house.unit, draft())
        with pytest.raises(Invalid, match="公开事项"):
            house.registered(record)

    def test_links_are_tried_once_a_week(self, settings: Settings) -> None:
        settings.LINK_CHECKS = True
        house = House()
        body = '<p><a href="https://a.example/x">文件</a></p>'
        version = newest(house.record(attachment=False, body=body))
        tried: list[str] = []

        def fetch(url: str) -> str:
            tried.append(url)
            return "网站答复“404”"

        check_links(version, fetch)
        check_links(version, fetch)
        assert tried == ["https://a.example/x"]
        assert dead_links(tried) == {"https://a.example/x": "网站答复“404”"}
        assert [one.code for one in lacking(version)] == ["link_dead"]

    def test_without_a_way_to_the_web_nothing_is_tried(self) -> None:
        house = House()
        body = '<p><a href="https://a.example/x">文件</a></p>'
        check_links(newest(house.record(attachment=False, body=body)))
        assert not LinkCheck.objects.exists()

    def test_items_are_suggested_from_the_edition_in_force(self) -> None:
        house = House()
        title = f"{house.item.level1}{house.item.level2}公示"
        found = suggested_items(house.town, house.unit, title, "")
        assert not found or found[0].item == house.item
