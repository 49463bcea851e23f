"""Changing, confirming, matching items and renaming fields (F06, F10)."""

from datetime import date

import pytest

import factories
from gongkai.catalogue.actions import (
    add_item,
    confirm_item,
    doubt_item,
    edit_item,
    match_item,
    put_in_force,
    remove_item,
    rename_field,
    start_edition,
)
from gongkai.catalogue.fields import codes_by_name, ensure_fields
from gongkai.catalogue.identity import continue_former
from gongkai.catalogue.models import FieldName, Item, Standing
from gongkai.catalogue.queries import (
    current_item,
    edition_in_force,
    field_name,
    history_of,
    search_items,
)
from gongkai.catalogue.values import ItemValues
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.actor import actor_for
from gongkai.organisation.models import Role
from gongkai.organisation.refusals import Conflict, Invalid, NotAllowedNow, NotPermitted
from gongkai.outbox.models import Effect

pytestmark = pytest.mark.django_db


def values(field, **others):
    given = {"level1": "社会救助", "level2": "办事指南", "mode": "主动公开", **others}
    return ItemValues(field=field, **given)


@pytest.fixture
def field(db):
    return ensure_fields(["03"])["03"]


def last_entry():
    return LedgerEntry.objects.order_by("-id").first()


def test_an_item_entered_by_hand_is_confirmed_and_numbered(draft, office, field):
    first = add_item(office, draft, values(field))
    second = add_item(office, draft, values(field, level2="政策法规", time_limit_text="及时公开"))
    assert (first.sequence, second.sequence) == (1, 2)
    assert second.standing == Standing.CONFIRMED
    assert second.time_limit["kind"] == "immediate"
    assert second.provenance == "手工录入"
    assert last_entry().after["level2"] == "政策法规"


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"level1": "  "}, "level1"),
        ({"level2": "长" * 401}, "level2"),
        ({"mode": "半公开"}, "mode"),
        ({"audience": "某人"}, "audience"),
    ],
)
def test_wrong_values_are_named_by_column(draft, office, field, wrong, column):
    with pytest.raises(Invalid) as refused:
        add_item(office, draft, values(field, **wrong))
    assert column in refused.value.errors
    assert not draft.items.exists()


def test_the_same_item_twice_is_refused(draft, office, field):
    add_item(office, draft, values(field))
    with pytest.raises(Invalid, match="已经有相同"):
        add_item(office, draft, values(field))
    other = add_item(office, draft, values(field, level2="别的"))
    with pytest.raises(Invalid):
        edit_item(office, other, values(field))


def test_an_edit_keeps_identity_and_records_only_what_changed(draft, office, field):
    item = add_item(office, draft, values(field, publisher="镇政府"))
    edited = edit_item(office, item, values(field, publisher="民政所"))
    assert edited.identity == item.identity
    entry = last_entry()
    assert (entry.before, entry.after) == ({"publisher": "镇政府"}, {"publisher": "民政所"})


def test_moving_to_another_field_goes_to_its_end(draft, office, field):
    other = ensure_fields(["05"])["05"]
    add_item(office, draft, values(other))
    item = add_item(office, draft, values(field))
    moved = edit_item(office, item, values(other, level2="别的"))
    assert (moved.field_id, moved.sequence) == (other.pk, 2)


def test_in_force_only_rows_to_check_can_be_corrected_with_a_reason(town, office):
    edition = factories.make_edition(town)
    confirmed = factories.make_item(edition)
    doubtful = factories.make_item(edition, standing=Standing.TO_CHECK)
    changed = values(doubtful.field, level2="改正")
    with pytest.raises(NotAllowedNow, match="已经核对"):
        edit_item(office, confirmed, values(confirmed.field), "理由")
    with pytest.raises(Invalid) as refused:
        edit_item(office, doubtful, changed)
    assert "why" in refused.value.errors
    edit_item(office, doubtful, changed, "民发〔2019〕1号附件")
    assert last_entry().why == "民发〔2019〕1号附件"
    assert Effect.objects.filter(handler="portal.catalogue").count() == 1
    with pytest.raises(NotAllowedNow):
        add_item(office, edition, values(doubtful.field, level2="新"))
    with pytest.raises(NotAllowedNow):
        remove_item(office, doubtful)


