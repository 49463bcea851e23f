"""Keeping the search index in step with what is public.

A hit must lead to a page: so a document enters the index after its page is written. It leaves in
the transaction of the act that takes the record down (``release``), before the page goes.
"""

from collections.abc import Iterator
from itertools import islice

from django.db import transaction
from django.utils import timezone

from gongkai.documents.extraction import extract
from gongkai.documents.inspect import UploadError
from gongkai.organisation.models import Town
from gongkai.portal import addresses as at
from gongkai.portal.facts import RecordFacts
from gongkai.portal.released import all_record_facts, record_facts, released_bytes
from gongkai.portal.surroundings import PublicCatalogue
from gongkai.publication.html import plain_text
from gongkai.publication.lifecycle import lock
from gongkai.release.queries import search_keys
from gongkai.search.actions import clear, offer_words, put, put_many, tidy
from gongkai.search.document import HEAD_LIMIT, Document

LONGEST_ATTACHMENTS = 200_000
"""Characters of attachments that can be found; a table of names fills no index."""

BATCH = 200

WITHOUT_ITEM = "other"


@transaction.atomic
def index_record(town: Town, record_id: int) -> None:
    """Put a record into the index as it is public now; nothing if it is not.

    The record is held meanwhile, so that nobody takes it down between the look and the writing.
    """
    lock(record_id)
    facts = record_facts(town, record_id)
    if facts is not None:
        put(_document(town, facts, search_keys([facts.slug], town)[facts.slug]))


@transaction.atomic
def index_town(town: Town) -> int:
    """Make the index of a town anew from its public records; gives how many."""
    clear(town.slug)
    count = put_many(_documents(town))
    offer_items(town)
    tidy()
    return count


@transaction.atomic
def offer_items(town: Town) -> None:
    """Offer the names of the items in force to who is typing a search."""
    items = PublicCatalogue(town).in_force()
    offer_words(town.slug, [item.level2 or item.level1 for item in items])


def _documents(town: Town) -> Iterator[Document]:
    records = all_record_facts(town)
    while batch := list(islice(records, BATCH)):
        keys = search_keys([facts.slug for facts in batch], town)
        for facts in batch:
            yield _document(town, facts, keys[facts.slug])


def _document(town: Town, facts: RecordFacts, key: int) -> Document:
    numbers = tuple(n for n in (facts.document_number, facts.index_number) if n)
    return Document(
        town=town.slug,
        key=key,
        head=" ".join((facts.title, *numbers))[:HEAD_LIMIT],
        numbers=numbers,
        body="\n".join((facts.summary, facts.keywords, plain_text(facts.body))),
        attachments=_text_of_files(town, facts.slug),
        url=at.record_address(facts.slug),
        title=facts.title,
        published=timezone.localdate(facts.published_at),
        filters={
            "unit": facts.unit_slug,
            "field": facts.field[0] if facts.field else WITHOUT_ITEM,
            "column": facts.column[0] if facts.column else "",
            "year": str(timezone.localdate(facts.published_at).year),
            "validity": facts.validity,
        },
    )


def _text_of_files(town: Town, slug: str) -> str:
    """What a reader of the released attachments can read."""
    texts = []
    for name, data in released_bytes(town, slug).items():
        try:
            read = extract(name, data)
        except UploadError:
            continue
        texts += [segment.text for segment in read.segments if segment.hidden is None]
    return "\n".join(texts)[:LONGEST_ATTACHMENTS]
