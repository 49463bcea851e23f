"""PostgreSQL: tokens of four units in blocks of 16,384 documents, asked block by block.

What has up to four units is proven by its token alone, so that nobody looks into texts to count or
to list it; and a token with the number of its block costs what there is of it in that block. The
newest blocks are asked first (docs/decisions/0019).
"""

from django.db import migrations

from gongkai.search.engines.postgresql import head_tokens, text_tokens

# Where a block begins and its name, and a question about one block as tsquery.
AT = """
CREATE FUNCTION search_at(wanted text, block bigint) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT AS
$$ SELECT replace(wanted, '@', to_hex(block) || '.')::tsquery $$
"""

# The functions that call these turn scans of indexes off, so that no index but that of the tokens is
# used; here the order of the identities is what is wanted.
SPAN = """
CREATE FUNCTION search_span(
  low bigint, high bigint, OUT oldest bigint, OUT newest bigint, OUT wide boolean
) LANGUAGE plpgsql STABLE SET enable_seqscan = off SET enable_indexscan = on AS $$ BEGIN
  oldest := (SELECT id FROM search_text WHERE id BETWEEN low AND high ORDER BY id LIMIT 1);
  newest := (SELECT id FROM search_text WHERE id BETWEEN low AND high ORDER BY id DESC LIMIT 1);
  wide := EXISTS (SELECT 1 FROM search_text t WHERE t.wide AND t.id BETWEEN low AND high);
END $$
"""

# The newest hits of a dense word are found by looking at the newest documents themselves.
GLANCE = 48

# ROWS 10: what is joined to the hits is looked up by identity, never read as a whole.
NEWEST = """
CREATE FUNCTION search_newest(
  wanted text, wide text, parts text[], proven text[], own text[], beside text[],
  low bigint, high bigint, most int
) RETURNS SETOF bigint LANGUAGE plpgsql STABLE ROWS 10
SET enable_seqscan = off SET enable_indexscan = off SET jit = off AS $$
DECLARE
  oldest bigint; newest bigint; any_wide boolean; block bigint; every text[] := parts || proven;
  these bigint[]; here bigint[]; place int; slice int; got int := 0;
BEGIN
  SELECT * INTO oldest, newest, any_wide FROM search_span(low, high);
  IF newest IS NULL THEN RETURN; END IF;
  IF any_wide THEN wanted := '(' || wanted || ') | (' || wide || ')'; END IF;
  IF most <= 16 THEN
    these := ARRAY(SELECT n.id FROM search_newest_of(low, newest, %(glance)s) n
      WHERE search_holds_all(n.folded, every) AND string_to_array(n.marks, ' ') @> own
      AND (beside IS NULL OR NOT search_holds_all(split_part(n.folded, E'\\n', 1), beside))
      ORDER BY n.id DESC LIMIT most);
    IF cardinality(these) = most THEN RETURN QUERY SELECT unnest(these); RETURN; END IF;
  END IF;
  block := newest >> 14;
  WHILE block >= oldest >> 14 AND got < most LOOP
    these := ARRAY(SELECT t.id FROM search_text t WHERE t.grams @@ search_at(wanted, block)
      AND t.id + 0 <= high ORDER BY t.id DESC);
    block := block - 1;
    IF cardinality(parts) = 0 AND beside IS NULL AND NOT any_wide THEN
      here := these[1:most - got];
      got := got + cardinality(here);
      RETURN QUERY SELECT unnest(here);
      CONTINUE;
    END IF;
    place := 1;
    slice := 2 * most;
    WHILE place <= cardinality(these) AND got < most LOOP
      here := ARRAY(SELECT t.id FROM search_text t WHERE t.id = ANY (these[place:place + slice - 1])
        AND search_holds_all(t.folded, CASE WHEN t.wide THEN every ELSE parts END)
        AND (beside IS NULL OR NOT search_holds_all(split_part(t.folded, E'\\n', 1), beside))
        ORDER BY t.id DESC LIMIT most - got);
      got := got + cardinality(here);
      place := place + slice;
      slice := 2 * slice;
      RETURN QUERY SELECT unnest(here);
    END LOOP;
  END LOOP;
END $$
"""