def test_a_superseded_edition_is_history(town, office):
    item = factories.make_item(factories.make_edition(town, state="superseded"))
    with pytest.raises(NotAllowedNow):
        edit_item(office, item, values(item.field), "理由")
    with pytest.raises(NotAllowedNow):
        confirm_item(office, [item])
    with pytest.raises(NotAllowedNow):
        doubt_item(office, item, "理由")


def test_confirming_many_leaves_one_entry_that_names_them(town, office):
    edition = factories.make_edition(town)
    rows = [
        factories.make_item(edition, standing=Standing.TO_CHECK, problems=["疑点"])
        for _ in range(3)
    ]
    done = confirm_item(office, [*rows, factories.make_item(edition)], "附件")
    assert len(done) == 3
    assert not edition.items.filter(standing=Standing.TO_CHECK).exists()
    entry = last_entry()
    assert [row["problems"] for row in entry.before] == [["疑点"]] * 3
    assert {row["identity"] for row in entry.after} == {str(row.identity) for row in rows}
    with pytest.raises(Invalid, match="已经核对过"):
        confirm_item(office, rows)
    with pytest.raises(Invalid):
        confirm_item(office, [])


def test_rows_of_two_editions_are_not_confirmed_together(town, office):
    one = factories.make_item(factories.make_edition(town), standing=Standing.TO_CHECK)
    draft = factories.make_edition(town, state="draft")
    other = factories.make_item(draft, standing=Standing.TO_CHECK)
    with pytest.raises(Conflict):
        confirm_item(office, [one, other])
    one.refresh_from_db()
    assert one.standing == Standing.TO_CHECK


def test_a_confirmed_row_can_be_doubted_again(town, office):
    item = factories.make_item(factories.make_edition(town))
    with pytest.raises(Invalid):
        doubt_item(office, item, " ")
    assert doubt_item(office, item, "时限不符").problems == ["时限不符"]


def test_a_chosen_match_keeps_the_history_over_a_rewording(town, office):
    former = factories.make_edition(town, number=1, effective_from=date(2026, 1, 1))
    old = factories.make_item(former)
    draft = start_edition(office, town, "新版")
    new = factories.make_item(draft, field=old.field, level2="换了名称")
    other = factories.make_item(draft, field=old.field, level2="另一项")
    match_item(office, new, old)
    with pytest.raises(Conflict, match="已经沿用"):
        match_item(office, other, old)
    put_in_force(office, draft, date(2026, 3, 1))
    new.refresh_from_db()
    assert new.identity == old.identity
    assert [item.edition.number for item in history_of(new)] == [2, 1]
    assert current_item(old) == new


def test_a_match_can_be_taken_back_while_it_is_a_draft(town, office):
    old = factories.make_item(factories.make_edition(town, number=1))
    draft = start_edition(office, town, "新版")
    new = factories.make_item(draft)
    match_item(office, new, old)
    assert match_item(office, new, None).identity != old.identity


def test_only_items_of_the_towns_own_past_can_be_continued(town, office):
    draft = start_edition(office, town, "新版")
    item = factories.make_item(draft)
    with pytest.raises(Invalid):
        match_item(office, item, factories.make_item(factories.make_edition()))
    with pytest.raises(Invalid):
        match_item(office, item, factories.make_item(draft))


def test_removing_leaves_the_row_on_the_ledger(draft, office, field):
    item = add_item(office, draft, values(field))
    remove_item(office, item, "重复")
    assert not Item.objects.exists()
    assert (last_entry().before["level2"], last_entry().why) == ("办事指南", "重复")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.OFFICE])
def test_only_the_office_changes_items(town, unit, role):
    actor = actor_for(factories.make_account(role, unit=unit))
    draft = factories.make_edition(town, state="draft")
    item = factories.make_item(draft, standing=Standing.TO_CHECK)
    for verb in (
        lambda: add_item(actor, draft, values(item.field)),
        lambda: edit_item(actor, item, values(item.field)),
        lambda: remove_item(actor, item),
        lambda: confirm_item(actor, [item]),
        lambda: doubt_item(actor, item, "理由"),
        lambda: match_item(actor, item, None),
        lambda: rename_field(actor, item.field, "新名称", date(2026, 1, 1), "某文"),
    ):
        with pytest.raises(NotPermitted):
            verb()
    assert not LedgerEntry.objects.exists()


