"""A coverage report counts its own year, its own town and what may be seen, and nothing else."""

from datetime import date

import pytest

import factories
from duty.helpers import on, owed, published
from gongkai.catalogue.models import Edition
from gongkai.duty import actions as duty
from gongkai.duty.coverage import coverage_for, website_gaps
from gongkai.duty.coverage.report import Report
from gongkai.duty.models import Answer, Obligation
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Role
from gongkai.outbox.worker import drain
from gongkai.release import actions as release
from roads import House

pytestmark = pytest.mark.django_db
LIMIT = "信息形成之日起20个工作日内"
WEBSITE, READING = CHANNELS = ["政府网站", "公开查阅点"]


def covered(report: Report) -> dict[int, bool]:
    return {one.pk: one.covered for one in report.owed}


def proven(report: Report) -> dict[str, int]:
    return {line.name: line.proven for line in report.by_channel}


def declared(report: Report) -> str:
    return next(line.nothing for line in report.by_basis if line.code == "21-T6")


def published_in_stages(report: Report) -> int:
    return sum(line.publications for line in report.by_stage)


def report_for(actor: Actor, year: int) -> Report:
    found = coverage_for(actor, year)
    assert found is not None
    return found


def year_of_2025(house: House) -> tuple[Obligation, Obligation, Obligation]:
    """Published and gone again, by an event and standing; and declared as nothing."""
    Edition.objects.filter(pk=house.item.edition_id).update(effective_from=date(2025, 1, 1))
    with on("2025-06-02"):
        event = owed(house, LIMIT, channels=CHANNELS)
        standing, quiet = owed(house, "长期公开"), owed(house, LIMIT)
        found = duty.record_event(house.drafter, event, date(2025, 5, 30), "一")
        duty.declare_nothing_this_year(house.drafter, quiet, 2025, "没有发生")
        duty.declare_nothing_for_basis(house.office, house.town, "21-T6", 2025, "没有征收")
        gone = [published(house, row, date(2025, 5, 30)).record for row in (event, standing)]
        found.refresh_from_db()
        duty.record_channel(house.drafter, found, READING, date(2025, 6, 2), note="照片一")
        Answer.objects.update(stage="decision")
    with on("2025-07-01"):
        for record in gone:
            release.withdraw(house.office, record, "lapsed")
        drain()
        Answer.objects.update(stage="decision")
    return event, standing, quiet


def test_what_was_of_another_year_is_not_of_this_one() -> None:
    house = House()
    rows = year_of_2025(house)
    with on("2026-06-01"):
        last, this = (report_for(house.office, year) for year in (2025, 2026))
        assert [covered(last)[row.pk] for row in rows] == [True, True, True]
        assert [covered(this)[row.pk] for row in rows] == [False, False, False]
        # The standing one is asked to be on the website, too.
        assert (proven(last), proven(this)) == ({WEBSITE: 2, READING: 1}, {WEBSITE: 0, READING: 0})
        assert (declared(last), declared(this)) == ("没有征收", "")
        assert (published_in_stages(last), published_in_stages(this)) == (2, 0)
        assert (last.total.duties, this.total.duties) == (2, 1)  # the standing one is of each
        assert declared(report_for(House().office, 2025)) == ""


def test_what_was_wrong_or_was_not_seen_is_lacking_on_the_website() -> None:
    house = House()
    with on("2026-06-01"):
        event = owed(house, LIMIT, channels=CHANNELS)
        record = published(house, event, date(2026, 6, 1)).record

        def lacks() -> bool:
            return event.item in {gap.item for gap in website_gaps(house.office)}

        assert not lacks()
        Answer.objects.update(proven=False)
        assert lacks()
        Answer.objects.update(proven=True)
        assert covered(report_for(house.office, 2026))[event.pk]
        release.withdraw(house.office, record, "personal_data")
        drain()
        assert lacks()
        assert not covered(report_for(house.office, 2026))[event.pk]


def test_a_unit_sees_its_own_publications_and_items() -> None:
    house = House()
    other = factories.make_unit(house.town)
    with on("2026-06-01"):
        event = owed(house, LIMIT)
        published(house, event, date(2026, 6, 1))
        Answer.objects.update(stage="decision")
        factories.make_item(house.item.edition, units=(other,))
        duty.make(house.office, house.town)
        mine = report_for(house.drafter, 2026)
        theirs = report_for(house.person(Role.LIAISON, unit=other), 2026)
        whole = report_for(house.office, 2026)
    assert (published_in_stages(mine), published_in_stages(theirs)) == (1, 0)
    assert set(mine.items) | set(theirs.items) <= set(whole.items)
    assert event.identity in mine.items and event.identity not in theirs.items
    assert not any(line.unassigned for line in theirs.by_field)
