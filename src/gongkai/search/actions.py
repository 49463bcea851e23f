"""Writing the index, in the transaction of the act that makes something public or takes it down.

These are no acts of a person, so nothing here asks for permission: the release or the withdrawal
that calls has done so.
"""

import re
from collections.abc import Iterable
from datetime import date
from itertools import islice
from typing import Final

from django.db import connection, transaction
from django.db.models import F

from gongkai.rules.detectors import scan
from gongkai.search.document import KEY_BITS, Document
from gongkai.search.engines import Statement, engine
from gongkai.search.folding import fold
from gongkai.search.models import DemandTerm, SearchDocument, SearchText, SearchTown, Word

BATCH: Final = 200
DEMAND_LIMIT: Final = 2_000
DEMAND_LENGTH: Final = 40
# A number of a person or a telephone, perhaps mistyped so that no check digit gives it away.
_LONG_NUMBER: Final = re.compile(r"\d{6}")


class OutsideTransactionError(RuntimeError):
    """The index was to be written outside the change that it follows."""


def put(document: Document) -> None:
    """Index ``document``, or replace the one with its town and key. Three statements.

    Needs the open transaction of the act, so that record and index commit together. The first
    document of a town costs a fourth statement.
    """
    _inside()
    town = _town(document.town)
    for statement in engine().put(_identity(town, document.key), town, document):
        _run(statement)


def put_many(documents: Iterable[Document]) -> int:
    """Index many documents, for a rebuild; returns how many. Call ``tidy`` afterwards."""
    _inside()
    count = 0
    towns: dict[str, int] = {}
    remaining = iter(documents)
    while batch := list(islice(remaining, BATCH)):
        for document in batch:
            if document.town not in towns:
                towns[document.town] = _town(document.town)
        _put_batch(batch, towns)
        count += len(batch)
    return count


def _put_batch(batch: list[Document], towns: dict[str, int]) -> None:
    both = [
        engine().put(_identity(towns[one.town], one.key), towns[one.town], one) for one in batch
    ]
    with connection.cursor() as cursor:
        for which in (0, 1):
            cursor.executemany(both[0][which].sql, [each[which].params for each in both])


def remove(town: str, key: int) -> None:
    """Take a document out of the index, with every token of it. Without it, nothing happens.

    Two statements, and on PostgreSQL one more, in the transaction of the act.
    """
    _inside()
    _wait_for_rebuild(town)
    identity = "(SELECT id FROM search_town WHERE slug = %s) * CAST(%s AS bigint) + %s"
    for table in ("search_document", "search_text"):
        sql = f"DELETE FROM {table} WHERE id = {identity}"  # noqa: S608
        _run(Statement(sql, [town, 1 << KEY_BITS, key]))


def clear(town: str) -> None:
    """Empty the index of a town, before a rebuild in the same transaction."""
    _inside()
    number = _town(town)
    _wait_for_rebuild(town)
    first, last = _identity(number, 0), _identity(number + 1, 0) - 1
    SearchDocument.objects.filter(id__range=(first, last)).delete()
    SearchText.objects.filter(id__range=(first, last)).delete()


def tidy() -> None:
    """Merge and measure what was written; after many documents, or once a night."""
    with connection.cursor() as cursor:
        for sql in engine().tidy():
            cursor.execute(sql)


def offer_words(town: str, words: Iterable[str]) -> None:
    """Make ``words`` the ones that are offered while typing, instead of the former ones.

    For names of catalogue items; at most 200 characters each. In the transaction of the act.
    """
    _inside()
    rows = [
        Word(town=town, text=text, folded=fold(text)[:400])
        for text in dict.fromkeys(" ".join(word.split()) for word in words)
        if text and len(text) <= 200
    ]
    Word.objects.filter(town=town).delete()
    Word.objects.bulk_create(rows)


@transaction.atomic
def note_missing(town: str, query: str, day: date) -> bool:
    """Count a query that found nothing; returns whether it was kept.

    Not kept: what is longer than 40 characters, what holds six digits in a row, and what a scan
    flags as personal or secret. At most 2,000 terms per town: a new one takes the place of the
    one asked least and longest ago.
    """
    folded = fold(query)
    if not folded or len(folded) > DEMAND_LENGTH or _LONG_NUMBER.search(folded):
        return False
    if scan(query, day) or scan(folded, day):
        return False
    same = DemandTerm.objects.filter(town=town, folded=folded)
    if same.update(count=F("count") + 1, last_day=day):
        return True
    kept = DemandTerm.objects.filter(town=town)
    if kept.count() >= DEMAND_LIMIT:
        least = kept.order_by("count", "last_day", "id").values("id")[:1]
        DemandTerm.objects.filter(id__in=[row["id"] for row in least]).delete()
    term = DemandTerm(town=town, folded=folded, last_day=day)
    DemandTerm.objects.bulk_create([term], ignore_conflicts=True)
    return True


def _wait_for_rebuild(town: str) -> None:
    """Hold the index of a town: who takes a document out waits until a rebuild is written.

    Else the removal would wait for the row that the rebuild deletes, not see the one that it
    writes, and what was taken down could be found for good. SQLite has one writer anyway.
    """
    if connection.features.has_select_for_update:
        list(SearchTown.objects.select_for_update().filter(slug=town).values_list("id"))


def _inside() -> None:
    if not connection.in_atomic_block:
        raise OutsideTransactionError


def _identity(town: int, key: int) -> int:
    return (town << KEY_BITS) + key


def _town(slug: str) -> int:
    known = SearchTown.objects.filter(slug=slug).values_list("id", flat=True).first()
    return known or SearchTown.objects.get_or_create(slug=slug)[0].id


def _run(statement: Statement) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, statement.params)