def test_a_renamed_field_keeps_its_history(town, office, field):
    edition = factories.make_edition(town)
    factories.make_item(edition, field=field)
    rename_field(office, field, "社会救助帮扶领域", date(2026, 2, 1), "某文〔2026〕1号")
    assert field_name(field, date(2026, 1, 31)) == "社会救助"
    assert field_name(field, date(2026, 2, 1)) == "社会救助帮扶"
    assert field_name(field, date(1999, 1, 1)) == "社会救助"
    assert codes_by_name()["社会救助"] == codes_by_name()["社会救助帮扶"] == "03"
    effects = Effect.objects.filter(payload={"town": town.slug}, handler="portal.catalogue")
    assert effects.count() == 1
    records = Effect.objects.get(handler="portal.field")
    assert records.payload == {"town": town.slug, "field": "03", "since": "2026-02-01"}
    assert last_entry().before["name"] == "社会救助"
    assert not Effect.objects.exclude(town=town.slug).exists()


def test_a_renamed_field_is_told_to_each_town_under_its_own_name(town, office, field):
    other = factories.make_town()
    for each in (town, other):
        factories.make_item(factories.make_edition(each), field=field)
    rename_field(office, field, "社会救助帮扶领域", date(2026, 2, 1), "某文〔2026〕1号")
    told = Effect.objects.filter(handler="portal.field").values_list("town", "payload__town")
    assert set(told) == {(each.slug, each.slug) for each in (town, other)}


def test_the_national_renaming_is_known(db):
    field = ensure_fields(["14"])["14"]
    assert field_name(field, date(2020, 5, 31)) == "扶贫"
    assert field_name(field, date(2026, 1, 1)) == "乡村振兴"


@pytest.mark.parametrize(
    ("name", "day", "source", "column"),
    [
        ("", date(2026, 2, 1), "某文", "name"),
        ("社会救助", date(2026, 2, 1), "某文", "name"),
        ("新名称", date(2019, 1, 1), "某文", "valid_from"),
        ("新名称", date(2026, 2, 1), "", "source"),
        ("新名称", date(2999, 1, 1), "某文", "valid_from"),
    ],
)
def test_bad_renamings_are_refused(office, field, name, day, source, column):
    with pytest.raises(Invalid) as refused:
        rename_field(office, field, name, day, source)
    assert column in refused.value.errors
    assert FieldName.objects.filter(field=field).count() == 1


def test_search_finds_every_word_and_old_names(national):
    assert edition_in_force(national.town) is None
    assert search_items(national, "社会救助 办事指南").exists()
    assert search_items(national, "扶贫").filter(field__code="14").count() == 10
    assert not search_items(national, "没有这样的事").exists()


def test_legal_bases_are_a_persons_choice_and_go_on_into_a_new_edition(town, office, field):
    draft = factories.make_edition(town, number=1, state="draft")
    item = add_item(office, draft, values(field, legal_bases=("21-T8",)))
    assert item.legal_bases == ["21-T8"]
    assert last_entry().after["legal_bases"] == ["21-T8"]
    kept = edit_item(office, item, values(field, publisher="民政所"))
    assert kept.legal_bases == ["21-T8"]
    with pytest.raises(Invalid) as refused:
        edit_item(office, item, values(field, legal_bases=("99",)))
    assert "legal_bases" in refused.value.errors
    assert edit_item(office, item, values(field, legal_bases=())).legal_bases == []


def test_a_new_edition_inherits_the_bases_of_what_it_continues(town, office, field):
    former = factories.make_edition(town, number=1)
    older = factories.make_item(former, field=field, level1="社会救助", level2="办事指南")
    older.legal_bases = ["20-11"]
    older.save()
    draft = factories.make_edition(town, number=2, state="draft")
    add_item(office, draft, values(field))
    new = add_item(office, draft, values(field, level2="另一名称"))
    assert continue_former(list(draft.items.all()), [older])[0].legal_bases == ["20-11"]
    assert match_item(office, new, older).legal_bases == ["20-11"]
