"""Promise 3: dates explain themselves.

Every statutory date comes from one engine, keeps the inputs it was made of, and can say from
when, counting what, excluding what, by which article, on which calendar edition. A year without
an announced calendar gives a date marked provisional or an error, never a silent guess.
"""

import json
from datetime import date

import pytest
from django.core.management import call_command
from django.db import transaction

from gongkai.ledger.models import LedgerEntry
from gongkai.organisation import queries
from gongkai.organisation.actions import enter_calendar_year
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import CalendarEdition, Role
from gongkai.organisation.queries import calendar_in_force
from gongkai.organisation.refusals import Invalid, NotPermitted
from gongkai.outbox.models import Effect
from gongkai.outbox.worker import drain
from gongkai.rules.calendar import CalendarMissing, Holiday, Notice, builtin, to_data, with_year
from gongkai.rules.counting import due
from permission_scenarios import World

pytestmark = pytest.mark.django_db

ARTICLE = "《政府信息公开条例》第三十三条"
RECEIVED = date(2026, 12, 25)
NEW_YEAR = Notice(
    year=2027,
    title="国务院办公厅关于2027年部分节假日安排的通知",
    document_number="国办发明电〔2026〕7号",
    issued=date(2026, 11, 20),
    off=(Holiday("元旦", date(2027, 1, 1), date(2027, 1, 3)),),
    working=(date(2027, 1, 10),),
)


@pytest.fixture
def office() -> Actor:
    world = World()
    return world.actor(Role.OFFICE, world.home)


def test_a_date_keeps_its_inputs_and_can_be_made_again() -> None:
    """Art. 33: 20 working days from receipt; 2026-09-18 crosses two holidays."""
    found = due(date(2026, 9, 18), 20, "working_day", builtin(), article=ARTICLE)
    kept = json.loads(json.dumps(found.inputs()))
    assert kept == {
        "start": "2026-09-18",
        "n": 20,
        "unit": "working_day",
        "direction": "after",
        "article": ARTICLE,
        "calendar": builtin().edition,
    }
    again = due(
        date.fromisoformat(kept["start"]),
        kept["n"],
        kept["unit"],
        builtin(),
        kept["direction"],
        article=kept["article"],
    )
    assert again == found
    assert found.due == date(2026, 10, 22)


def test_the_explanation_names_start_count_exclusions_article_and_edition() -> None:
    found = due(date(2026, 9, 18), 20, "working_day", builtin(), article=ARTICLE)
    assert found.sentence() == (
        "自2026-09-18次日起第20个工作日为2026-10-22，跳过周末4天、中秋节放假3天、"
        "国庆节放假7天，含调休上班日2026-09-20、2026-10-10，依据《政府信息公开条例》第三十三条。"
    )
    assert len(found.counted) == 20
    assert found.counted[-1] == found.due
    assert (date(2026, 10, 1), "国庆节放假") in found.excluded
    assert found.as_json()["calendar"] == builtin().edition


def test_the_edition_leads_to_the_notices_it_was_made_of() -> None:
    calendar = calendar_in_force()
    for year in range(2019, 2027):
        assert all("〔" in notice.label() for notice in calendar.notices_of(year))
        assert calendar.notices_of(year)


def test_a_year_without_notice_is_provisional_or_an_error_and_never_silent() -> None:
    found = due(RECEIVED, 20, "working_day", calendar_in_force())
    assert found.provisional
    assert "2027年放假安排尚未公布，此日期为暂定" in found.sentence()
    with pytest.raises(CalendarMissing, match="2027年的放假安排尚未录入"):
        due(RECEIVED, 20, "working_day", calendar_in_force(), strict=True)


def test_a_new_notice_changes_the_date_and_takes_the_mark_away(office: Actor) -> None:
    before = due(RECEIVED, 10, "working_day", calendar_in_force())
    enter_calendar_year(office, NEW_YEAR)
    after = due(RECEIVED, 10, "working_day", calendar_in_force())
    assert (before.due, before.provisional) == (date(2027, 1, 8), True)
    assert (after.due, after.provisional) == (date(2027, 1, 10), False)
    assert before.calendar != after.calendar
    assert "含调休上班日2027-01-10" in after.sentence()


