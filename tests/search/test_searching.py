"""What a page of hits shows: order, filters, marks, and sense for every kind of input."""

import pytest
from pytest_django import DjangoAssertNumQueries

from gongkai.search import counting, queries
from gongkai.search.asking import InvalidQueryError, read_query
from gongkai.search.engines import answers, engine
from gongkai.search.queries import count, keys, number_of, search
from gongkai.search.results import Piece
from search.factory import TOWN, corpus, document, index

pytestmark = pytest.mark.django_db
NUMBER = "国办公开办函〔2019〕61号"


def shown(pieces: tuple[Piece, ...]) -> str:
    """Pieces as text with the marks in brackets."""
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces)


def test_exact_number_then_heads_then_the_rest_each_newest_first() -> None:
    index(
        document(1, f"规范政府信息公开平台 {NUMBER}", numbers=(NUMBER,)),
        document(2, f"转发{NUMBER}的通知"),
        document(3, "通知", f"根据{NUMBER}要求"),
        document(4, f"学习{NUMBER}"),
        document(5, "简报", f"学习了{NUMBER}文件"),
    )
    found = search(TOWN, NUMBER)
    assert [hit.key for hit in found.hits] == [1, 4, 2, 5, 3]
    assert [hit.exact for hit in found.hits] == [True, False, False, False, False]
    assert found.total == 5


@pytest.mark.parametrize(
    "written",
    [
        "国办公开办函[2019]61号",
        "国办公开办函（2019）61号",
        "国办公开办函(２０１９)６１号",
        "国办公开办函 〔2019〕 61 号",
        "國辦公開辦函【2019】61號",
    ],
)
def test_number_with_other_brackets_and_wide_digits(written: str) -> None:
    index(document(1, "规范", numbers=(NUMBER,)), document(2, "国办公开办函", "2019 61"))
    assert search(TOWN, written).hits[0].key == 1
    assert search(TOWN, written).hits[0].exact


def test_several_words_must_all_be_there_in_any_part() -> None:
    index(
        document(1, "政务公开", "村务公示"),
        document(2, "政务公开", attachments="村务台账"),
        document(3, "政务公开"),
    )
    assert keys(TOWN, "政务 村务") == [2, 1]
    assert keys(TOWN, "“政务公开”　村务") == [2, 1]
    assert keys(TOWN, "政务村务") == []


def test_filters_and_facets() -> None:
    index(
        document(1, "公开", filters={"unit": "党政办", "year": "2023", "validity": "现行有效"}),
        document(2, "公开", filters={"unit": "党政办", "year": "2024", "validity": "已废止"}),
        document(3, "公开", filters={"unit": '"*:综合 中队(OR)', "year": "2024"}),
    )
    facets = search(TOWN, "公开").facets
    assert [(one.value, one.count) for one in facets["unit"]] == [
        ("党政办", 2),
        ('"*:综合 中队(OR)', 1),
    ]
    assert [(one.value, one.count) for one in facets["validity"]] == [
        ("已废止", 1),
        ("现行有效", 1),
    ]
    assert facets["field"] == ()
    assert keys(TOWN, "公开", {"unit": "党政办", "year": "2024"}) == [2]
    assert [hit.key for hit in search(TOWN, "", {"unit": '"*:综合 中队(OR)'}).hits] == [3]
    with pytest.raises(InvalidQueryError):
        search(TOWN, "公开", {"colour": "red"})


def test_facets_speak_of_the_newest_hits_and_say_of_how_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(counting, "FACET_HITS", 3)
    index(*(document(key, "公开", filters={"unit": f"{key}办"}) for key in range(1, 6)))
    found = search(TOWN, "公开")
    assert (found.total, found.facets_of) == (5, 3)
    assert [one.value for one in found.facets["unit"]] == ["3办", "4办", "5办"]
    assert search(TOWN, "公开", {"unit": "5办"}).facets_of == 1


def test_a_value_of_one_filter_is_none_of_another() -> None:
    index(document(1, "公开", filters={"unit": "2024", "validity": "有效"}))
    assert keys(TOWN, "公开", {"unit": "2024"}) == [1]
    assert keys(TOWN, "公开", {"year": "2024"}) == []
    assert keys(TOWN, "公开", {"field": "有效"}) == []


