"""Keeping the search index in step with what is public.

A hit must lead to a page: so a document enters the index after its page is written. It leaves in
the transaction of the act that takes the record down (``release``), before the page goes.
"""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from gongkai.documents.extraction import extract
from gongkai.documents.inspect import UploadError
from gongkai.organisation.models import Town
from gongkai.portal import addresses as at
from gongkai.portal.addresses import ALL
from gongkai.portal.facts import RecordFacts
from gongkai.portal.models import Listing
from gongkai.portal.released import facts_in_tree, record_facts, released_bytes
from gongkai.portal.surroundings import PublicCatalogue
from gongkai.portal.visible import public_among
from gongkai.publication.html import plain_text
from gongkai.publication.lifecycle import lock, lock_all
from gongkai.release.models import Release
from gongkai.release.queries import search_keys
from gongkai.search.actions import offer_words, put, put_many, remove, tidy
from gongkai.search.document import HEAD_LIMIT, Document
from gongkai.search.queries import keys_after

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


def index_town(town: Town) -> int:
    """Bring the whole index of a town to what its tree shows; gives how many documents that are.

    In many short transactions: acts and deliveries go on meanwhile, and nobody has to hold the
    tree. A search finds what it found before until the new document is there.
    """
    count, last = 0, 0
    while places := list(_next_places(town, last)):
        count += _index(town, [record for _, record in places])
        last = places[-1][0]
    _remove_others(town)
    offer_items(town)
    tidy()
    return count


@transaction.atomic
def offer_items(town: Town) -> None:
    """Offer the names of the items in force to who is typing a search."""
    items = PublicCatalogue(town).in_force()
    offer_words(town.slug, [item.level2 or item.level1 for item in items])


def _next_places(town: Town, last: int) -> QuerySet[Listing, tuple[int, int]]:
    """The next records of the tree, each after its place in the list of all."""
    rows = Listing.objects.filter(town=town, list=ALL, shown=True, position__gt=last)
    return rows.order_by("position").values_list("position", "record_id")[:BATCH]


def _index(town: Town, record_ids: list[int]) -> int:
    """Put records into the index; gives how many.

    They are read before anything is held, as the files of a record may take long to read. What
    was corrected or taken down meanwhile is left to the delivery of that, which is still to come
    or has been here.
    """
    facts = {one.slug: one for one in facts_in_tree(town, record_ids)}
    keys = search_keys(list(facts), town)
    documents = {slug: _document(town, one, keys[slug]) for slug, one in facts.items()}
    with transaction.atomic():
        lock_all(record_ids)
        now = dict(public_among(town, record_ids).values_list("record__slug", "number"))
        same = [slug for slug in documents if now.get(slug) == facts[slug].release_number]
        return put_many(documents[slug] for slug in same)


def _remove_others(town: Town) -> None:
    """Take out of the index what is not public."""
    last = -1
    while keys := keys_after(town.slug, last, BATCH):
        records = dict(
            Release.objects.filter(town=town, first=True, number__in=keys).values_list(
                "number", "record_id"
            )
        )
        public = set(public_among(town, records.values()).values_list("record_id", flat=True))
        for key in keys:
            if records.get(key) not in public:
                _remove(town, key, records.get(key))
        last = keys[-1]


@transaction.atomic
def _remove(town: Town, key: int, record_id: int | None) -> None:
    """Take a document out unless its record has become public in the meantime."""
    known = [record_id] if record_id is not None else []
    lock_all(known)
    if not public_among(town, known).exists():
        remove(town.slug, key)


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
