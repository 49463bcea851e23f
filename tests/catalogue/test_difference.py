"""The difference of two catalogues: nothing counted twice, nothing lost (F09)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import factories
from gongkai.catalogue.actions import rename_field, start_edition
from gongkai.catalogue.comparing import compare_editions
from gongkai.catalogue.difference import LABELS, ComparedItem, difference, pieces

WORDS = st.text("甲乙丙", max_size=2)


@st.composite
def catalogues(draw):
    """Rows with unique identities and unique natural keys, as one edition has them."""
    keys = draw(st.lists(st.tuples(WORDS, WORDS), unique=True, max_size=6))
    rows = []
    for level1, level2 in keys:
        identity = draw(st.sampled_from(["", *"abcdef"]))
        if identity in {row.identity for row in rows}:
            identity = ""
        values = {"level1": level1, "level2": level2, "elements": draw(WORDS)}
        rows.append(ComparedItem(identity, ("01", level1, level2), values))
    return rows


@given(catalogues())
def test_a_catalogue_does_not_differ_from_itself(rows):
    found = difference(rows, rows)
    assert found.empty
    assert found.unchanged == len(rows)


@given(catalogues(), catalogues())
def test_every_row_is_counted_once(old, new):
    found = difference(old, new)
    same = len(found.changed) + found.unchanged
    assert len(found.removed) + same == len(old)
    assert len(found.added) + same == len(new)


@given(catalogues(), catalogues())
def test_backwards_added_and_removed_change_places(old, new):
    there, back = difference(old, new), difference(new, old)
    assert len(there.added) == len(back.removed)
    assert len(there.changed) == len(back.changed)


@given(catalogues(), catalogues())
def test_changed_cells_really_differ(old, new):
    for change in difference(old, new).changed:
        for cell in change.cells:
            assert cell.before != cell.after
            assert cell.before == change.before.values.get(cell.column, "")


@given(WORDS, WORDS)
def test_pieces_give_back_both_texts(before, after):
    found = pieces(before, after)
    assert "".join(text for kind, text in found if kind != "added") == before
    assert "".join(text for kind, text in found if kind != "removed") == after


def test_identity_wins_over_the_natural_key():
    old = [ComparedItem("a", ("01", "甲", "乙"), {"level2": "乙"})]
    new = [
        ComparedItem("b", ("01", "甲", "乙"), {"level2": "乙"}),
        ComparedItem("a", ("01", "甲", "丙"), {"level2": "丙"}),
    ]
    found = difference(old, new)
    assert [item.identity for item in found.added] == ["b"]
    assert [cell.column for cell in found.changed[0].cells] == ["level2"]


@pytest.mark.django_db
def test_two_editions(town, office, unit):
    old = factories.make_edition(town, number=1)
    kept = factories.make_item(old, level2="办事指南", time_limit_text="20个工作日内")
    gone = factories.make_item(old, field=kept.field, level2="旧事项")
    new = start_edition(office, town, "新版", copy_from=old)
    new.items.filter(identity=gone.identity).delete()
    new.items.filter(identity=kept.identity).update(time_limit_text="10个工作日内")
    came = factories.make_item(new, field=kept.field, level2="新事项", units=(unit,))
    found = compare_editions(old, new)
    answer = found.as_json()
    assert [row["level2"] for row in answer["added"]] == [came.level2]
    assert [row["level2"] for row in answer["removed"]] == ["旧事项"]
    assert answer["changed"][0]["cells"] == [
        {"column": "time_limit", "before": "20个工作日内", "after": "10个工作日内"}
    ]
    assert set(answer["added"][0]) == set(LABELS)
    assert found.changed[0].cells[0].pieces[0] == ("removed", "2")


@pytest.mark.django_db
def test_a_renamed_field_is_the_same_item_under_its_new_name(town, office):
    old = factories.make_edition(town, number=1, state="superseded", effective_to=date(2026, 1, 31))
    field = factories.make_field("14", "扶贫")
    item = factories.make_item(old, field=field)
    new = factories.make_edition(town, number=2)
    factories.make_item(new, field=field, level1=item.level1, level2=item.level2)
    rename_field(office, field, "乡村振兴", date(2026, 2, 1), "某文件")
    found = compare_editions(old, new)
    assert not found.added
    assert not found.removed
    assert ("扶贫", "乡村振兴") in [(c.before, c.after) for c in found.changed[0].cells]