NEWEST_OF = """
CREATE FUNCTION search_newest_of(low bigint, high bigint, most int)
RETURNS TABLE (id bigint, folded text, marks text) LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_indexscan = on AS $$ BEGIN RETURN QUERY
  SELECT t.id, t.folded, t.marks FROM search_text t WHERE t.id BETWEEN low AND high
  ORDER BY t.id DESC LIMIT most; END $$
"""

HEADS = """
CREATE FUNCTION search_heads_newest(
  wanted text, parts text[], every text[], own text[], number text,
  low bigint, high bigint, most int
) RETURNS SETOF bigint LANGUAGE plpgsql STABLE ROWS 10
SET enable_seqscan = off SET enable_indexscan = off SET jit = off AS $$
DECLARE
  oldest bigint; newest bigint; block bigint; these bigint[]; here bigint[]; got int := 0;
BEGIN
  SELECT s.oldest, s.newest INTO oldest, newest FROM search_span(low, high) s;
  IF newest IS NULL THEN RETURN; END IF;
  IF most <= 16 AND every IS NOT NULL THEN
    these := ARRAY(SELECT n.id FROM search_newest_heads(low, newest, %(glance)s) n
      WHERE search_holds_all(n.head, every) AND string_to_array(n.marks, ' ') @> own
      AND (number IS NULL OR NOT string_to_array(n.marks, ' ') @> ARRAY[number])
      ORDER BY n.id DESC LIMIT most);
    IF cardinality(these) = most THEN RETURN QUERY SELECT unnest(these); RETURN; END IF;
  END IF;
  block := newest >> 14;
  WHILE block >= oldest >> 14 AND got < most LOOP
    here := ARRAY(SELECT d.id FROM search_document d
      WHERE d.head_grams @@ search_at(wanted, block) AND d.id + 0 <= high
      AND (cardinality(parts) = 0 OR search_holds_all(d.head, parts))
      ORDER BY d.id DESC LIMIT most - got);
    got := got + cardinality(here);
    block := block - 1;
    RETURN QUERY SELECT unnest(here);
  END LOOP;
END $$
"""

NEWEST_HEADS = """
CREATE FUNCTION search_newest_heads(low bigint, high bigint, most int)
RETURNS TABLE (id bigint, head text, marks text) LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_indexscan = on AS $$ BEGIN RETURN QUERY
  SELECT d.id, d.head, d.marks FROM search_document d WHERE d.id BETWEEN low AND high
  ORDER BY d.id DESC LIMIT most; END $$
"""

HELD = """
CREATE FUNCTION search_held(these bigint[], parts text[], proven text[]) RETURNS int
LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_indexscan = off SET jit = off AS $$ BEGIN
  IF cardinality(parts) = 1 AND cardinality(proven) = 0 THEN
    RETURN (SELECT count(*) FROM search_text t WHERE t.id = ANY (these)
      AND strpos(t.folded, parts[1]) > 0);
  END IF;
  RETURN (SELECT count(*) FROM search_text t WHERE t.id = ANY (these)
    AND search_holds_all(t.folded, CASE WHEN t.wide THEN parts || proven ELSE parts END));
END $$
"""

