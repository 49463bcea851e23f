"""What is offered while typing, what was not found, and the command."""

import json
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from gongkai.search import actions
from gongkai.search.models import DemandTerm
from gongkai.search.queries import demand
from gongkai.search.suggesting import suggest
from search.factory import TOWN, corpus, document, index

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


def offered(typed: str) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in suggest(TOWN, typed)]


def test_items_numbers_and_titles(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    index(
        document(1, "转发政务公开要点", title="转发政务公开要点"),
        document(2, "政务公开方案", numbers=("泊政发〔2024〕12号",)),
        document(3, "通知", "政务公开"),
    )
    actions.offer_words(TOWN, ["政务公开专栏", "养老服务", "政务公开专栏"])
    with django_assert_num_queries(4):
        assert offered("政务公") == [
            ("事项", "政务公开专栏"),
            ("标题", "政务公开方案"),
            ("标题", "转发政务公开要点"),
        ]
    assert offered("政")[0] == ("事项", "政务公开专栏")
    assert offered("泊政发[20") == [("文号", "泊政发〔2024〕12号")]
    assert offered("泊政发(2024)1") == [("文号", "泊政发〔2024〕12号")]
    for nothing in ("", "《", "飞船", "%", "政务公开方案的"):
        assert offered(nothing) == []
    actions.offer_words(TOWN, [])
    assert offered("养") == []


def test_words_of_another_town_are_neither_offered_nor_replaced() -> None:
    actions.offer_words("other", ["养老服务"])
    actions.offer_words(TOWN, ["养老补贴"])
    assert offered("养老") == [("事项", "养老补贴")]
    assert [one.text for one in suggest("other", "养老")] == ["养老服务"]


def test_at_most_eight() -> None:
    index(*corpus(50))
    assert len(suggest(TOWN, "泊政发")) == 8


class TestDemand:
    """Queries without hits are kept without personal data (F07)."""

    def test_counted_by_folded_words_and_day(self) -> None:
        assert actions.note_missing(TOWN, "飛船 票價", DAY)
        assert actions.note_missing(TOWN, "飞船，票价", DAY + timedelta(days=1))
        assert actions.note_missing(TOWN, "火箭", DAY)
        assert [(one.folded, one.count, one.last_day) for one in demand(TOWN)] == [
            ("飞船 票价", 2, DAY + timedelta(days=1)),
            ("火箭", 1, DAY),
        ]
        assert demand("other") == []

    @pytest.mark.parametrize(
        "query",
        ["", "！！", "身份证号370211199001011233", "370211199001011233", "１３８１２３４５６７８",
         "138-1234-5678", "someone@example.com", "字" * 41],
    )  # fmt: skip
    def test_personal_long_or_empty_is_not_kept(self, query: str) -> None:
        assert not actions.note_missing(TOWN, query, DAY)
        assert not DemandTerm.objects.exists()

    def test_at_most_so_many_a_town(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(actions, "DEMAND_LIMIT", 3)
        for word in ("飞船", "飞船", "火箭", "卫星", "航母"):
            actions.note_missing(TOWN, word, DAY)
        assert {one.folded for one in demand(TOWN)} == {"飞船", "卫星", "航母"}
        actions.note_missing("other", "灯塔", DAY)
        assert {one.folded for one in demand("other")} == {"灯塔"}
        assert len(demand(TOWN)) == 3


class TestCommand:
    """``gongkai search``."""

    def test_json_and_table(self, capsys: pytest.CaptureFixture[str]) -> None:
        index(document(1, "政务公开方案", "正文里的公开", numbers=("泊〔2024〕1号",)))
        call_command("search", "公开", "--json", "--town", TOWN)
        found = json.loads(capsys.readouterr().out)
        assert found["total"] == 1
        assert found["hits"][0]["url"] == "/1.html"
        assert found["hits"][0]["snippet"][1] == {"text": "公开", "marked": True}
        call_command("search", "公开")
        table = capsys.readouterr().out
        assert "共1条" in table and "【公开】" in table and "泊〔2024〕1号" in table

    def test_without_hits(self, capsys: pytest.CaptureFixture[str]) -> None:
        index(document(1, "政务公开方案"))
        call_command("search", "政务公开 飞船")
        assert "没有信息提到：飞船" in capsys.readouterr().out

    def test_wrong_use(self) -> None:
        index(document(1, "公开"), document(1, "公开", town="other"))
        with pytest.raises(CommandError, match="--town"):
            call_command("search", "公开")
        with pytest.raises(CommandError, match="没有标识为nowhere的镇"):
            call_command("search", "公开", "--town", "nowhere")
        with pytest.raises(CommandError, match="第一页"):
            call_command("search", "公开", "--town", TOWN, "--page", "x")
