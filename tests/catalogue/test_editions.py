"""Editions of the catalogue: draft → in force → superseded, and who may move them (F04, F10)."""

import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

import factories
from gongkai.catalogue.actions import (
    assign_units,
    discard_edition,
    load_national,
    put_in_force,
    schedule_review,
    start_edition,
)
from gongkai.catalogue.models import Edition, EditionState, Item, Standing
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.actor import actor_for, system_actor
from gongkai.organisation.models import Role
from gongkai.organisation.refusals import Conflict, Invalid, NotAllowedNow, NotPermitted
from gongkai.outbox.models import Effect

pytestmark = pytest.mark.django_db
JANUARY = date(2026, 1, 1)
MARCH = date(2026, 3, 1)


def test_editions_are_numbered_per_town(town, office):
    first = start_edition(office, town, "甲", source="某文件")
    second = start_edition(office, town, "乙")
    assert (first.number, second.number) == (1, 2)
    assert (first.state, first.source) == (EditionState.DRAFT, "某文件")


def test_an_edition_needs_a_name(town, office):
    with pytest.raises(Invalid) as refused:
        start_edition(office, town, "  ")
    assert "name" in refused.value.errors
    with pytest.raises(Invalid):
        start_edition(office, town, "长" * 121)
    assert not Edition.objects.exists()


def test_a_copy_keeps_identity_units_and_standing(town, office, unit):
    old = factories.make_edition(town)
    item = factories.make_item(old, units=(unit,))
    doubtful = factories.make_item(old, standing=Standing.TO_CHECK)
    new = start_edition(office, town, "新版", copy_from=old)
    copy = new.items.get(identity=item.identity)
    assert copy.pk != item.pk
    assert list(copy.responsible_units.all()) == [unit]
    assert new.items.get(identity=doubtful.identity).standing == Standing.TO_CHECK
    assert old.items.count() == new.items.count() == 2


def test_a_copy_of_another_towns_edition_is_refused(town, office):
    foreign = factories.make_edition()
    with pytest.raises(Invalid):
        start_edition(office, town, "新版", copy_from=foreign)


def test_in_force_with_rows_to_check_needs_their_number(national, office):
    with pytest.raises(Invalid, match="还有87项待核对"):
        put_in_force(office, national, MARCH)
    with pytest.raises(Conflict, match="现在是87项"):
        put_in_force(office, national, MARCH, to_check=86)
    edition = put_in_force(office, national, MARCH, to_check=87)
    assert (edition.state, edition.effective_from) == (EditionState.IN_FORCE, MARCH)
    entry = LedgerEntry.objects.order_by("-id").first()
    assert entry.action == "catalogue.put_in_force"
    assert entry.after["to_check"] == 87


def test_an_empty_edition_cannot_be_put_in_force(draft, office):
    with pytest.raises(Invalid, match="还没有公开事项"):
        put_in_force(office, draft, MARCH)


def test_a_future_day_is_refused(draft, office):
    factories.make_item(draft)
    with pytest.raises(Invalid) as refused:
        put_in_force(office, draft, timezone.localdate() + timedelta(days=1))
    assert "effective_from" in refused.value.errors


def test_the_former_edition_ends_the_day_before(town, office, draft):
    former = factories.make_edition(town, effective_from=JANUARY)
    factories.make_item(draft)
    with pytest.raises(Invalid, match="须晚于现行目录"):
        put_in_force(office, draft, JANUARY)
    put_in_force(office, draft, MARCH)
    former.refresh_from_db()
    assert (former.state, former.effective_to) == (EditionState.SUPERSEDED, date(2026, 2, 28))
    assert Effect.objects.filter(handler="portal.catalogue", payload={"town": town.slug}).exists()


def test_same_field_level1_and_level2_is_the_same_item(town, office, draft):
    former = factories.make_edition(town, effective_from=JANUARY)
    old = factories.make_item(former, level1="社会救助", level2="办事指南")
    new = factories.make_item(draft, field=old.field, level1="社会 救助", level2="办事指南")
    other = factories.make_item(draft, field=old.field, level1="社会救助", level2="政策法规")
    put_in_force(office, draft, MARCH)
    new.refresh_from_db()
    other.refresh_from_db()
    assert new.identity == old.identity
    assert other.identity != old.identity


def test_an_item_that_left_and_came_back_is_the_same_item(town, office):
    old = factories.make_item(factories.make_edition(town, number=1, effective_from=JANUARY))
    gap = factories.make_edition(town, number=2, state="draft")
    factories.make_item(gap)
    put_in_force(office, gap, date(2026, 2, 1))
    back = factories.make_edition(town, number=3, state="draft")
    again = factories.make_item(back, field=old.field, level1=old.level1, level2=old.level2)
    put_in_force(office, back, MARCH)
    again.refresh_from_db()
    assert again.identity == old.identity


