"""Putting and removing: with the act, in few statements, and without a trace."""

import threading

import pytest
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from gongkai.search import actions
from gongkai.search.document import Document, InvalidDocumentError
from gongkai.search.models import SearchDocument, SearchText
from gongkai.search.queries import count, keys, search
from search.factory import TOWN, corpus, document, index


@pytest.mark.django_db
def test_put_costs_three_statements_and_remove_two_or_three(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    actions.put(document(1, "第一件"))
    with django_assert_num_queries(3):
        actions.put(document(2, "政务公开", "正文"))
    with django_assert_num_queries(3):
        actions.put(document(2, "政务公开", "改过的正文"))
    with django_assert_num_queries(3 if connection.vendor == "postgresql" else 2):
        actions.remove(TOWN, 2)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_written() -> None:
    for act in (
        lambda: actions.put(document(1, "公开")),
        lambda: actions.remove(TOWN, 1),
        lambda: actions.clear(TOWN),
        lambda: actions.offer_words(TOWN, ["公开"]),
    ):
        with pytest.raises(actions.OutsideTransactionError):
            act()


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_the_index_as_it_was() -> None:
    index(document(1, "政务公开"))
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.remove(TOWN, 1)
        actions.put(document(2, "政务公开"))
        raise RuntimeError
    assert keys(TOWN, "公开") == [1]


@pytest.mark.django_db
def test_same_key_again_replaces_text_filters_and_numbers() -> None:
    index(document(1, "旧标题", "旧正文", numbers=("旧〔2020〕1号",), filters={"unit": "旧办"}))
    index(document(1, "新标题", "新正文", numbers=("新〔2021〕2号",), filters={"unit": "新办"}))
    for gone in ("旧标题", "旧正文", "旧〔2020〕1号"):
        assert keys(TOWN, gone) == []
    assert keys(TOWN, "", {"unit": "旧办"}) == []
    for there in ("新标题", "新正文", "新〔2021〕2号"):
        assert keys(TOWN, there) == [1]
    assert search(TOWN, "", {"unit": "新办"}).total == 1


@pytest.mark.django_db
def test_removed_is_found_by_nothing_any_more() -> None:
    documents = corpus(60)
    index(*documents)
    for one in documents[:-1]:
        actions.remove(TOWN, one.key)
    last = documents[-1]
    assert keys(TOWN, "泊政发") == [last.key]
    facets = search(TOWN, "泊政发").facets
    assert [facet.count for facet in facets["unit"]] == [1]
    actions.remove(TOWN, last.key)
    actions.remove(TOWN, last.key)
    for word in ("公开", "政府", "泊政发", "号", "2024", last.numbers[0]):
        assert search(TOWN, word).total == 0
    assert search(TOWN, "", {"unit": last.filters["unit"]}).facets["unit"] == ()
    assert not SearchDocument.objects.exists() and not SearchText.objects.exists()
    assert _tokens_left() == 0


def _tokens_left() -> int:
    """Distinct tokens that the indexes still hold."""
    if connection.vendor == "postgresql":
        return 0
    with connection.cursor() as cursor:
        left = 0
        for name in ("search_grams", "search_heads"):
            cursor.execute(
                f"CREATE VIRTUAL TABLE temp.{name}_vocab USING fts5vocab(main, {name}, row)"
            )
            cursor.execute(f"SELECT count(*) FROM {name}_vocab")
            left += cursor.fetchone()[0]
            cursor.execute(f"DROP TABLE temp.{name}_vocab")
            cursor.execute(f"INSERT INTO {name}({name}) VALUES ('integrity-check')")
    return left


@pytest.mark.django_db
def test_index_survives_a_tidy_and_a_rebuild() -> None:
    documents = corpus(30)
    index(*documents, document(1, "别处", town="elsewhere"))
    before = keys(TOWN, "公开")
    actions.tidy()
    assert keys(TOWN, "公开") == before
    actions.clear(TOWN)
    assert keys(TOWN, "公开") == []
    assert keys("elsewhere", "别处") == [1]
    assert actions.put_many(iter(reversed(documents))) == 30
    assert keys(TOWN, "公开") == before


@pytest.mark.django_db
def test_towns_do_not_see_each_other() -> None:
    index(
        document(5, "政务公开", numbers=("泊〔2024〕1号",)),
        document(5, "政务公开", town="other", numbers=("泊〔2024〕1号",)),
        document(6, "政务公开", town="other"),
    )
    assert keys(TOWN, "公开") == [5]
    assert keys("other", "公开") == [6, 5]
    assert search(TOWN, "泊〔2024〕1号").total == 1
    actions.remove(TOWN, 5)
    assert keys("other", "公开") == [6, 5]
    assert search("nowhere", "公开").total == 0


@pytest.mark.django_db
def test_texts_of_unusual_size_and_content_are_found_whole() -> None:
    numbers = " ".join(f"编号{number:012d}" for number in range(80_000))
    index(
        document(1, "登记表", numbers + "末尾文字", attachments="x" * 5_000),
        document(2, "坏字符\0", "半个\ud800字\0符", title="坏\udfff字"),
        document(3, "普通", "末尾没有"),
    )
    assert keys(TOWN, "末尾文字") == [1]
    assert keys(TOWN, "末尾") == [3, 1]
    assert keys(TOWN, "000000079999") == [1]
    assert keys(TOWN, "普通") == [3]
    assert keys(TOWN, "半个") == [2]
    assert keys(TOWN, "x" * 90) == []


@pytest.mark.parametrize(
    "wrong",
    [{"key": -1}, {"key": 1 << 40}, {"filters": {"colour": "red"}}, {"head": "字" * 4_001}],
)
def test_a_document_that_does_not_fit_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidDocumentError):
        document(**({"key": 1, "head": "公开"} | wrong))  # type: ignore[arg-type]


@pytest.mark.django_db(transaction=True)
def test_a_reader_sees_all_or_nothing_while_documents_are_put() -> None:
    index(document(1, "政务公开"))
    written, looked = threading.Event(), threading.Event()

    def write() -> None:
        try:
            with transaction.atomic():
                actions.put_many(_more())
                written.set()
                looked.wait(60)
        finally:
            written.set()
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    assert written.wait(60)
    assert count(TOWN, "公开") == 1
    assert search(TOWN, "公开").total == 1
    looked.set()
    writer.join(60)
    assert count(TOWN, "公开") == 21


def _more() -> list[Document]:
    return [document(key, "政务公开", "正文") for key in range(2, 22)]
