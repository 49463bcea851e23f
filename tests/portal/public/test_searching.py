"""The search page: what it finds, how it helps on, what it costs, what it keeps to itself."""

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

import factories
from gongkai.organisation.models import Town, TryCount
from gongkai.search import counting, sampling
from gongkai.search.models import DemandTerm, SearchText
from search.factory import document, index

pytestmark = pytest.mark.django_db

NUMBER = "泊政发〔2024〕7号"
Ask = Callable[..., str]


@pytest.fixture
def town() -> Town:
    town = factories.make_town("poli", contact_phone="0532-00000001")
    unit = factories.make_unit(town, slug="office", name="党政办公室")
    other = factories.make_unit(town, slug="farm", name="农业农村中心")
    documents = [
        document(
            key,
            f"关于第{key}次公开工作的通知",
            "户厕改造补助标准。" * 3,
            town="poli",
            url=f"records/r{key}/",
            filters={
                "unit": (unit if key % 2 else other).slug,
                "year": str(2020 + key % 3),
                "validity": "废止" if key == 1 else "有效",
            },
        )
        for key in range(1, 25)
    ]
    documents.append(
        document(
            90, f"政务公开工作方案 {NUMBER}", "<方案>正文", town="poli", numbers=(NUMBER,),
            title="政务公开工作方案", url="records/plan/", attachments="附件里写着领导小组名单",
        )
    )  # fmt: skip
    index(*documents)
    return town


@pytest.fixture
def ask(town: Town, public_client: Client) -> Ask:
    """The page for these parameters, as text."""

    def asked(**given: str) -> str:
        answer = public_client.get("/poli/search/", given)
        assert answer.status_code == 200
        return answer.content.decode()

    return asked


def titles(page: str) -> list[str]:
    found = re.findall(r"<h3><a href=\"[^\"]*\">(.*?)</a></h3>", page)
    return [re.sub("<.*?>", "", title) for title in found]


def link(page: str, words: str) -> str:
    """The address behind a link with these words."""
    (found, *_) = re.findall(rf'<a href="([^"]*)"[^>]*>{words}', page)
    return str(found).replace("&amp;", "&")


def test_a_number_is_found_whatever_its_brackets(ask: Ask) -> None:
    page = ask(q="泊政发[2024]7号")
    assert titles(page)[0] == "政务公开工作方案"
    assert "文号相符" in page
    assert 'href="../records/plan/"' in page


def test_words_are_marked_and_text_is_escaped(ask: Ask) -> None:
    page = ask(q="方案")
    assert "<mark>方案</mark>" in page
    assert "&lt;<mark>方案</mark>&gt;正文" in page


def test_a_hit_in_an_attachment_says_so(ask: Ask) -> None:
    page = ask(q="领导小组")
    assert '<span class="tag">附件</span>' in page


def test_pages_lead_forth_and_back(ask: Ask) -> None:
    first = ask(q="公开")
    assert "找到<strong>25</strong>条" in first
    second = _follow(ask, link(first, "下一页"))
    third = _follow(ask, link(second, "下一页"))
    seen = titles(first) + titles(second) + titles(third)
    assert len(seen) == len(set(seen)) == 25
    assert "下一页" not in third
    assert titles(_follow(ask, link(third, "上一页"))) == titles(second)
    again = _follow(ask, link(second, "上一页"))
    assert titles(again) == titles(first)
    assert "上一页" not in again


def _follow(ask: Ask, address: str) -> str:
    from urllib.parse import parse_qsl

    return ask(**dict(parse_qsl(address.removeprefix("?"))))


def test_filters_are_links_with_counts_that_can_be_taken_off(ask: Ask) -> None:
    page = ask(q="公开")
    assert re.search(r'党政办公室</a><span class="number">12<', page)
    narrowed = _follow(ask, link(page, "党政办公室"))
    assert "找到<strong>12</strong>条" in narrowed
    twice = _follow(ask, link(narrowed, "2021年"))
    assert "找到<strong>4</strong>条" in twice
    assert titles(_follow(ask, link(twice, "去掉"))) != titles(twice)
    assert '<input type="hidden" name="unit" value="office">' in narrowed


def test_a_word_of_validity_stands_beside_the_hit(ask: Ask) -> None:
    assert '<span class="tag tag-soon">废止</span>' in ask(q="第1次公开")


def test_empty_one_character_and_signs_are_answered(ask: Ask) -> None:
    assert "请输入要查找的内容" in ask()
    assert "只有标点符号时无法查找" in ask(q="！？")
    page = ask(q="次")
    assert "只在标题和文号中查找" in page
    assert "找到<strong>24</strong>条" in page


def test_a_misspelt_word_leads_to_the_right_one_and_no_hit_to_other_ways(ask: Ask) -> None:
    page = ask(q="工作方按")
    assert "您要找的是不是" in page
    assert "工作方案" in page
    nothing = ask(q="麒麟")
    assert "没有找到“麒麟”" in nothing
    assert '可以<a href="../apply/">申请公开</a>' in nothing
    assert "0532-00000001" in nothing
    fewer = ask(q="公开 麒麟")
    assert titles(_follow(ask, link(fewer, "公开<")))


def test_filters_without_hits_can_be_left_out_at_once(ask: Ask) -> None:
    page = ask(q="公开", unit="nobody")
    assert "nobody" in page
    assert "找到<strong>25</strong>条" in _follow(ask, link(page, "去掉已选的条件"))
    assert not DemandTerm.objects.exists()


