"""Search among many documents: against LIKE, against tantivy, against plain substring truth.

    python bench/search.py --sizes 20000 200000 1000000 --texts FOLDER --keep FOLDER

Held: what is found equals exact substring search on folded text for every query; an ordered first
page at p99 within 250 ms; from 200,000 documents a count at least 100 times faster than LIKE.
Without ``--texts`` the text is generated. PostgreSQL is measured in the same run if one is there.

With ``--keep`` the SQLite index stays in that folder and is used again; so does a database of your
own, named in GONGKAI_DATABASE, with ``--engine postgresql``. Times are on the wall where nothing
else is said; the ratio to LIKE is one of processor times, one process each.
"""

import argparse
import itertools
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from os import cpu_count
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from _clock import Spent, percentile, spread, timed
from _cold import first_touch
from _like import against_like
from _official import COLUMNS, FIELDS, UNITS, from_folder, generated
from _tantivy import Case, against_tantivy

ROOT = Path(__file__).resolve().parent.parent
TOWN = "bench"
PAGE_MS = 250.0
LIKE_RATIO = 100.0
LIKE_FROM = 200_000
INSERTS = 100
SEED = 20_261_123


def prepare(folder: str) -> None:
    """A database with nothing but search in it; empty, unless it was kept."""
    os.environ.update(GONGKAI_DATA=folder, DJANGO_SETTINGS_MODULE="gongkai.settings.test")
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    if connection.vendor == "sqlite":
        settings.DATABASES["default"]["NAME"] = f"{folder}/bench.sqlite3"
        connection.settings_dict["NAME"] = f"{folder}/bench.sqlite3"
    call_command("migrate", "search", verbosity=0)


def documents(texts: Iterator[tuple[str, str]], first: int) -> Iterator[Any]:
    """Documents from key ``first`` on, with numbers and filters."""
    from gongkai.search.document import Document

    for key in itertools.count(first):
        title, body = next(texts)
        year = 2015 + key * 11 // 1_000_000 % 11 if key > 1_000_000 else 2015 + key % 11
        number = f"泊政发〔{year}〕{key}号"
        yield Document(
            town=TOWN,
            key=key,
            head=f"{title} {number}",
            body=body,
            url=f"/{key}.html",
            title=title,
            published=date(2015, 1, 1) + timedelta(days=key % 4000),
            numbers=(number,),
            filters={
                "unit": UNITS[key % len(UNITS)],
                "field": FIELDS[key * 7 % len(FIELDS)],
                "year": str(year),
                "column": COLUMNS[key % 29] if key % 29 < len(COLUMNS) else "",
                "validity": "废止" if key % 23 == 0 else "有效",
            },
        )


def fill(texts: Iterator[tuple[str, str]], first: int, size: int) -> float:
    """Put documents from ``first`` to ``size``; seconds it took, merging included."""
    from django.db import transaction

    from gongkai.search.actions import put_many, tidy

    began = time.perf_counter()
    source = documents(texts, first)
    with without_gin():
        for start in range(first, size + 1, 5_000):
            with transaction.atomic():
                put_many(itertools.islice(source, min(5_000, size + 1 - start)))
    tidy()
    return time.perf_counter() - began


@contextmanager
def without_gin() -> Iterator[None]:
    """On PostgreSQL the indexes are made after the documents are there, as for a first load."""
    from django.db import connection

    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX IF EXISTS search_grams, search_heads")
        yield
        # More memory makes it slower: what is collected no longer fits the processor's cache.
        cursor.execute("SET maintenance_work_mem = '16MB'")
        for name, table, column in (
            ("search_heads", "search_document", "head_grams"),
            ("search_grams", "search_text", "grams"),
        ):
            cursor.execute(
                f"CREATE INDEX {name} ON {table} USING gin ({column}) WITH (fastupdate = off)"
            )
        cursor.execute("VACUUM search_text, search_document")


