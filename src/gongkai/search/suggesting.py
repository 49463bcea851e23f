"""What is offered while somebody types: item names, numbers, titles."""

from dataclasses import replace
from typing import Final

from django.db import connection

from gongkai.search.asking import read_query
from gongkai.search.cutting import Phrase, phrase
from gongkai.search.document import pad
from gongkai.search.engines import engine
from gongkai.search.folding import fold, is_han
from gongkai.search.models import SearchDocument, Word
from gongkai.search.queries import number_of
from gongkai.search.results import Suggestion

MOST: Final = 8
_LOOKED_AT: Final = 40


def suggest(town: str, typed: str) -> list[Suggestion]:
    """At most eight completions of what was typed; none for what is empty or only signs.

    Names of items that begin with it, then numbers and titles of the newest documents that hold
    it in their head, those that begin with it first. Three statements.
    """
    folded = fold(read_query(typed).text)
    if not folded:
        return []
    found = _words(town, folded) + _heads(town, folded)
    return list({one.text: one for one in reversed(found)}.values())[::-1][:MOST]


def _words(town: str, folded: str) -> list[Suggestion]:
    # Not as a range: in the order of zh_CN the last sign of Unicode, where one would end, is none.
    near = Word.objects.filter(town=town, folded__startswith=folded)
    texts = near.order_by("folded").values_list("text", flat=True)[:MOST]
    return [Suggestion(text, "事项") for text in texts]


def _heads(town: str, folded: str) -> list[Suggestion]:
    number = number_of(town)
    if number is None:
        return []
    asked = replace(read_query("").asked(number), phrases=(_beginning(folded),))
    statement = engine().in_head(asked, _LOOKED_AT)
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, statement.params)
        identities = [row[0] for row in cursor.fetchall()]
    documents = SearchDocument.objects.filter(id__in=identities).order_by("-id")
    offered = [
        suggestion
        for document in documents.only("title", "numbers", "url")
        for suggestion in _of_document(document, folded)
    ]
    return sorted(offered, key=lambda one: not fold(one.text).startswith(folded))


def _of_document(document: SearchDocument, folded: str) -> list[Suggestion]:
    """The numbers that hold what is typed, and else the title if it does."""
    pattern = _beginning(folded).pattern
    numbers = [one for one in document.numbers.split("\n") if one and pattern in pad(one)]
    if numbers:
        return [Suggestion(number, "文号", document.url) for number in numbers]
    if pattern in pad(document.title):
        return [Suggestion(document.title, "标题", document.url)]
    return []


def _beginning(folded: str) -> Phrase:
    """What is typed so far; its last run may be unfinished."""
    wanted = phrase(folded)
    return wanted if is_han(folded[-1]) else replace(wanted, open_end=True)
