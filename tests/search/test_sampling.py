"""A count that a hundred documents tell: never more sure than it says, and the same as counted."""

from collections import Counter
from math import comb

import pytest
from pytest_django import DjangoAssertNumQueries

from gongkai.search import counting, sampling
from gongkai.search.actions import remove
from gongkai.search.asking import read_query
from gongkai.search.engines import Asked, Statement, answers, engine
from gongkai.search.queries import count, number_of, search
from search.factory import TOWN, Truth, corpus, document, index, queries


def tail(hits: int, number: int, share: float) -> float:
    """The chance of as many hits."""
    return sum(
        comb(number, k) * share**k * (1 - share) ** (number - k) for k in range(hits, number + 1)
    )


@pytest.mark.once
@pytest.mark.parametrize("places", [13_500, 20_000, 50_000, 200_000, 1_000_000, 40_000_000])
def test_chance_shows_as_many_hits_once_in_a_trillion_at_most(places: int) -> None:
    least = sampling.Drawn(tuple(range(100)), places).enough(10_000)
    assert least is not None
    assert tail(least, 100, 10_000 / places) < 1e-12
    assert tail(least - 5, 100, 10_000 / places) > 1e-12


@pytest.mark.once
@pytest.mark.parametrize("places", [1, 9_999, 10_000, 10_001, 13_000])
def test_where_nearly_all_would_have_to_hold_it_nothing_is_sure(places: int) -> None:
    assert sampling.Drawn(tuple(range(100)), places).enough(10_000) is None


@pytest.mark.django_db
class TestDrawn:
    @pytest.fixture(autouse=True)
    def few_are_enough(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sampling, "LEAST", 150)
        monkeypatch.setattr(counting, "COUNT_LIMIT", 20)

    def asked(self, query: str, **filters: str) -> Asked:
        return read_query(query, filters).asked(number_of(TOWN) or 0)

    def test_places_are_the_same_for_an_hour_and_asked_for_once(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        index(*(document(key, "公开") for key in (7, 500)))
        span = self.asked("")
        with django_assert_num_queries(1):
            first = sampling.drawn(span.low, span.high)
        index(document(900, "公开"))
        with django_assert_num_queries(0):
            assert sampling.drawn(span.low, span.high) == first
        assert first is not None
        assert len(set(first.identities)) == sampling.DRAWN
        assert span.low + 7 <= min(first.identities) < max(first.identities) <= span.low + 500

    def test_few_documents_are_counted(self) -> None:
        index(document(1, "公开"), document(150, "公开"))
        span = self.asked("")
        assert sampling.drawn(span.low, span.high) is not None
        index(document(1, "公开", town="other"), document(149, "公开", town="other"))
        other = read_query("公开").asked(number_of("other") or 0)
        assert sampling.drawn(other.low, other.high) is None
        assert count("other", "公开") == 2

    def test_counts_are_those_of_truth(self) -> None:
        documents = corpus(200)
        index(*documents)
        truth = Truth(documents)
        for words in ["公开", "政务公开", "公开 工作", "的", *queries(documents, 15)]:
            found = len(truth(words.split()))
            assert count(TOWN, words) == min(found, 21), words

    def test_looking_into_documents_finds_what_the_index_finds(self) -> None:
        documents = corpus(60)
        index(*documents)
        for words in ["公开", "政府信息", "2024年", "标准化规范化工作", *queries(documents, 10)]:
            for filters in ({}, {"year": "2024"}, {"year": "2024", "unit": "城建 中心"}):
                asked = self.asked(words, **filters)
                if asked.heads_only:
                    continue
                found = answers(engine().anywhere(asked, 60))
                held = engine().holding(asked, [asked.low + key for key in range(1, 61, 2)])
                wanted = sum(identity % 2 for (identity,) in found)
                assert len(answers(held)) == wanted, words

    def test_a_word_in_nearly_every_document_is_not_counted(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        index(*(document(key, "政务公开", "户厕" * (key == 3)) for key in range(1, 201)))
        assert count(TOWN, "户厕") == 1

        def never(*given: object) -> Statement:
            return Statement("SELECT -1 AS n", [])

        monkeypatch.setattr(type(engine()), "count", never)
        assert count(TOWN, "政务公开") == 21
        assert count(TOWN, "户厕") == count(TOWN, "户厕改造") == -1

    def test_those_drawn_say_how_the_hits_are_spread(self) -> None:
        """Over all years, where the newest would be of one; and truly they are those drawn."""
        years = {key: str(2019 + key % 5 * (key < 150)) for key in range(1, 201)}
        index(*(document(key, "政务公开", filters={"year": years[key]}) for key in years))
        found = search(TOWN, "政务公开")
        assert (found.total, found.capped, found.facets_by_lot) == (20, True, True)
        span = self.asked("政务公开")
        places = sampling.drawn(span.low, span.high)
        assert places is not None
        drawn = Counter(years[identity - span.low] for identity in places.identities)
        assert {one.value: one.count for one in found.facets["year"]} == drawn
        assert found.facets_of == sampling.DRAWN
        assert [hit.key for hit in found.hits] == list(range(200, 190, -1))

    def test_where_few_of_those_drawn_hold_the_words_the_newest_say_it(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(counting, "FACET_HITS", 30)
        index(*(document(key, "简报") for key in range(1, 201)))
        span = self.asked("政务公开")
        places = sampling.drawn(span.low, span.high)
        assert places is not None
        index(*(document(one - span.low, "政务公开") for one in places.identities[:45]))

        def never(*given: object) -> Statement:
            raise AssertionError("it is told by those drawn, and nothing is counted")

        for name in ("count", "found"):
            monkeypatch.setattr(type(engine()), name, never)
        found = search(TOWN, "政务公开")
        assert (found.total, found.capped, found.facets_by_lot) == (20, True, False)
        assert found.facets_of == 30

    def test_as_many_of_those_drawn_as_may_come_by_chance_tell_nothing(self) -> None:
        """All twenty that hold the word are among them."""
        index(*(document(key, "简报") for key in range(1, 201)))
        span = self.asked("政务公开")
        places = sampling.drawn(span.low, span.high)
        assert places is not None
        index(*(document(one - span.low, "政务公开") for one in places.identities[:20]))
        found = search(TOWN, "政务公开")
        assert (found.total, found.capped) == (20, False)
        assert count(TOWN, "政务公开") == 20

    def test_of_a_single_character_nothing_is_told_by_texts(self) -> None:
        """It is looked for in heads alone."""
        heads = {key: "厕" if key < 4 else "简报" for key in range(1, 201)}
        index(*(document(key, head, "户厕改造") for key, head in heads.items()))
        assert count(TOWN, "厕") == search(TOWN, "厕").total == 3

    def test_what_went_is_not_looked_at(self) -> None:
        index(*(document(key, "政务公开") for key in range(1, 201)))
        assert count(TOWN, "政务公开") == 21
        for key in range(1, 196):
            remove(TOWN, key)
        assert count(TOWN, "政务公开") == 5