def test_snippet_is_the_original_text_with_marks() -> None:
    long = "前文。" * 60
    index(document(1, "證明事項告知承諾", f"{long}本鎮推行證明\n事項告知承諾制。{long}"))
    hit = search(TOWN, "证明").hits[0]
    assert shown(hit.title) == "[證明]事項告知承諾"
    assert "本鎮推行[證明] 事項" in shown(hit.snippet)
    assert shown(hit.snippet).startswith("…") and shown(hit.snippet).endswith("…")
    assert hit.place == "正文"


def test_marks_across_brackets_and_expanded_signs() -> None:
    index(
        document(1, "文件", "依据国办公开办函〔２０１９〕６１号。"), document(2, "面积", "共45㎡")
    )
    hit = search(TOWN, "函2019 61号").hits[0]
    assert shown(hit.snippet) == "依据国办公开办[函〔２０１９]〕[６１号]。"
    assert shown(search(TOWN, "45m2").hits[0].snippet) == "共[45㎡]"


def test_hit_in_an_attachment_says_so_even_far_down() -> None:
    index(
        document(1, "公告", "见附件", attachments="名单：养老补贴"),
        document(2, "公告", "见附件", attachments="空行\n" * 30_000 + "养老补贴发放表"),
    )
    hits = search(TOWN, "养老补贴").hits
    assert [(hit.key, hit.place) for hit in hits] == [(2, "附件"), (1, "附件")]
    assert "[养老补贴]" in shown(hits[0].snippet)


def test_one_character_is_looked_for_in_heads_only() -> None:
    index(document(1, "户厕改造", "正文"), document(2, "通知", "户厕改造"))
    found = search(TOWN, "厕")
    assert [hit.key for hit in found.hits] == [1]
    assert found.notes == (queries.SINGLE_NOTE,)
    assert shown(found.hits[0].title) == "户[厕]改造"


@pytest.mark.parametrize(
    ("query", "note"),
    [("", queries.EMPTY_NOTE), ("  　\n", queries.EMPTY_NOTE), ("《》！🎉", queries.SIGNS_NOTE)],
)
def test_nothing_to_look_for_is_answered_with_a_sentence(query: str, note: str) -> None:
    index(document(1, "政务公开"))
    found = search(TOWN, query)
    assert (found.notes, found.total, found.hits) == ((note,), 0, ())


def test_a_very_long_query_is_cut_with_a_sentence() -> None:
    text = "关于进一步做好基层政务公开工作的实施意见" * 5
    index(document(1, "意见", text))
    found = search(TOWN, text + "不在文中" * 5_000)
    assert found.notes == (queries.LONG_NOTE,)
    assert len(found.query) == 100
    assert found.total == 1


@pytest.mark.parametrize(
    "query",
    [
        "公开 NEAR 政务", 'NEAR("公开" 政务)', "公开*", "-公开", "^公开", "+公开", "head:公开",
        "head : 公开", "{head body}: 公开", "公开 OR 不存在", "公开 AND", "NOT 公开", '"公开',
        '公开"', '""', '"" OR ""', "'; DROP TABLE search_document; --", "公开' OR '1'='1",
        "公开%", "_公开_", "公开\\", "公开:*", "公开&!政务", "公开 <-> 政务", "(公开", "公开)",
        "\0公开", "公\ud800开", "%s", "%(x)s", "{0}",
    ],
)  # fmt: skip
def test_syntax_of_databases_is_plain_text(query: str) -> None:
    index(document(1, "政务公开", "near or and not head body drop table 政务"))
    index(document(2, "政务公开"))
    assert set(keys(TOWN, query)) <= {1, 2}
    search(TOWN, query)
    assert search(TOWN, "公开").total == 2


def test_operators_are_words_to_be_found() -> None:
    index(document(1, "NOT AND OR", "near"), document(2, "公开"))
    assert keys(TOWN, "NOT") == [1]
    assert keys(TOWN, "OR near") == [1]
    assert keys(TOWN, "公开 OR near") == []


def test_a_page_costs_few_statements(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    index(*corpus(100))
    with django_assert_max_num_queries(4):
        search(TOWN, "公开")
    with django_assert_max_num_queries(4):
        search(TOWN, "户厕", {"year": "2024"})
    with django_assert_max_num_queries(8):
        search(TOWN, "公开 不见踪影 户册改造")


def test_counts_stop_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "COUNT_LIMIT", 5)
    index(*(document(key, "政务公开") for key in range(1, 9)))
    found = search(TOWN, "公开")
    assert (found.total, found.capped, found.total_text) == (5, True, "5+")
    index(*(document(key, "村务公开") for key in range(11, 16)))
    found = search(TOWN, "村务")
    assert (found.total, found.capped, found.total_text) == (5, False, "5")


