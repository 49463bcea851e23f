"""What search keeps: documents and their text, words to suggest, words that were not found.

``search_document`` and ``search_text`` are written by ``actions`` only. The index itself hangs on
them: on SQLite two FTS5 tables kept by triggers, on PostgreSQL tsvector columns that the models
do not name. A migration that lets Django rebuild one of these tables on SQLite loses its triggers
and must make them again.
"""

from django.db import models


class SearchTown(models.Model):
    """The number of a town, the upper half of the identity of its documents."""

    slug = models.CharField(max_length=64, unique=True)

    class Meta:
        db_table = "search_town"

    def __str__(self) -> str:
        return self.slug


class SearchDocument(models.Model):
    """What a list of hits and its facets need of a document; kept narrow.

    ``id`` is the town's number and the key in one, so that the order of identities within a town
    is the order of publication. ``head``: folded, with a blank at both ends.
    ``numbers``: one a line. ``facets``: JSON list in the order of ``DIMENSIONS``.
    ``marks``: tokens of filters and numbers.
    """

    id = models.BigIntegerField(primary_key=True)
    town = models.ForeignKey(SearchTown, models.CASCADE, db_index=False, db_constraint=False)
    key = models.BigIntegerField()
    published = models.DateField()
    url = models.CharField(max_length=500)
    title = models.TextField()
    numbers = models.TextField(blank=True)
    facets = models.TextField()
    marks = models.TextField()
    head = models.TextField()

    class Meta:
        db_table = "search_document"

    def __str__(self) -> str:
        return self.title


class SearchText(models.Model):
    """The text of a document, as it is for snippets and folded for finding.

    ``folded``: head, body and attachments, one a line, each with a blank at both ends.
    """

    id = models.BigIntegerField(primary_key=True)
    marks = models.TextField()
    body = models.TextField(blank=True)
    attachments = models.TextField(blank=True)
    folded = models.TextField()

    class Meta:
        db_table = "search_text"

    def __str__(self) -> str:
        return str(self.id)


class Word(models.Model):
    """A word that the site offers while somebody types, such as the name of a catalogue item."""

    town = models.CharField(max_length=64)
    text = models.CharField(max_length=200)
    folded = models.CharField(max_length=400)

    class Meta:
        indexes = [models.Index(fields=["town", "folded"], name="search_word_folded")]
        constraints = [
            models.UniqueConstraint(fields=["town", "text"], name="search_word_once"),
        ]

    def __str__(self) -> str:
        return self.text


class DemandTerm(models.Model):
    """A query that found nothing: what people want and the site lacks (handbook F07).

    Holds no person: no address, no time of day, nothing that a scan flags.
    """

    town = models.CharField(max_length=64)
    folded = models.CharField(max_length=40)
    count = models.PositiveIntegerField(default=1)
    last_day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["town", "folded"], name="search_demand_once"),
        ]

    def __str__(self) -> str:
        return self.folded
