"""A year in the life of a town: every number of the coverage report, counted again.

Items fall due; some are released in time, some late; one is withdrawn and replaced; some are
excused, extended, declared as nothing; a liaison hands over; a unit merges into another; the
catalogue gains an edition; the holiday notice of the next year arrives in November.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

import factories
from duty.helpers import NEW_YEAR, on
from duty.recount import Numbers, Recount
from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.fields import ensure_fields
from gongkai.catalogue.models import Edition, Item
from gongkai.catalogue.values import ItemValues
from gongkai.duty import actions as duty
from gongkai.duty.coverage import Report, coverage_of
from gongkai.duty.handlers import every_day
from gongkai.duty.models import Cause, Duty, DutyEvent, Notice, Obligation
from gongkai.ledger.clock import today
from gongkai.ledger.queries import verify
from gongkai.organisation import actions as organisation
from gongkai.organisation.actor import Actor, actor_for
from gongkai.organisation.models import Account, Role, Unit, UnitKind
from gongkai.outbox.handlers import Delivery
from gongkai.outbox.worker import drain
from gongkai.publication import actions as publication
from gongkai.release import actions as release
from gongkai.release.models import Release
from gongkai.review import actions as review
from gongkai.rules.coverage import bases_of, village_category
from roads import House, draft

pytestmark = pytest.mark.django_db

EVENT = "信息形成之日起20个工作日内"
QUARTERLY = "每季度结束后10日内"
YEARLY = "每年1月31日前"
STANDING = "长期公开"
HALF = "每半年公开一次"
FIELDS = {EVENT: "03", QUARTERLY: "04", YEARLY: "07", STANDING: "10", HALF: "14"}


@contextmanager
def day(text: str) -> Iterator[None]:
    """A day on which the daily making has run."""
    with on(text):
        every_day(Delivery({"day": text}, text, 1))
        yield


class Year(House):
    """The town of the year: two departments and one that will merge, and a village."""

    def __post_init__(self) -> None:
        super().__post_init__()
        Item.objects.all().delete()
        Edition.objects.all().delete()
        self.farming, self.affairs = self.unit, self.office_unit
        self.merging = factories.make_unit(self.town)
        self.village = factories.make_unit(self.town, kind=UnitKind.VILLAGE)
        self.items: dict[str, Item] = {}

    def found_catalogue(self) -> None:
        """The first edition, put in force with its units."""
        edition = catalogue.start_edition(self.office, self.town, "第一版")
        rows: list[tuple[str, str, tuple[Unit, ...]]] = [
            ("救助", EVENT, (self.farming,)),
            ("养老机构", QUARTERLY, (self.affairs, self.merging)),
            ("征地", YEARLY, (self.farming,)),
            ("文化场馆", STANDING, (self.affairs,)),
            ("低保公示", EVENT, (self.affairs, self.village)),
            ("振兴项目", HALF, (self.farming, self.village)),
            ("养老补贴", EVENT, (self.merging,)),
        ]
        for name, phrase, units in rows:
            self.add(edition, name, phrase, units)
        catalogue.put_in_force(self.office, edition, date(2026, 1, 1))
        drain()
        self.find_items(edition)

    def add(self, edition: Edition, name: str, phrase: str, units: tuple[Unit, ...]) -> Item:
        """An item of a draft with its units."""
        code = FIELDS[phrase]
        values = ItemValues(
            field=ensure_fields([code])[code],
            level1=name,
            level2=name,
            elements="名称；正文",
            time_limit_text=phrase,
            channels=("政府网站", "两微一端") if phrase != HALF else ("政府网站",),
            audience="全社会",
            mode="主动公开",
            levels=("乡级",),
        )
        item = catalogue.add_item(self.office, edition, values)
        catalogue.assign_units(self.office, item, units)
        return item

    def find_items(self, edition: Edition) -> None:
        self.items = {
            item.level2: item for item in edition.items.select_related("field", "edition__town")
        }

    def owed(self, name: str, unit: Unit) -> Obligation:
        """What a unit owes for an item now."""
        identity = self.items[name].identity
        return Obligation.objects.get(unit=unit, identity=identity, ended_on=None)

    def find(self, name: str, unit: Unit, key: str) -> Duty:
        """A duty by item, unit and key."""
        return Duty.objects.select_related("unit", "town").get(
            unit=unit, obligation__identity=self.items[name].identity, key=key
        )

    def liaison(self, unit: Unit) -> Actor:
        """Somebody who drafts for a unit."""
        role = Role.VILLAGE if unit.kind == UnitKind.VILLAGE else Role.LIAISON
        found = Account.objects.filter(unit=unit, role_grants__role=role).first()
        return actor_for(found or factories.make_account(role, Role.HANDLER, unit=unit))

    def publish(self, name: str, unit: Unit, formed: str, stage: str = "") -> Release:
        """A record of a unit under an item, released today and seen at its address."""
        drafter = self.liaison(unit)
        self.handler = drafter if unit != self.farming else self.person(Role.HANDLER)
        text = draft(title=f"{name}{formed}", formed_on=date.fromisoformat(formed), stage=stage)
        record = publication.create(drafter, unit, text, self.items[name])
        sheet = review.open_sheet(self.handler, unit)
        self.signed(self.ticked(self.registered(record, sheet)).sheet)
        record.refresh_from_db()
        releaser = drafter if unit.kind == UnitKind.VILLAGE else self.office
        released = release.release(releaser, record)
        drain()
        return released

    def compare(self) -> Numbers:
        """Every number of the report of today against the recount."""
        report = coverage_of(self.town, 2026)
        numbers = Recount(self.town).report(today())
        ours, theirs = lines(report), recounted(self, numbers)
        for axis, line in theirs.items():
            assert (axis, ours[axis]) == (axis, line)
        return numbers


def lines(report: Report) -> dict[str, object]:
    """The numbers of the product's report."""
    found = report.as_json()
    return {
        "total": found["total"],
        **{
            axis: {
                line["code"]: {name: line[name] for name in found["total"]}
                for line in found[axis]
                if line["owed"]
            }
            for axis in ("fields", "units", "bases", "village_categories")
        },
        "channels": {
            line["name"]: (line["required"], line["proven"]) for line in found["channels"]
        },
        "stages": {
            line["code"]: line["publications"] for line in found["stages"] if line["publications"]
        },
        "nothing": {line["code"]: line["declared"] for line in found["bases"] if line["declared"]},
    }