def test_a_reworded_copy_keeps_its_identity_against_a_namesake(town, office):
    former = factories.make_edition(town, number=1, effective_from=JANUARY)
    old = factories.make_item(former, level1="甲", level2="乙")
    draft = start_edition(office, town, "新版", copy_from=former)
    draft.items.update(level2="乙（改）")
    namesake = factories.make_item(draft, field=old.field, level1="甲", level2="乙")
    put_in_force(office, draft, MARCH)
    namesake.refresh_from_db()
    assert draft.items.get(level2="乙（改）").identity == old.identity
    assert namesake.identity != old.identity


def test_no_other_town_is_touched(town, office, draft):
    foreign = factories.make_item(factories.make_edition())
    item = factories.make_item(
        draft, field=foreign.field, level1=foreign.level1, level2=foreign.level2
    )
    put_in_force(office, draft, MARCH)
    item.refresh_from_db()
    foreign.edition.refresh_from_db()
    assert item.identity != foreign.identity
    assert foreign.edition.state == EditionState.IN_FORCE


ILLEGAL = {
    "in_force": ["load", "put", "discard"],
    "superseded": ["load", "put", "discard", "units", "review"],
    "draft": ["review"],
}


@pytest.mark.parametrize(
    ("state", "verb"), [(state, verb) for state, verbs in ILLEGAL.items() for verb in verbs]
)
def test_every_step_the_table_does_not_have_is_refused(town, office, unit, state, verb):
    edition = factories.make_edition(town, state=state)
    item = factories.make_item(edition)
    verbs = {
        "load": lambda: load_national(office, edition),
        "put": lambda: put_in_force(office, edition, MARCH),
        "discard": lambda: discard_edition(office, edition),
        "units": lambda: assign_units(office, item, [unit]),
        "review": lambda: schedule_review(office, edition, timezone.localdate()),
    }
    entries = LedgerEntry.objects.count()
    with pytest.raises(NotAllowedNow):
        verbs[verb]()
    edition.refresh_from_db()
    assert edition.state == state
    assert LedgerEntry.objects.count() == entries


def test_discarding_a_draft_leaves_it_on_the_ledger(national, office):
    discard_edition(office, national, "重新整理")
    assert not Edition.objects.exists()
    assert not Item.objects.exists()
    entry = LedgerEntry.objects.order_by("-id").first()
    assert (entry.action, entry.before["items"], entry.why) == (
        "catalogue.discard_edition",
        154,
        "重新整理",
    )
    with pytest.raises(Conflict):
        discard_edition(office, Edition(pk=national.pk or 1, town=national.town, name="旧"))


def test_units_are_replaced_as_a_whole(town, office, unit):
    item = factories.make_item(factories.make_edition(town), units=(unit,))
    other = factories.make_unit(town)
    assign_units(office, item, [other, other])
    assert list(item.responsible_units.all()) == [other]
    entry = LedgerEntry.objects.order_by("-id").first()
    assert (entry.before, entry.after) == ({"units": [unit.name]}, {"units": [other.name]})


def test_units_of_another_town_and_closed_units_are_refused(town, office):
    item = factories.make_item(factories.make_edition(town))
    with pytest.raises(Invalid, match="不是本镇"):
        assign_units(office, item, [factories.make_unit()])
    with pytest.raises(Invalid, match="已经撤销"):
        assign_units(office, item, [factories.make_unit(town, closed_on=JANUARY)])
    assert not item.responsible_units.exists()


def test_a_review_cannot_be_scheduled_in_the_past(town, office):
    edition = factories.make_edition(town)
    today = timezone.localdate()
    with pytest.raises(Invalid):
        schedule_review(office, edition, today - timedelta(days=1))
    assert schedule_review(office, edition, today).review_due_on == today
    assert schedule_review(office, edition, None).review_due_on is None


@pytest.mark.parametrize("role", [role for role in Role if role != Role.OFFICE])
def test_only_the_office_edits_the_catalogue(town, unit, role):
    actor = actor_for(factories.make_account(role, unit=unit))
    draft = factories.make_edition(town, state="draft")
    item = factories.make_item(draft)
    before = LedgerEntry.objects.count()
    for verb in (
        lambda: start_edition(actor, town, "新版"),
        lambda: load_national(actor, draft),
        lambda: put_in_force(actor, draft, MARCH),
        lambda: discard_edition(actor, draft),
        lambda: assign_units(actor, item, [unit]),
    ):
        with pytest.raises(NotPermitted):
            verb()
    assert LedgerEntry.objects.count() == before
    assert draft.items.count() == 1


def test_the_office_of_another_town_is_refused(draft):
    foreign = actor_for(factories.make_account(Role.OFFICE))
    with pytest.raises(NotPermitted):
        discard_edition(foreign, draft)
    with pytest.raises(NotPermitted):
        put_in_force(system_actor(foreign.town), draft, MARCH)


def test_identities_are_not_shared_between_new_items(national):
    identities = list(national.items.values_list("identity", flat=True))
    assert len(set(identities)) == 154
    assert all(isinstance(identity, uuid.UUID) for identity in identities)
