"""The same tokens in tantivy, for comparison; a development dependency."""

import shutil
import statistics
from pathlib import Path
from typing import Any

from _clock import percentile, spread, timed

Case = tuple[str, str, dict[str, str]]


def against_tantivy(asked: list[Case], ours: list[float], folder: Path) -> None:
    """Newest ten from tantivy over the same tokens: CPU time and bytes beside ours."""
    try:
        import tantivy
    except ImportError:
        print("  tantivy is not installed: not compared")
        return
    from gongkai.search.asking import read_query

    index, schema, length = _index(folder)
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
        spent, _ = timed(lambda q=must: searcher.search(q, 11, count=False, order_by_field="id"))
        times.append(spent.cpu)
        kept.append(mine)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    ratios = [mine / theirs for mine, theirs in zip(kept, times, strict=True)]
    print(f"  tantivy, newest ten, CPU ms p50 p95 p99: {spread(times)}  (ours {spread(kept)})")
    print(
        f"  ours / tantivy: median {statistics.median(ratios):.1f}x, "
        f"p99 to p99 {percentile(kept, 0.99) / percentile(times, 0.99):.1f}x; "
        f"tantivy's index {size / length:.2f} bytes a byte of text, without stored text"
    )


def _index(folder: Path) -> tuple[Any, Any, int]:
    """The index of all documents, its schema, and the bytes of their texts."""
    import tantivy

    from gongkai.search.cutting import cut
    from gongkai.search.models import SearchText

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="position")
    builder.add_unsigned_field("id", stored=True, fast=True)
    schema = builder.build()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    index = tantivy.Index(schema, path=str(folder))
    writer = index.writer(heap_size=256_000_000, num_threads=1)
    length = 0
    rows = SearchText.objects.values_list("id", "folded", "body").iterator(2_000)
    for identity, folded, body in rows:
        length += len(body.encode())
        tokens = (token for part in folded.split("\n") for token in cut(part.strip(" ")))
        document = tantivy.Document()
        document.add_text("text", " ".join(tokens))
        document.add_unsigned("id", identity)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index, schema, length
