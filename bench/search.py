"""Search among many documents: against LIKE, against tantivy, against plain substring truth.

    python bench/search.py --sizes 20000 200000 1000000 --texts FOLDER --keep FOLDER

Held: what is found equals exact substring search on folded text for every query; an ordered first
page at p99 within 250 ms; from 200,000 documents a count at least 100 times faster than LIKE.
Without ``--texts`` the text is generated. PostgreSQL is measured in the same run if one is there.
"""

import argparse
import itertools
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from _official import COLUMNS, FIELDS, UNITS, from_folder, generated

ROOT = Path(__file__).resolve().parent.parent
TOWN = "bench"
PAGE_MS = 250.0
LIKE_RATIO = 100.0
LIKE_FROM = 200_000
TRUTH_QUERIES = 12
INSERTS = 100
Case = tuple[str, str, dict[str, str]]


def prepare(folder: str) -> None:
    """An empty database with nothing but search in it."""
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
        cursor.execute("DROP INDEX search_grams, search_heads")
        yield
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute("CREATE INDEX search_heads ON search_document USING gin (head_grams)")
        cursor.execute("CREATE INDEX search_grams ON search_text USING gin (grams)")
        cursor.execute("VACUUM search_text, search_document")


def cases(size: int, each: int) -> list[Case]:
    """Queries by class, cut out of the documents that are there."""
    from gongkai.search.folding import is_han, runs
    from gongkai.search.models import SearchDocument, SearchText

    dice = random.Random(size)
    found: list[Case] = []
    keys = sorted(SearchText.objects.values_list("id", flat=True)[:1])
    low = keys[0]

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


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds and what came out."""
    began = time.perf_counter()
    outcome = work()
    return (time.perf_counter() - began) * 1000, outcome


def percentile(values: list[float], part: float) -> float:
    """The value below which this part lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def spread(values: list[float]) -> str:
    """p50, p95 and p99 in milliseconds."""
    return " ".join(f"{percentile(values, part):8.2f}" for part in (0.5, 0.95, 0.99))


def time_pages(asked: list[Case]) -> list[float]:
    """Print times by class; gives those of all ordered first pages."""
    from gongkai.search.asking import read_query
    from gongkai.search.models import SearchTown
    from gongkai.search.queries import count, rows_of_page, search

    town = SearchTown.objects.get(slug=TOWN).id
    pages: dict[str, list[float]] = defaultdict(list)
    counts: dict[str, list[float]] = defaultdict(list)
    whole: dict[str, list[float]] = defaultdict(list)
    for name, query, filters in asked:
        tokens = read_query(query, filters).asked(town)
        pages[name].append(timed(lambda tokens=tokens: rows_of_page(tokens))[0])
        counts[name].append(timed(lambda q=query, f=filters: count(TOWN, q, f))[0])
        whole[name].append(timed(lambda q=query, f=filters: search(TOWN, q, f))[0])
    print(f"  {'ms':20} {'ordered first page':^26} | {'count':^26} | page, count, facets, marks")
    print(f"  {'':20} {'p50      p95      p99':>26} | {'p50      p95      p99':>26} |")
    for name, times in pages.items():
        print(f"  {name:20} {spread(times)} | {spread(counts[name])} | {spread(whole[name])}")
    every, counted, full = (
        list(itertools.chain(*each.values())) for each in (pages, counts, whole)
    )
    print(f"  {'all':20} {spread(every)} | {spread(counted)} | {spread(full)}")
    return every


def check_truth(asked: list[Case], size: int) -> tuple[int, int]:
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
        for query in dice.sample(queries, min(TRUTH_QUERIES, len(queries)))
    ]
    wanted = [patterns(query) for query in chosen]
    expected: list[list[int]] = [[] for _ in chosen]
    heads = dict(SearchDocument.objects.values_list("id", "head"))
    for identity, folded in SearchText.objects.values_list("id", "folded").iterator(2_000):
        head = heads[identity]
        for (single, each), found in zip(wanted, expected, strict=True):
            place = head if single else folded
            if all(pattern in place for pattern in each):
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


def against_like(asked: list[Case]) -> float:
    """Median ratio of a count by LIKE over the folded text to a count by the index."""
    from django.db import connection

    from gongkai.search.queries import count

    plain = ("two characters", "four characters", "long phrase", "digits and Han", "commonest")
    ratios: dict[str, list[float]] = defaultdict(list)
    for name, query, _ in asked:
        if name not in plain or len(ratios[name]) >= 3:
            continue
        pattern = f"%{patterns(query)[1][0]}%"
        with connection.cursor() as cursor:
            sql = "SELECT count(*) FROM search_text WHERE folded LIKE %s"
            slow, _ = timed(lambda p=pattern, c=cursor, s=sql: c.execute(s, [p]).fetchone())
        quick = min(timed(lambda q=query: count(TOWN, q))[0] for _ in range(3))
        ratios[name].append(slow / quick)
    for name, values in ratios.items():
        print(f"  LIKE / count, {name}: " + " ".join(f"{value:,.0f}x" for value in values))
    return statistics.median(itertools.chain(*ratios.values()))


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
        times.append(timed(lambda d=document: transaction.atomic(put)(d))[0])
    stop.set()
    reader.join()
    with transaction.atomic():
        for key in range(first, first + INSERTS):
            remove(TOWN, key)
    return times, searched[0]