def recounted(year: Year, numbers: Numbers) -> dict[str, object]:
    """The same numbers, from the ledger."""
    villages = {year.village.slug}

    def categories(item: Item, unit: str) -> list[str]:
        row = village_category(item.field.code, item.level1 + item.level2, today())
        return [row.code] if row and unit in villages else []

    return {
        "total": numbers.total(),
        "fields": numbers.by(lambda item, unit: [item.field.code]),
        "units": numbers.by(lambda item, unit: [unit]),
        "bases": numbers.by(lambda item, unit: bases_of(item.legal_bases, item.field.code)),
        "village_categories": numbers.by(categories),
        "channels": numbers.channels(),
        "stages": dict(numbers.stages()),
        "nothing": numbers.recount.nothing,
    }


def winter(year: Year) -> None:
    """January to March: the catalogue, a date met, an event met late."""
    with day("2026-01-05"):
        year.found_catalogue()
    with day("2026-01-20"):
        year.publish("征地", year.farming, "2026-01-15", "execution")
    with day("2026-02-11"):
        owed = year.owed("救助", year.farming)
        duty.record_event(year.drafter, owed, date(2026, 2, 10), "二月名单")
    with day("2026-03-20"):
        year.publish("救助", year.farming, "2026-02-10", "result")
        year.publish("文化场馆", year.affairs, "2026-03-20", "service")
        year.compare()


def spring(year: Year) -> None:
    """April to July: withdrawn and replaced, excused, declared, handed over."""
    with day("2026-04-08"):
        year.publish("养老机构", year.affairs, "2026-04-03")
    with day("2026-04-21"):
        owed = year.owed("低保公示", year.affairs)
        duty.record_event(year.liaison(year.affairs), owed, date(2026, 4, 20), "四月名单")
        wrong = year.publish("低保公示", year.affairs, "2026-04-20", "result")
        year.publish("低保公示", year.village, "2026-04-15", "result")
    with day("2026-05-06"):
        release.withdraw(year.office, wrong.record, "incorrect")
        drain()
        year.compare()
    with day("2026-05-25"):
        year.publish("低保公示", year.affairs, "2026-04-20", "result")
    with day("2026-07-03"):
        excused = year.find("振兴项目", year.farming, "2026H1")
        duty.excuse(year.office, excused, "项目移交区级管理")
        year.publish("振兴项目", year.village, "2026-06-28")
        organisation.appoint_liaison(
            year.office, year.affairs, year.liaison(year.affairs).account, date(2026, 1, 1)
        )
    with day("2026-07-09"):
        quarter = year.find("养老机构", year.affairs, "2026Q2")
        duty.declare_nothing(year.liaison(year.affairs), quarter, "本季度没有变动")
        successor = factories.make_account(Role.LIAISON, unit=year.affairs)
        organisation.hand_over_liaison(
            year.office, year.affairs, successor, date(2026, 7, 9), note="在办信息两条"
        )
        duty.declare_nothing_for_basis(year.office, year.town, "21-T6", 2026, "没有房屋征收")
        year.compare()