def test_of_many_hits_the_page_says_which_of_them_the_numbers_speak_of(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "条统计" not in ask(q="公开")
    monkeypatch.setattr(counting, "FACET_HITS", 7)
    assert "结果很多，条数按最新的7条统计。" in ask(q="公开")
    monkeypatch.setattr(counting, "COUNT_LIMIT", 2)
    monkeypatch.setattr(counting, "_SPEAKING", 5)
    # The lot falls on each document: how many it falls on otherwise depends on their keys.
    places = tuple(SearchText.objects.order_by("id").values_list("id", flat=True))
    monkeypatch.setattr(sampling, "_draw", lambda low, high: sampling.Drawn(places, 1000))
    cache.clear()
    assert "条数按随机抽取的25条统计。" in ask(q="公开")


def test_what_is_not_found_is_counted_and_nothing_personal_is(
    ask: Ask, town: Town, public_client: Client
) -> None:
    """Once a day for each place: a page that is loaded again is no second demand."""
    for words in ("充电桩布点", "充电桩布点", "370211199003077512", "13812345678"):
        ask(q=words)
    assert [(t.folded, t.count) for t in DemandTerm.objects.all()] == [("充电桩布点", 1)]
    elsewhere = {"X-Forwarded-For": "192.0.2.7"}
    public_client.get(f"/{town.slug}/search/", {"q": "充电桩布点"}, headers=elsewhere)
    assert DemandTerm.objects.get(folded="充电桩布点").count == 2
    assert "充电桩" not in str(list(TryCount.objects.values_list("key", flat=True)))


@pytest.mark.parametrize("page", ["x", "1-", "3-4", "1-９", "1-" + "9" * 30])
def test_a_page_that_was_never_given_out_says_so(
    town: Town, public_client: Client, page: str
) -> None:
    answer = public_client.get("/poli/search/", {"q": "公开", "page": page})
    assert answer.status_code == 400
    assert "没有这一页" in answer.content.decode()


@pytest.mark.parametrize(
    "query",
    ['"', "' OR 1=1 --", "<script>alert(1)</script>", "𬭩", "%", "NEAR(", "公开" * 300],
)
def test_strange_queries_are_only_words(ask: Ask, query: str) -> None:
    page = ask(q=query)
    assert "<script>alert" not in page


def test_a_sign_that_no_text_has_is_refused(town: Town, public_client: Client) -> None:
    assert public_client.get("/poli/search/", {"q": "公开\0"}).status_code == 400


def test_a_search_costs_three_statements(
    town: Town, public_client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # What is found out once a minute or an hour is known afterwards.
    for query in ("公开", NUMBER):
        public_client.get("/poli/search/", {"q": query})
    with django_assert_num_queries(3):
        public_client.get("/poli/search/", {"q": "户厕"})
    with django_assert_num_queries(3):
        public_client.get("/poli/search/", {"q": NUMBER})
    with django_assert_num_queries(1):
        public_client.get("/poli/search/")


def test_every_page_of_a_search_costs_four_statements_at_most(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """Also where some are drawn by lot, whether they tell the count or not."""
    monkeypatch.setattr(sampling, "LEAST", 20)
    monkeypatch.setattr(sampling, "DRAWN", 80)
    for limit in (2, 20):
        monkeypatch.setattr(counting, "COUNT_LIMIT", limit)
        page, number = ask(q="公开"), 0
        while following := re.search('href="([^"]+)" rel="next"', page):
            with django_assert_max_num_queries(4):
                page, number = _follow(ask, unescape(following[1])), number + 1
        assert number == 2


def test_another_towns_documents_are_not_found(town: Town, public_client: Client) -> None:
    factories.make_town("other")
    index(document(1, "隔壁镇的文件", town="other"))
    assert "没有找到" in public_client.get("/poli/search/", {"q": "隔壁"}).content.decode()
    assert "没有找到" in public_client.get("/other/search/", {"q": "公开"}).content.decode()


def suggested(client: Client, typed: str) -> list[dict[str, Any]]:
    answer = client.get("/poli/search/suggest/", {"q": typed})
    assert answer["Content-Type"] == "application/json"
    assert answer["Cache-Control"] == "public, max-age=60"
    found: list[dict[str, Any]] = json.loads(answer.content)["suggestions"]
    return found


def test_suggestions_lead_to_records(town: Town, public_client: Client) -> None:
    assert suggested(public_client, "泊政")[0] == {
        "text": NUMBER, "kind": "文号", "url": "records/plan/",
    }  # fmt: skip
    assert suggested(public_client, "政务公开工")[0]["kind"] == "标题"
    assert suggested(public_client, "") == []


def test_who_asks_too_often_waits(
    town: Town, public_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.portal.public.limiting._asked", lambda kind, address: 121)
    answer = public_client.get("/poli/search/", {"q": "公开"})
    assert answer.status_code == 429
    assert answer["Retry-After"] == "60"
    assert "请一分钟后再试" in answer.content.decode()
    assert public_client.get("/poli/search/suggest/").status_code == 200


def test_addresses_are_counted_each_for_itself(town: Town, public_client: Client) -> None:
    from gongkai.portal.public.limiting import _asked

    assert [_asked("search", "10.0.0.1") for _ in range(3)] == [1, 2, 3]
    assert _asked("search", "10.0.0.2") == 1
    assert _asked("suggest", "10.0.0.1") == 1


def test_other_methods_are_refused(town: Town, public_client: Client) -> None:
    assert public_client.post("/poli/search/", {"q": "公开"}).status_code == 405
