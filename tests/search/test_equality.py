"""What is found is exactly what plain substring search finds in the folded text."""

import pytest
from django.db import DataError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.search.asking import InvalidQueryError, read_query
from gongkai.search.document import KEY_BITS
from gongkai.search.engines import Statement, engine
from gongkai.search.queries import PAGE, count, keys, number_of, rows_of_page, search
from search.factory import TOWN, Truth, corpus, document, index, queries

pytestmark = pytest.mark.django_db
PIECES = "公开政府信息年号第条月 。、〔〕201961aB5Ｇ２開 \n"


def test_hundreds_of_texts_and_words() -> None:
    documents = corpus(300)
    index(*documents)
    truth = Truth(documents)
    asked = [one for one in dict.fromkeys(queries(documents, 250)) if '"' not in one]
    differing = [one for one in asked if keys(TOWN, one) != truth(one.split())]
    assert not differing
    assert [count(TOWN, one) for one in asked] == [len(truth(one.split())) for one in asked]
    assert sum(bool(truth(one.split())) for one in asked) > 150


def test_words_quoted_are_found_as_they_stand() -> None:
    documents = corpus(200, seed=7)
    index(*documents)
    truth = Truth(documents)
    for word in queries(documents, 80, seed=8):
        plain = word.replace('"', "").strip()
        assert keys(TOWN, f"“{plain}”") == truth([plain]), plain


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    texts=st.lists(st.text(PIECES, max_size=12), min_size=1, max_size=6),
    words=st.lists(st.text(PIECES, min_size=1, max_size=5), min_size=1, max_size=3),
)
def test_any_small_text(texts: list[str], words: list[str]) -> None:
    from gongkai.search.models import SearchDocument, SearchText

    SearchDocument.objects.all().delete()
    SearchText.objects.all().delete()
    documents = [document(key, text[:3], text[3:]) for key, text in enumerate(texts, 1)]
    index(*documents)
    query = " ".join(words)
    expected = Truth(documents)(query.split())
    assert keys(TOWN, query) == expected
    assert search(TOWN, query).total == len(expected) == count(TOWN, query)


def test_pages_walk_through_all_hits_once_in_order() -> None:
    documents = corpus(120, seed=3)
    index(*documents)
    seen, page = [], ""
    while True:
        results = search(TOWN, "公开", page=page)
        seen.extend(hit.key for hit in results.hits)
        page = results.next_page
        if not page:
            break
    expected = Truth(documents)(["公开"])
    assert sorted(seen, reverse=True) == expected
    in_head = [one.key for one in documents if "公开" in one.head]
    assert seen[: len(in_head)] == sorted(in_head, reverse=True)
    assert seen[len(in_head) :] == sorted(set(expected) - set(in_head), reverse=True)


def test_the_first_page_is_the_one_asked_for_place_by_place() -> None:
    """It is taken from the newest hits; how many of these have the words in their head varies."""
    documents = corpus(300, seed=5)
    index(*documents)
    number = number_of(TOWN)
    assert number is not None
    asked = [*queries(documents, 60, seed=6), "公开", "政务公开", "通知 公开"]
    asked.append(documents[40].numbers[0])
    lengths = set()
    for words in asked:
        if not read_query(words, None).phrases:
            continue
        rows = rows_of_page(read_query(words, None).asked(number))
        assert [hit.key for hit in search(TOWN, words).hits] == [
            row.id & (1 << KEY_BITS) - 1 for row in rows[:PAGE]
        ], words
        lengths.add(sum(row.place == 1 for row in rows))
    assert {0, PAGE + 1} < lengths


@pytest.mark.parametrize("page", ["x", "1", "3-4", "1--4", "1-" + "9" * 30, "1-²"])
def test_a_page_that_never_was_is_refused(page: str) -> None:
    with pytest.raises(InvalidQueryError):
        search(TOWN, "公开", page=page)


@pytest.mark.postgresql
def test_where_heads_fill_a_page_nothing_is_looked_for_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of a word that is in every head it would be looked for in every document there is."""
    index(*(document(key, "通知") for key in range(1, 31)), document(40, "简报", "通知"))

    def fails(*given: object) -> Statement:
        return Statement("SELECT id FROM search_document WHERE 1 / (id - id) = 1 LIMIT %s", [11])

    monkeypatch.setattr(type(engine()), "elsewhere", fails)
    asked = read_query("通知", None).asked(number_of(TOWN) or 0)
    assert len(rows_of_page(asked)) == len(rows_of_page(asked, (1, asked.low + 30))) == PAGE + 1
    with pytest.raises(DataError):
        rows_of_page(asked, (1, asked.low + 5))


def test_a_page_behind_all_heads_of_words_looked_for_in_heads_alone_is_empty() -> None:
    index(document(1, "户厕改造", filters={"year": "2024"}))
    assert search(TOWN, "厕", page="2-5").hits == ()
    assert search(TOWN, "", {"year": "2024"}, page="2-5").hits == ()


def test_long_phrases_are_found_as_they_stand() -> None:
    """Also where their pieces stand apart, in another order, or in another part of the text."""
    sentence = "关于印发二〇二四年度农村危房改造补助资金发放实施方案的通知"
    half = len(sentence) // 2
    index(
        document(1, "别的标题", f"前言。{sentence}。"),
        document(2, sentence),
        document(3, "别的标题", sentence[half:] + "，" + sentence[:half]),
        document(4, sentence[:half], sentence[half:]),
        document(5, "别的标题", sentence[:half] + "。" + sentence[half:]),
        document(6, sentence, sentence),
    )
    assert keys(TOWN, sentence) == [6, 2, 1]
    assert count(TOWN, sentence) == 3
    hits = search(TOWN, sentence).hits
    assert [hit.key for hit in hits] == [6, 2, 1]
    assert [hit.key for hit in search(TOWN, f"{sentence} 标题").hits] == [1]
