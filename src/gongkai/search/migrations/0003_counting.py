"""PostgreSQL counts the newest documents first, block by block, and stops when it knows enough.

A GIN index reads the whole list of a word before the first row comes out. A token for each block
of 16,384 documents lets it read the list of one block alone, so that a word that is everywhere
is counted to 10,001 without looking at the rest (docs/decisions/0015).
"""

from django.db import migrations

from gongkai.search.cutting import bridges

ENDS = """
CREATE FUNCTION search_ends(low bigint, high bigint, OUT oldest bigint, OUT newest bigint)
LANGUAGE plpgsql STABLE SET enable_indexscan = on AS $$ BEGIN
  oldest := (SELECT id FROM search_text WHERE id BETWEEN low AND high ORDER BY id LIMIT 1);
  newest := (SELECT id FROM search_text WHERE id BETWEEN low AND high ORDER BY id DESC LIMIT 1);
END $$
"""

COUNT = """
CREATE FUNCTION search_count(
  wanted tsquery, parts text[], sure text[], low bigint, high bigint, most int
) RETURNS int LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_indexscan = off SET jit = off AS $$
DECLARE
  oldest bigint; newest bigint; block bigint; enough int; looked bigint := 0; expected float;
  more bigint[]; found bigint[] := '{}'; tested int; held int;
BEGIN
  SELECT * INTO oldest, newest FROM search_ends(low, high);
  IF newest IS NULL THEN RETURN 0; END IF;
  -- Parts that the tokens do not prove are looked for in a sample first: some more are needed.
  enough := CASE WHEN cardinality(parts) = 0 THEN most ELSE most * 5 / 4 END;
  block := newest >> 12;
  WHILE block >= oldest >> 12 AND cardinality(found) < enough LOOP
    SELECT array_agg(t.id) INTO more FROM search_text t
    WHERE t.grams @@ (wanted && quote_literal(chr(57344) || 'b' || block)::tsquery)
    AND t.id + 0 BETWEEN low AND high AND (NOT t.wide OR search_holds_all(t.folded, sure));
    found := found || coalesce(more, '{}');
    looked := newest - greatest(block << 12, oldest) + 1;
    expected := cardinality(found)::float / looked * (newest - oldest + 1);
    block := block - 1;
    -- A rare word: its whole list is shorter than many blocks.
    IF looked >= 4096 AND expected < 4 * most THEN
      SELECT array_agg(t.id) INTO more FROM search_text t
      WHERE t.grams @@ wanted AND t.id + 0 BETWEEN low AND (block + 1 << 12) - 1
      AND (NOT t.wide OR search_holds_all(t.folded, sure));
      found := found || coalesce(more, '{}');
      EXIT;
    END IF;
  END LOOP;
  IF cardinality(parts) = 0 OR cardinality(found) = 0 THEN
    RETURN least(cardinality(found), most);
  END IF;
  IF cardinality(found) >= enough THEN
    -- Some four hundred, taken by the hash of their identity. If nineteen in twenty hold the
    -- parts, that fewer than four in five of all do has a chance of less than one in 10^12.
    SELECT count(*), count(*) FILTER (WHERE search_holds_all(t.folded, parts)) INTO tested, held
    FROM search_text t WHERE t.id = ANY (ARRAY(
      SELECT f FROM unnest(found) f
      WHERE (hashint8(f) & 2147483647) % greatest(cardinality(found) / 400, 1) = 0));
    IF tested >= 300 AND held * 20 >= tested * 19 THEN RETURN most; END IF;
    RETURN (SELECT count(*) FROM (
      SELECT 1 FROM search_text t WHERE t.grams @@ wanted AND t.id + 0 BETWEEN low AND high
      AND strpos(t.folded, parts[1]) > 0
      AND (cardinality(parts) = 1 OR search_holds_all(t.folded, parts))
      AND (NOT t.wide OR search_holds_all(t.folded, sure)) LIMIT most) f);
  END IF;
  RETURN (SELECT count(*) FROM (
    SELECT 1 FROM search_text t WHERE t.id = ANY (found) AND strpos(t.folded, parts[1]) > 0
    AND (cardinality(parts) = 1 OR search_holds_all(t.folded, parts)) LIMIT most) f);
END $$
"""

FORMER = """
CREATE FUNCTION search_some(wanted tsquery, parts text[], sure text[], low bigint,
high bigint, most int) RETURNS SETOF bigint LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_indexscan = off AS $$ BEGIN RETURN QUERY
SELECT t.id FROM search_text t WHERE t.grams @@ wanted AND t.id + 0 BETWEEN low AND high
AND (cardinality(parts) = 0 OR search_holds_all(t.folded, parts))
AND (NOT t.wide OR search_holds_all(t.folded, sure)) LIMIT most; END $$
"""


def _learn(cursor, identity):
    """Give a document that is there the tokens that the engine gives to new ones."""
    cursor.execute("SELECT folded, wide FROM search_text WHERE id = %s", [identity])
    folded, wide = cursor.fetchone()
    parts = [] if wide else [part.strip(" ") for part in folded.split("\n")]
    tokens = {token[:64] for part in parts for token in bridges(part)}
    tokens.add(f"\ue000b{identity >> 12}")
    cursor.execute(
        "UPDATE search_text SET grams = grams || array_to_tsvector(%s) WHERE id = %s",
        [sorted(tokens), identity],
    )


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT id FROM search_text")
        for (identity,) in cursor.fetchall():
            _learn(cursor, identity)
    schema_editor.execute("DROP FUNCTION search_some(tsquery, text[], text[], bigint, bigint, int)")
    schema_editor.execute(ENDS)
    # No parameters at all: the text holds percent signs.
    schema_editor.execute(COUNT, params=None)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute(
        "DROP FUNCTION search_count(tsquery, text[], text[], bigint, bigint, int), "
        "search_ends(bigint, bigint)"
    )
    schema_editor.execute(FORMER)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_index")]

    operations = [migrations.RunPython(forwards, backwards)]