def cases(size: int, each: int) -> list[Case]:
    """Queries by class, cut out of the documents that are there."""
    from gongkai.search.folding import is_han, runs
    from gongkai.search.models import SearchDocument, SearchText

    dice = random.Random(size)
    found: list[Case] = []
    low = SearchText.objects.order_by("id").values_list("id", flat=True)[0]

    def text() -> list[str]:
        row = SearchText.objects.get(id=low + dice.randrange(size))
        return [run for run in runs(row.body) if is_han(run[0]) and len(run) >= 4] or ["政务公开"]

    def stretch(length: int) -> str:
        run = dice.choice(text())
        start = dice.randrange(max(1, len(run) - length))
        return run[start : start + length]

    for _ in range(each):
        document = SearchDocument.objects.get(id=low + dice.randrange(size))
        year = {"year": str(2015 + dice.randrange(11))}
        found += [
            ("two characters", stretch(2), {}),
            ("four characters", stretch(4), {}),
            ("long phrase", stretch(10), {}),
            ("title", document.title, {}),
            ("exact number", document.numbers, {}),
            ("digits and Han", f"{dice.randint(2015, 2026)}年{dice.randint(1, 12)}月", {}),
            ("year", f"{dice.randint(2015, 2026)}年", {}),
            ("number", str(dice.randint(100, 99_999)), {}),
            ("two words", f"{stretch(2)} {stretch(4)}", {}),
            ("one character", stretch(1), {}),
            ("two chars, filter", stretch(2), year),
            ("two words, filters", f"{stretch(2)} {stretch(2)}", {**year, "unit": UNITS[0]}),
            ("no hit", stretch(4)[::-1] + "麒麟", {}),
        ]
    common = ("政务", "公开", "政府信息公开", "工作", "通知", "2024年", "村务公开", "补助")
    return found + [("commonest", word, {}) for word in common]


def time_pages(asked: list[Case]) -> list[Spent]:
    """Print times by class; gives those of all ordered first pages."""
    from gongkai.search.asking import read_query
    from gongkai.search.models import SearchTown
    from gongkai.search.queries import count, rows_of_page, search

    town = SearchTown.objects.get(slug=TOWN).id
    taken: dict[str, list[tuple[Spent, Spent, Spent]]] = defaultdict(list)
    for name, query, filters in asked:
        tokens = read_query(query, filters).asked(town)
        taken[name].append(
            (
                timed(lambda tokens=tokens: rows_of_page(tokens))[0],
                timed(lambda q=query, f=filters: count(TOWN, q, f))[0],
                timed(lambda q=query, f=filters: search(TOWN, q, f))[0],
            )
        )
    every = list(itertools.chain(*taken.values()))
    print(
        f"  {'ms p50 p95 p99':20} {'ordered first page':^26} | {'count':^26} | page, count, facets"
    )
    for name, times in {**taken, "all": every}.items():
        parts = (spread([spent.wall for spent in part]) for part in zip(*times, strict=True))
        print(f"  {name:20} {' | '.join(parts)}")
    parts = (spread([spent.cpu for spent in part]) for part in zip(*every, strict=True))
    print(f"  {'all, processor':20} {' | '.join(parts)}")
    return [first for first, _, _ in every]


def check_truth(asked: list[Case], size: int, each: int) -> tuple[int, int]:
    """How many queries gave exactly the documents of substring search, and how many were asked."""
    from gongkai.search.models import SearchDocument, SearchText
    from gongkai.search.queries import keys
    from gongkai.search.results import COUNT_LIMIT

    dice = random.Random(1)
    plain = [case for case in asked if not case[2]]
    by_class = defaultdict(list)
    for case in plain:
        by_class[case[0]].append(case[1])
    chosen = [
        query
        for queries in by_class.values()
        for query in dice.sample(queries, min(each, len(queries)))
    ]
    wanted = [patterns(query) for query in chosen]
    expected: list[list[int]] = [[] for _ in chosen]
    heads = dict(SearchDocument.objects.values_list("id", "head"))
    for identity, folded in SearchText.objects.values_list("id", "folded").iterator(2_000):
        head = heads[identity]
        for (single, wholes), found in zip(wanted, expected, strict=True):
            place = head if single else folded
            if all(pattern in place for pattern in wholes):
                found.append(identity & (1 << 40) - 1)
    right = 0
    for query, found in zip(chosen, expected, strict=True):
        equal = keys(TOWN, query) == sorted(found, reverse=True)[:COUNT_LIMIT]
        right += equal
        if not equal:
            print(f"  DIFFERS: {query!r}: {len(found)} of {size} by substring")
    return right, len(chosen)


def patterns(query: str) -> tuple[bool, list[str]]:
    """Whether only heads count, and the padded substrings that must all be there."""
    from gongkai.search.asking import read_query

    phrases = read_query(query).phrases
    return any(one.single for one in phrases), [one.pattern for one in phrases]