def test_rare_han_of_names_is_found() -> None:
    index(document(1, "𬬿镇王𬭩"), document(2, "王珍"))
    assert keys(TOWN, "王𬭩") == [1]
    assert keys(TOWN, "𬭩") == [1]


class TestWithoutHits:
    """A search without hits leads somewhere."""

    @pytest.fixture(autouse=True)
    def documents(self) -> None:
        index(
            document(1, "基层政务公开实施方案", "户厕改造补贴", filters={"year": "2024"}),
            document(2, "基层政务公开工作要点", "养老服务"),
        )

    def test_says_which_word_is_missing_and_offers_the_rest(self) -> None:
        found = search(TOWN, "政务公开 飞船").help
        assert found and found.missing == ("飞船",)
        assert found.fewer == ("政务公开",)

    def test_words_that_never_stand_together_are_offered_alone(self) -> None:
        found = search(TOWN, "户厕 养老").help
        assert found and found.missing == ()
        assert set(found.fewer) == {"户厕", "养老"}

    def test_a_long_question_is_cut_to_what_exists(self) -> None:
        found = search(TOWN, "请问户厕改造补贴怎么领").help
        assert found and found.fewer[0] == "户厕改造补贴"

    def test_a_typing_error_leads_to_the_word_of_the_site(self) -> None:
        for wrong in ("政物公开", "政务工开", "务政公开", "政务公公开"):
            found = search(TOWN, wrong).help
            assert found and found.similar[0] == "政务公开", wrong
        found = search(TOWN, "政物").help
        assert found and "政务" in found.similar

    def test_filters_that_leave_nothing_are_named(self) -> None:
        found = search(TOWN, "养老", {"year": "2024"}).help
        assert found and found.unfiltered

    def test_whatever_is_offered_has_hits(self) -> None:
        for query in ("飞船 火箭", "abc", "政务飞船公开", "2024年户厕", "方案要点补贴", "𬬿"):
            found = search(TOWN, query).help
            assert found
            assert all(search(TOWN, one).total for one in found.fewer + found.similar), query

    def test_with_hits_there_is_no_help(self) -> None:
        assert search(TOWN, "政务").help is None


class TestCounting:
    """Common words are counted block by block, rare ones at once, unproven ones by a sample."""

    @pytest.fixture
    def many(self) -> None:
        """Documents over several blocks of 4,096, every third with another order of words."""
        index(
            *(
                document(key, f"第{key}件", "方案实施。实施方向" if key % 3 else "实施方案")
                for key in [*range(1, 60), *range(5_000, 5_060), *range(20_000, 20_060)]
            )
        )

    @pytest.mark.parametrize(
        ("query", "expected"),
        [("实施", 179), ("实施方案", 59), ("方案实施", 120), ("第20059件", 1), ("麒麟", 0)],
    )
    def test_over_blocks(self, many: None, query: str, expected: int) -> None:
        assert count(TOWN, query) == len(keys(TOWN, query)) == expected

    def test_with_a_low_limit_the_count_stops(
        self, many: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("gongkai.search.counting.COUNT_LIMIT", 20)
        assert [count(TOWN, word) for word in ("实施", "实施方案", "方案实施")] == [21, 21, 21]

    @pytest.mark.parametrize("shown", [1, 30, 70])
    @pytest.mark.parametrize(
        "query", ["实施", "实施方案", "方案实施方", "第20059件", "件 方案", "麒麟"]
    )
    def test_count_and_newest_in_one_are_those_asked_for_one_by_one(
        self, many: None, query: str, shown: int
    ) -> None:
        asked = read_query(query, None).asked(number_of(TOWN) or 0)
        rows = answers(engine().found(asked, shown, 100))
        newest = [identity for (identity,) in answers(engine().anywhere(asked, shown))]
        assert [n for n, _ in rows if n is not None] == [answers(engine().count(asked, 100))[0][0]]
        assert sorted((i for _, i in rows if i is not None), reverse=True) == newest