def against_tantivy(asked: list[Case], ours: list[float], folder: Path) -> None:
    """Newest ten from tantivy over the same tokens: time and bytes beside ours."""
    try:
        import tantivy
    except ImportError:
        print("  tantivy is not installed: not compared")
        return
    from gongkai.search.asking import read_query
    from gongkai.search.cutting import cut
    from gongkai.search.models import SearchText

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="position")
    builder.add_unsigned_field("id", stored=True, fast=True)
    schema = builder.build()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    index = tantivy.Index(schema, path=str(folder))
    writer = index.writer(heap_size=256_000_000, num_threads=1)
    length = 0
    for identity, folded, body in SearchText.objects.values_list("id", "folded", "body").iterator(
        2_000
    ):
        length += len(body.encode())
        tokens = (token for part in folded.split("\n") for token in cut(part.strip(" ")))
        document = tantivy.Document()
        document.add_text("text", " ".join(tokens))
        document.add_unsigned("id", identity)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    times, kept = [], []
    for (_, query, filters), mine in zip(asked, ours, strict=True):
        phrases = read_query(query).phrases
        if filters or any(one.single or one.open_end for one in phrases):
            continue
        parts = [
            tantivy.Query.phrase_query(schema, "text", list(one.tokens))
            if len(one.tokens) > 1
            else tantivy.Query.term_query(schema, "text", one.tokens[0])
            for one in phrases
        ]
        must = tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in parts])
        times.append(
            timed(lambda q=must: searcher.search(q, 11, count=False, order_by_field="id"))[0]
        )
        kept.append(mine)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    ratios = [mine / theirs for mine, theirs in zip(kept, times, strict=True)]
    print(f"  tantivy, newest ten, ms p50 p95 p99:  {spread(times)}  (ours {spread(kept)})")
    print(
        f"  ours / tantivy: median {statistics.median(ratios):.1f}x, "
        f"p99 to p99 {percentile(kept, 0.99) / percentile(times, 0.99):.1f}x; "
        f"tantivy's index {size / length:.2f} bytes a byte of text, without stored text"
    )


def measure(sizes: list[int], texts: Iterator[tuple[str, str]], each: int, folder: str) -> bool:
    """Measure at each size on the database in use; whether all that is promised held."""
    from django.db import connection

    held, there = True, 0
    for size in sizes:
        seconds = fill(texts, there + 1, size)
        print(f"{connection.vendor}, {size:,} documents ({(size - there) / seconds:,.0f} put a s)")
        there = size
        asked = cases(size, each)
        pages = time_pages(asked)
        right, queries = check_truth(asked, size)
        print(f"  equal to substring truth: {right} of {queries} queries")
        ratio = against_like(asked)
        index, everything = index_bytes()
        print(f"  index {index:.2f} bytes a byte of text; with texts, twice: {everything:.2f}")
        inserts, searched = insert_with_reader(texts, size + 1)
        print(
            f"  put with a reader, ms p50 p95 p99: {spread(inserts)} ({searched} searches beside)"
        )
        against_tantivy(asked, pages, Path(folder) / "tantivy")
        p99 = percentile(pages, 0.99)
        quick = size < LIKE_FROM or ratio >= LIKE_RATIO
        good = right == queries and p99 <= PAGE_MS and quick
        held = held and good
        print(
            f"  {'HELD' if good else 'NOT HELD'}: equality {right / queries:.0%}, page p99 "
            f"{p99:.1f} ms of {PAGE_MS:.0f}, LIKE / count median {ratio:,.0f}x"
            f"{'' if size >= LIKE_FROM else f' (held from {LIKE_FROM:,})'}",
            flush=True,
        )
    return held


def main() -> int:
    """SQLite in this process, then PostgreSQL in another if there is one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[2_000])
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--each", type=int, default=15, help="queries of each class")
    parser.add_argument("--engine", choices=["both", "sqlite", "postgresql"], default="both")
    options = parser.parse_args()
    status = 0
    if options.engine == "both":
        for name, start in (("sqlite", []), ("postgresql", [str(ROOT / "bin/with-postgresql")])):
            command = [*start, sys.executable, *sys.argv, "--engine", name]
            environment = {k: v for k, v in os.environ.items() if k != "GONGKAI_DATABASE"}
            status |= subprocess.run(command, env=environment, check=False).returncode
        return status
    texts = from_folder(options.texts) if options.texts else generated()
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        prepare(folder)
        return 0 if measure(sorted(options.sizes), texts, options.each, folder) else 1


if __name__ == "__main__":
    sys.exit(main())