def autumn(year: Year) -> None:
    """August to October: a unit merges, a new edition, an event under the new limit."""
    with day("2026-08-20"):
        year.publish("文化场馆", year.affairs, "2026-08-18", "service")
    with day("2026-08-26"):
        owed = year.owed("养老补贴", year.merging)
        duty.record_event(year.liaison(year.merging), owed, date(2026, 8, 25), "补贴名册")
    with day("2026-09-15"):
        duty.transfer(year.office, year.merging, year.affairs, "机构改革")
        drain()
        Account.objects.filter(unit=year.merging).update(is_active=False)
        organisation.close_unit(year.office, year.merging, date(2026, 9, 15), why="机构改革")
        drain()
        year.compare()
    with day("2026-09-28"):
        owed = year.owed("救助", year.farming)
        duty.record_event(year.drafter, owed, date(2026, 9, 25), "九月名单")
    with day("2026-10-08"):
        new_edition(year)
        year.compare()
    with day("2026-10-13"):
        year.publish("养老机构", year.affairs, "2026-10-09")
        year.publish("养老补贴", year.affairs, "2026-08-25")


def new_edition(year: Year) -> None:
    """One item leaves, one comes, one limit is shortened."""
    edition = catalogue.start_edition(
        year.office, year.town, "第二版", copy_from=Edition.objects.get(state="in_force")
    )
    year.find_items(edition)
    catalogue.remove_item(year.office, year.items["振兴项目"], "区级承担")
    year.add(edition, "养老评估", QUARTERLY, (year.affairs,))
    short = year.items["救助"]
    values = ItemValues(
        field=short.field,
        level1="救助",
        level2="救助",
        elements="名称；正文",
        time_limit_text=EVENT.replace("20", "15"),
        channels=("政府网站", "两微一端"),
        audience="全社会",
        mode="主动公开",
        levels=("乡级",),
    )
    catalogue.edit_item(year.office, short, values)
    catalogue.put_in_force(year.office, edition, date(2026, 10, 8))
    drain()
    year.find_items(edition)


def end(year: Year) -> None:
    """November and December: the notice, an extension, a corrected date, another channel."""
    with day("2026-11-17"):
        owed = year.owed("救助", year.farming)
        late = duty.record_event(year.drafter, owed, date(2026, 11, 16), "十一月名单")
        crossing = duty.record_event(year.drafter, owed, date(2026, 11, 12), "登记有误")
    with day("2026-11-20"):
        organisation.enter_calendar_year(year.office, NEW_YEAR)
        drain()
        moved = DutyEvent.objects.filter(run__cause=Cause.CALENDAR)
        assert moved.count() == Duty.objects.filter(running=True, town=year.town).count()
    with day("2026-11-25"):
        duty.extend(year.office, late, date(2026, 12, 18), "材料未齐")
        duty.correct_event_date(year.drafter, crossing, date(2026, 11, 19), why="看错日期")
    with day("2026-12-15"):
        year.publish("救助", year.farming, "2026-11-16", "result")
        shown = year.find("文化场馆", year.affairs, "standing")
        duty.record_channel(
            year.liaison(year.affairs), shown, "两微一端", date(2026, 12, 15), note="公众号"
        )
        nothing = year.owed("低保公示", year.affairs)
        with pytest.raises(Exception, match="已经公开过"):
            duty.declare_nothing_this_year(year.liaison(year.affairs), nothing, 2026, "没有")
    with day("2026-12-31"):
        final = year.compare()
        assert final.total()["late"] >= 3
        assert final.total()["overdue"] >= 1


def test_every_number_of_a_year_is_what_the_ledger_says() -> None:
    year = Year()
    winter(year)
    spring(year)
    autumn(year)
    end(year)
    assert list(verify(year.town.slug)) == []
    told = set(Notice.objects.values_list("unit__name", flat=True))
    assert {year.farming.name, year.affairs.name, year.merging.name} <= told