COUNT = """
CREATE FUNCTION search_count(
  wanted text, wide text, parts text[], proven text[], low bigint, high bigint, most int
) RETURNS int LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_indexscan = off SET jit = off AS $$
DECLARE
  oldest bigint; newest bigint; any_wide boolean; block bigint; sampled boolean := false;
  waiting bigint[] := '{}'; picked bigint[]; total int := 0;
BEGIN
  SELECT * INTO oldest, newest, any_wide FROM search_span(low, high);
  IF newest IS NULL THEN RETURN 0; END IF;
  block := newest >> 14;
  IF cardinality(parts) = 0 AND NOT any_wide THEN
    WHILE block >= oldest >> 14 AND total < most LOOP
      total := total + (SELECT count(*) FROM search_text t
        WHERE t.grams @@ search_at(wanted, block));
      block := block - 1;
    END LOOP;
    RETURN least(total, most);
  END IF;
  IF any_wide THEN wanted := '(' || wanted || ') | (' || wide || ')'; END IF;
  WHILE block >= oldest >> 14 AND total < most LOOP
    waiting := waiting || ARRAY(SELECT t.id FROM search_text t
      WHERE t.grams @@ search_at(wanted, block));
    block := block - 1;
    IF NOT sampled AND cardinality(waiting) * 4 >= most * 5 THEN
      -- Some four hundred, taken by the hash of their identity. If nineteen in twenty hold the
      -- parts, that fewer than four in five of all do has a chance of less than one in 10^12.
      sampled := true;
      picked := ARRAY(SELECT w FROM unnest(waiting) w
        WHERE (hashint8(w) & 2147483647) %% greatest(cardinality(waiting) / 400, 1) = 0);
      IF cardinality(picked) >= 300
        AND search_held(picked, parts, proven) * 20 >= cardinality(picked) * 19 THEN RETURN most;
      END IF;
    END IF;
    IF sampled THEN
      total := total + search_held(waiting, parts, proven);
      waiting := '{}';
    END IF;
  END LOOP;
  IF cardinality(waiting) > 0 THEN total := total + search_held(waiting, parts, proven); END IF;
  RETURN least(total, most);
END $$
"""

GONE = [
    "DROP FUNCTION search_count(tsquery, text[], text[], bigint, bigint, int)",
    "DROP FUNCTION search_ends(bigint, bigint)",
    "DROP FUNCTION search_holds(text, text)",
]

TABLES = [
    "CREATE INDEX search_wide ON search_text (id) WHERE wide",
    # What waits in the pending list of an index is read by every question, and there are many.
    "ALTER INDEX search_grams SET (fastupdate = off)",
    "ALTER INDEX search_heads SET (fastupdate = off)",
    # Rows are visited by the ten thousand, texts by the dozen: so texts are kept apart.
    "ALTER TABLE search_text SET (toast_tuple_target = 128)",
    # No plan depends on how frequent a token is any more.
    "ALTER TABLE search_text ALTER COLUMN grams SET STATISTICS 0",
    "ALTER TABLE search_document ALTER COLUMN head_grams SET STATISTICS 0",
]


def _learn(cursor, identity):
    """Give a document that is there the tokens that the engine gives to new ones."""
    cursor.execute("SELECT folded, marks FROM search_text WHERE id = %s", [identity])
    given = text_tokens(identity, *cursor.fetchone())
    cursor.execute(
        "UPDATE search_text SET grams = array_to_tsvector(%s), wide = %s WHERE id = %s",
        [given["grams"], given["wide"], identity],
    )
    cursor.execute("SELECT head, marks FROM search_document WHERE id = %s", [identity])
    cursor.execute(
        "UPDATE search_document SET head_grams = array_to_tsvector(%s) WHERE id = %s",
        [head_tokens(identity, *cursor.fetchone()), identity],
    )


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for sql in [*GONE, *TABLES]:
        schema_editor.execute(sql)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT id FROM search_text")
        for (identity,) in cursor.fetchall():
            _learn(cursor, identity)
    for sql in (AT, SPAN, NEWEST_OF, NEWEST, NEWEST_HEADS, HEADS, HELD, COUNT):
        # No parameters at all: the text holds percent signs.
        schema_editor.execute(sql.replace("%(glance)s", str(GLANCE)).replace("%%", "%"), params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0003_counting")]

    operations = [migrations.RunPython(forwards)]