def test_the_former_edition_still_explains_the_dates_that_it_gave(office: Actor) -> None:
    kept = due(RECEIVED, 10, "working_day", calendar_in_force()).inputs()
    enter_calendar_year(office, NEW_YEAR)
    assert kept["calendar"] == builtin().edition
    enter_calendar_year(office, _amended(), "amend")
    first = CalendarEdition.objects.get(number=1)
    assert first.data["edition"] == first.name == with_year(builtin(), NEW_YEAR).edition
    assert calendar_in_force().edition == CalendarEdition.objects.get(number=2).name


def _amended() -> Notice:
    return Notice(
        year=2027,
        title="国务院办公厅关于调整2027年元旦假期的通知",
        document_number="国办发明电〔2026〕9号",
        issued=date(2026, 12, 1),
        off=(Holiday("元旦", date(2027, 1, 4), date(2027, 1, 4)),),
        working=(),
    )


def test_no_process_counts_on_yesterdays_calendar(office: Actor) -> None:
    """Another process enters a notice: this one sees it at its next question."""
    assert calendar_in_force() == builtin()
    calendar = with_year(builtin(), NEW_YEAR)
    CalendarEdition.objects.create(number=1, name=calendar.edition, data=to_data(calendar))
    assert calendar_in_force().edition == calendar.edition


def test_no_process_counts_on_a_calendar_that_was_never_entered(office: Actor) -> None:
    """What was rolled back gives its number to the next edition, and nothing else."""

    class Undone(Exception):
        """Something went wrong after the calendar was counted on."""

    with pytest.raises(Undone), transaction.atomic():
        enter_calendar_year(office, _amended())
        assert calendar_in_force().edition == with_year(builtin(), _amended()).edition
        raise Undone
    assert calendar_in_force() == builtin()
    enter_calendar_year(office, NEW_YEAR)
    assert CalendarEdition.objects.get().number == 1
    assert calendar_in_force() == with_year(builtin(), NEW_YEAR)


def test_a_calendar_under_the_name_of_another_is_not_counted_on(office: Actor) -> None:
    """By its name its content is kept in memory."""
    data = to_data(with_year(builtin(), _amended()))
    CalendarEdition.objects.create(number=1, name=f"{data['edition']}x", data=data)
    with pytest.raises(ValueError, match="可能已被改动"):
        calendar_in_force()


def test_entering_a_notice_leaves_its_entry_and_its_effect_or_nothing(office: Actor) -> None:
    with pytest.raises(Invalid, match="已经录入"):
        enter_calendar_year(office, _year(2026))
    assert not Effect.objects.exists()
    enter_calendar_year(office, NEW_YEAR)
    entry = LedgerEntry.objects.get(action="organisation.enter_calendar_year")
    assert entry.before == {"edition": builtin().edition}
    assert entry.after["edition"] == calendar_in_force().edition
    assert entry.why == NEW_YEAR.label()
    effect = Effect.objects.get(handler="calendar.changed")
    assert effect.payload["former"] == builtin().edition
    assert effect.key == "calendar.changed:1"
    assert drain() == 1


def _year(year: int) -> Notice:
    day = Holiday("元旦", date(year, 1, 1), date(year, 1, 1))
    return Notice(year, "通知", "国办发明电〔2025〕9号", date(year - 1, 11, 1), (day,), ())


def test_only_the_office_and_the_system_administrator_enter_a_notice() -> None:
    world = World()
    with pytest.raises(NotPermitted):
        enter_calendar_year(world.actor(Role.LIAISON, world.home), NEW_YEAR)


def test_an_edition_that_was_tampered_with_is_not_counted_on(office: Actor) -> None:
    """The edition's name is made from its content."""
    data = to_data(with_year(builtin(), NEW_YEAR))
    data["notices"][-1]["working"] = []
    queries._edition.cache_clear()
    CalendarEdition.objects.create(number=1, name=data["edition"], data=data)
    with pytest.raises(ValueError, match="可能已被改动"):
        calendar_in_force()


def test_the_command_counts_on_the_calendar_in_force(
    office: Actor, capsys: pytest.CaptureFixture[str]
) -> None:
    enter_calendar_year(office, NEW_YEAR)
    call_command("due", str(RECEIVED), "--days=10", "--json")
    found = json.loads(capsys.readouterr().out)
    assert (found["due"], found["provisional"]) == ("2027-01-10", False)
    assert found["calendar"] == calendar_in_force().edition
