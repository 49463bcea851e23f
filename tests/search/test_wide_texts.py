"""PostgreSQL: texts that have more tokens than a document can hold are found like others."""

import pytest

from gongkai.search.asking import read_query
from gongkai.search.engines import Statement, answers, engine, postgresql
from gongkai.search.queries import count, keys, number_of
from search.factory import TOWN, Truth, corpus, index, queries

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def test_whatever_is_asked_is_found_as_by_substring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some texts have tokens of two characters alone, some have none."""
    documents = corpus(90, seed=11)
    index(*documents[:60])
    monkeypatch.setattr(postgresql, "_ROOM", 1_500)
    index(*documents[60:80])
    monkeypatch.setattr(postgresql, "_ROOM", 10)
    index(*documents[80:])
    wide = Statement("SELECT count(*) FROM search_text WHERE wide", [])
    assert answers(wide)[0][0] > 15
    truth = Truth(documents)
    for words in ["公开", "政务公开", "政府信息公开工作", "公开 工作", *queries(documents, 40)]:
        asked = read_query(words, None).asked(number_of(TOWN) or 0)
        if not asked.phrases:
            continue
        wanted = truth(words.split())
        assert keys(TOWN, words) == wanted, words
        assert count(TOWN, words) == len(wanted), words
        found = answers(engine().found(asked, 20, 1_000))
        assert [n for n, _ in found if n is not None] == [len(wanted)], words
        newest = sorted((i - asked.low for _, i in found if i is not None), reverse=True)
        assert newest == wanted[:20], words
