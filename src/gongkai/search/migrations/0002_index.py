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
        "head, filters, content='', prefix='1', tokenize='unicode61 remove_diacritics 0')"
    )
    yield (
        "CREATE VIRTUAL TABLE search_grams USING fts5("
        "head, body, attachments, filters, content='', "
        "tokenize='unicode61 remove_diacritics 0')"
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
    # Its cost tells the planner what it does not know of LIKE and @@: that looking into a text means
    # to fetch and unpack it. Otherwise it reads whole tables where the index has the answer.
    yield (
        "CREATE FUNCTION search_holds(whole text, part text) RETURNS boolean LANGUAGE plpgsql "
        "IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS "
        "$$ BEGIN RETURN position(part IN whole) > 0; END $$"
    )
    yield (
        "CREATE FUNCTION search_holds_all(whole text, parts text[]) RETURNS boolean "
        "LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$ DECLARE part text; BEGIN "
        "FOREACH part IN ARRAY parts LOOP "
        "IF position(part IN whole) = 0 THEN RETURN false; END IF; END LOOP; RETURN true; END $$"
    )
    # Counting needs no order, so the index alone can answer, without unpacking what it indexed.
    # id + 0: the index of identities must not be taken for the narrower one.
    # sure: parts that the tokens prove, unless the text was too wide for them.
    yield (
        "CREATE FUNCTION search_some(wanted tsquery, parts text[], sure text[], low bigint, "
        "high bigint, most int) RETURNS SETOF bigint LANGUAGE plpgsql STABLE "
        "SET enable_seqscan = off SET enable_indexscan = off AS $$ BEGIN RETURN QUERY "
        "SELECT t.id FROM search_text t WHERE t.grams @@ wanted AND t.id + 0 BETWEEN low AND high "
        "AND (cardinality(parts) = 0 OR search_holds_all(t.folded, parts)) "
        "AND (NOT t.wide OR search_holds_all(t.folded, sure)) LIMIT most; END $$"
    )
    # Unpacks several times as fast; a server may have been built without it.
    yield (
        "DO $$ BEGIN "
        "ALTER TABLE search_text ALTER COLUMN grams SET COMPRESSION lz4, "
        "ALTER COLUMN folded SET COMPRESSION lz4; "
        "EXCEPTION WHEN feature_not_supported OR syntax_error THEN NULL; END $$"
    )
    # With the usual 100 the planner takes any word for a rare one, and scans where it should walk.
    yield "ALTER TABLE search_document ALTER COLUMN head_grams SET STATISTICS 5000"
    yield "ALTER TABLE search_text ALTER COLUMN grams SET STATISTICS 5000"


def forwards(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for sql in postgresql() if vendor == "postgresql" else sqlite():
        schema_editor.execute(sql)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "DROP FUNCTION search_holds(text, text), search_holds_all(text, text[]), "
            "search_some(tsquery, text[], text[], bigint, bigint, int)"
        )
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