def index_bytes() -> tuple[float, float]:
    """Bytes of the index, and of everything search keeps, to a byte of text."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT sum(octet_length(body)), sum(pg_column_size(grams)), "
                "pg_relation_size('search_grams') + pg_relation_size('search_heads'), "
                "pg_total_relation_size('search_text') + pg_total_relation_size('search_document') "
                "FROM search_text"
            )
            text, grams, gin, everything = map(float, cursor.fetchone())
            return (grams + gin) / text, everything / text
        cursor.execute("SELECT sum(length(CAST(body AS blob))) FROM search_text")
        text = float(cursor.fetchone()[0])
        cursor.execute(
            "SELECT sum(length(block)) FROM "
            "(SELECT block FROM search_grams_data UNION ALL SELECT block FROM search_heads_data)"
        )
        index = float(cursor.fetchone()[0])
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return index / text, float(cursor.fetchone()[0]) / text


def insert_with_reader(texts: Iterator[tuple[str, str]], first: int) -> tuple[list[float], int]:
    """Milliseconds of each put with its commit while another connection searches."""
    from django.db import connection, transaction

    from gongkai.search.actions import put, remove
    from gongkai.search.queries import search

    stop, searched = threading.Event(), [0]

    def read() -> None:
        while not stop.is_set():
            search(TOWN, "政务公开")
            searched[0] += 1
        connection.close()

    reader = threading.Thread(target=read)
    reader.start()
    times = []
    for document in itertools.islice(documents(texts, first), INSERTS):
        times.append(timed(lambda d=document: transaction.atomic(put)(d))[0].wall)
    stop.set()
    reader.join()
    with transaction.atomic():
        for key in range(first, first + INSERTS):
            remove(TOWN, key)
    return times, searched[0]


def measure(options: argparse.Namespace, folder: str) -> bool:
    """Measure at each size on the database in use; whether all that is promised held."""
    from django.db import connection

    from gongkai.search.models import SearchText

    held, there = True, SearchText.objects.count()
    texts = from_folder(options.texts) if options.texts else generated(SEED + there)
    for size in sorted(options.sizes):
        if size < there:
            print(f"{connection.vendor} has {there:,} documents already: {size:,} not measured")
            continue
        if size > there:
            seconds = fill(texts, there + 1, size)
            print(f"{connection.vendor}: {(size - there) / seconds:,.0f} documents put a second")
        there = size
        print(f"{connection.vendor}, {size:,} documents, {cpu_count()} processors")
        held = measure_size(options, texts, size, folder) and held
    return held


def measure_size(
    options: argparse.Namespace, texts: Iterator[tuple[str, str]], size: int, folder: str
) -> bool:
    """Everything that is asked of the documents that are there."""
    asked = cases(size, options.each)
    pages = time_pages(asked)
    first_touch(TOWN, asked)
    ratio = against_like(TOWN, asked, lambda query: patterns(query)[1][0])
    right, queries = check_truth(asked, size, options.truth)
    print(f"  equal to substring truth: {right} of {queries} queries")
    index, everything = index_bytes()
    print(f"  index {index:.2f} bytes a byte of text; with texts, twice: {everything:.2f}")
    inserts, searched = insert_with_reader(texts, size + 1)
    print(f"  put with a reader, ms p50 p95 p99: {spread(inserts)} ({searched} searches beside)")
    if size <= options.tantivy:
        against_tantivy(asked, [page.cpu for page in pages], Path(folder) / "tantivy")
    p99 = percentile([page.wall for page in pages], 0.99)
    good = right == queries and p99 <= PAGE_MS and (size < LIKE_FROM or ratio >= LIKE_RATIO)
    print(
        f"  {'HELD' if good else 'NOT HELD'}: equality {right / queries:.0%}, page p99 "
        f"{p99:.1f} ms of {PAGE_MS:.0f} ({percentile([page.cpu for page in pages], 0.99):.1f} of "
        f"them on the processor), LIKE / count median {ratio:,.0f}x"
        f"{'' if size >= LIKE_FROM else f' (held from {LIKE_FROM:,})'}",
        flush=True,
    )
    return good


def read_options() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[2_000])
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--keep", type=Path, help="folder in which the SQLite index stays")
    parser.add_argument("--each", type=int, default=15, help="queries of each class")
    parser.add_argument("--truth", type=int, default=12, help="of each class, compared with truth")
    parser.add_argument("--tantivy", type=int, default=1_000_000, help="compare up to this size")
    parser.add_argument("--engine", choices=["both", "sqlite", "postgresql"], default="both")
    return parser.parse_args()


def main() -> int:
    """SQLite in this process, then PostgreSQL in another if there is one."""
    options = read_options()
    status = 0
    if options.engine == "both":
        for name, start in (("sqlite", []), ("postgresql", [str(ROOT / "bin/with-postgresql")])):
            command = [*start, sys.executable, *sys.argv, "--engine", name]
            environment = {k: v for k, v in os.environ.items() if k != "GONGKAI_DATABASE"}
            status |= subprocess.run(command, env=environment, check=False).returncode
        return status
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        kept = options.keep or Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        prepare(str(kept))
        return 0 if measure(options, folder) else 1


if __name__ == "__main__":
    sys.exit(main())
