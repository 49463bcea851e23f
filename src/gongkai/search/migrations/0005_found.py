"""PostgreSQL: the number of hits and the newest of them from one look into each block.

Where tokens prove everything, the list of a block gives both; asked for one after the other, the
newest block, which may be the fullest, was read twice (docs/decisions/0019).
"""

from django.db import migrations

FOUND = """
CREATE FUNCTION search_found(
  wanted text, wide text, parts text[], proven text[], own text[],
  low bigint, high bigint, shown int, most int, OUT total int, OUT newest bigint[]
) LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_indexscan = off SET jit = off AS $$
DECLARE
  oldest bigint; last bigint; any_wide boolean; block bigint; these bigint[];
BEGIN
  total := 0;
  newest := '{}';
  SELECT s.oldest, s.newest, s.wide INTO oldest, last, any_wide FROM search_span(low, high) s;
  IF last IS NULL THEN RETURN; END IF;
  IF cardinality(parts) > 0 OR any_wide THEN
    newest := ARRAY(SELECT search_newest(wanted, wide, parts, proven, own, NULL, low, high, shown));
    total := cardinality(newest);
    -- Fewer than were asked for are all there are.
    IF total = shown THEN
      total := search_count(wanted, wide, parts, proven, low, high, most);
    END IF;
    RETURN;
  END IF;
  block := last >> 14;
  WHILE block >= oldest >> 14 AND total < most LOOP
    IF cardinality(newest) < shown THEN
      these := ARRAY(SELECT t.id FROM search_text t WHERE t.grams @@ search_at(wanted, block)
        ORDER BY t.id DESC);
      newest := newest || these[1:shown - cardinality(newest)];
      total := total + cardinality(these);
    ELSE
      total := total + (SELECT count(*) FROM search_text t
        WHERE t.grams @@ search_at(wanted, block));
    END IF;
    block := block - 1;
  END LOOP;
  total := least(total, most);
END $$
"""


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FOUND, params=None)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "DROP FUNCTION search_found("
            "text, text, text[], text[], text[], bigint, bigint, int, int)"
        )


class Migration(migrations.Migration):
    dependencies = [("search", "0004_stretches")]

    operations = [migrations.RunPython(forwards, backwards)]
