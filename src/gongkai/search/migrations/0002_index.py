"""The index itself, by database: FTS5 kept by triggers, or tsvector with GIN."""

from django.db import migrations

HEADS = "gongkai_cut({0}.head || char(10) || char(10), 0), {0}.marks"
GRAMS = "gongkai_cut({0}.folded, 0), gongkai_cut({0}.folded, 1), gongkai_cut({0}.folded, 2), {0}.marks"
KEPT = [
    ("search_heads", "search_document", "head, filters", HEADS, "head, marks"),
    ("search_grams", "search_text", "head, body, attachments, filters", GRAMS, "folded, marks"),
]


def sqlite():
    yield (
        "CREATE VIRTUAL TABLE search_heads USING fts5("
        "head, filters, content='', prefix='1', tokenize='ascii')"
    )
    yield (
        "CREATE VIRTUAL TABLE search_grams USING fts5("
        "head, body, attachments, filters, content='', tokenize='ascii')"
    )
    for index, table, columns, values, changing in KEPT:
        # A contentless table forgets a row only if it is told what the row held.
        forget = (
            f"INSERT INTO {index}({index}, rowid, {columns}) "
            f"VALUES ('delete', old.id, {values.format('old')});"
        )
        learn = f"INSERT INTO {index}(rowid, {columns}) VALUES (new.id, {values.format('new')});"
        yield f"CREATE TRIGGER {index}_put AFTER INSERT ON {table} BEGIN {learn} END"
        yield f"CREATE TRIGGER {index}_remove AFTER DELETE ON {table} BEGIN {forget} END"
        yield (
            f"CREATE TRIGGER {index}_change AFTER UPDATE OF {changing} ON {table} "
            f"BEGIN {forget} {learn} END"
        )


def postgresql():
    yield "ALTER TABLE search_document ADD COLUMN head_grams tsvector NOT NULL DEFAULT ''"
    yield "ALTER TABLE search_text ADD COLUMN grams tsvector NOT NULL DEFAULT ''"
    yield "ALTER TABLE search_text ADD COLUMN wide boolean NOT NULL DEFAULT false"
    yield "CREATE INDEX search_heads ON search_document USING gin (head_grams)"
    yield "CREATE INDEX search_grams ON search_text USING gin (grams)"
    # With the usual 100 the planner takes any word for a rare one, and scans where it should walk.
    yield "ALTER TABLE search_document ALTER COLUMN head_grams SET STATISTICS 5000"
    yield "ALTER TABLE search_text ALTER COLUMN grams SET STATISTICS 5000"


def forwards(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for sql in postgresql() if vendor == "postgresql" else sqlite():
        schema_editor.execute(sql)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE search_document DROP COLUMN head_grams")
        schema_editor.execute("ALTER TABLE search_text DROP COLUMN grams, DROP COLUMN wide")
        return
    for index, _, _, _, _ in KEPT:
        for event in ("put", "remove", "change"):
            schema_editor.execute(f"DROP TRIGGER {index}_{event}")
        schema_editor.execute(f"DROP TABLE {index}")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
