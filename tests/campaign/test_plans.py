"""Plans: drafted, sent out, done with evidence, late, history (F30, F04)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

import factories
from campaign.things import EVIDENCE, only_task, plan_facts, running_plan, task_facts
from gongkai.campaign import actions
from gongkai.campaign.facts import PaperFacts, PhaseFacts
from gongkai.campaign.models import Part, Plan
from gongkai.campaign.queries import parts_for, plans_for, task_lines
from gongkai.campaign.standing import Standing, standing_of_part
from gongkai.ledger.clock import demonstration_moment, today
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Invalid, NotAllowedNow, NotPermitted, Refused
from roads import PDF, House

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
LATER = today() + timedelta(days=10)


def standing(part: Part) -> Standing:
    part = Part.objects.select_related("task__plan").get(pk=part.pk)
    return standing_of_part(part, part.task, part.task.plan, today())


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 0, tzinfo=SHANGHAI)


class TestDrafting:
    def test_a_plan_with_everything_is_one_ledger_entry(self, office: Actor, unit: Unit) -> None:
        before = LedgerEntry.objects.count()
        plan = actions.draft_plan(office, plan_facts((unit,)))
        assert LedgerEntry.objects.count() == before + 1
        assert plan.tasks.get().parts.get().unit == unit

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"title": " "}, "title"),
            ({"goal": ""}, "goal"),
            ({"phases": (PhaseFacts("倒", date(2026, 1, 1), date(2026, 2, 1)),)}, "ends_on"),
            ({"phases": (PhaseFacts("甲", LATER), PhaseFacts("甲", LATER))}, "name"),
            ({"title": "长" * 121}, "title"),
        ],
    )
    def test_bad_input_names_its_field_and_keeps_nothing(
        self, office: Actor, values: dict[str, object], field: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            actions.draft_plan(office, plan_facts(**values))
        assert field in refused.value.errors
        assert not Plan.objects.exists()

    def test_a_task_stays_within_its_phase(self, office: Actor, unit: Unit) -> None:
        late = task_facts(units=(unit,), phase="实施阶段", due_on=today() + timedelta(days=61))
        with pytest.raises(Invalid, match="晚于实施阶段的最后一天"):
            actions.draft_plan(office, plan_facts(tasks=(late,)))

    def test_two_plans_of_one_name_are_refused(self, office: Actor) -> None:
        actions.draft_plan(office, plan_facts())
        with pytest.raises(Invalid, match="同名"):
            actions.draft_plan(office, plan_facts())

    def test_a_plan_without_tasks_or_units_is_not_sent_out(self, office: Actor, unit: Unit) -> None:
        plan = actions.draft_plan(office, plan_facts())
        with pytest.raises(NotAllowedNow, match="还没有任务"):
            actions.start_plan(office, plan)

    def test_a_secrecy_mark_is_not_stored(self, office: Actor) -> None:
        with pytest.raises(Refused, match="密级标志"):
            actions.draft_plan(office, plan_facts(goal="机密★方案"))
        assert not Plan.objects.exists()

    def test_a_draft_is_the_offices_own(self, office: Actor, liaison: Actor, unit: Unit) -> None:
        plan = actions.draft_plan(office, plan_facts((unit,)))
        assert not plans_for(liaison).exists()
        assert not parts_for(liaison).exists()
        actions.start_plan(office, plan)
        assert plans_for(liaison).get() == plan


class TestChanging:
    def test_a_running_plan_changes_with_a_reason_only(self, office: Actor, unit: Unit) -> None:
        task = only_task(running_plan(office, unit))
        with pytest.raises(Invalid, match="为什么"):
            actions.edit_task(office, task, task_facts(title="改", units=(unit,)))
        changed = actions.edit_task(office, task, task_facts(title="改", units=(unit,)), why="并")
        assert changed.title == "改"
        assert LedgerEntry.objects.latest("number").why == "并"

    def test_a_unit_that_has_begun_stays(
        self, office: Actor, liaison: Actor, unit: Unit, village: Unit
    ) -> None:
        task = only_task(running_plan(office, unit, village))
        actions.finish_part(liaison, task.parts.get(unit=unit), "完成", [EVIDENCE])
        with pytest.raises(Invalid, match="不能移出"):
            actions.edit_task(office, task, task_facts(units=(village,)), why="并")
        actions.edit_task(office, task, task_facts(units=(unit,)), why="并")
        assert task.parts.get().unit == unit

    def test_worked_on_tasks_are_not_removed(
        self, office: Actor, liaison: Actor, unit: Unit
    ) -> None:
        task = only_task(running_plan(office, unit))
        actions.finish_part(liaison, task.parts.get(), "完成", [EVIDENCE])
        with pytest.raises(NotAllowedNow, match="不能删除"):
            actions.remove_task(office, task, why="重复")

    def test_an_ended_plan_takes_nothing_more(
        self, office: Actor, liaison: Actor, unit: Unit
    ) -> None:
        plan = running_plan(office, unit)
        actions.end_plan(office, plan, "按期结束")
        with pytest.raises(NotAllowedNow):
            actions.finish_part(liaison, only_task(plan).parts.get(), "完成", [EVIDENCE])


class TestDoing:
    @pytest.fixture
    def part(self, office: Actor, unit: Unit) -> Part:
        return only_task(running_plan(office, unit)).parts.get()

    def test_done_needs_evidence(self, liaison: Actor, part: Part) -> None:
        with pytest.raises(Invalid) as refused:
            actions.finish_part(liaison, part, "完成", [])
        assert "file" in refused.value.errors
        assert standing(part) is Standing.RUNNING

    @pytest.mark.parametrize(
        ("paper", "field"),
        [
            (PaperFacts(words="什么也没有"), "file"),
            (PaperFacts(name="照片.exe", data=b"MZ"), "file"),
            (PaperFacts(url="不是网址"), "url"),
        ],
    )
    def test_bad_evidence_is_refused(
        self, liaison: Actor, part: Part, paper: PaperFacts, field: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            actions.finish_part(liaison, part, "完成", [paper])
        assert field in refused.value.errors
        assert not part.papers.exists()

    def test_done_in_time_counts_the_day_of_registration(self, liaison: Actor, part: Part) -> None:
        actions.finish_part(liaison, part, "完成", [EVIDENCE])
        assert standing(part) is Standing.DONE

    def test_done_late_and_late_are_different(self, liaison: Actor, part: Part) -> None:
        with demonstration_moment(at(today() + timedelta(days=11))):
            assert standing(part) is Standing.LATE
            actions.finish_part(liaison, part, "完成", [EVIDENCE])
            assert standing(part) is Standing.DONE_LATE

    def test_a_record_or_an_address_is_evidence_too(
        self, liaison: Actor, part: Part, house: House
    ) -> None:
        record = house.record(attachment=False)
        given = [PaperFacts(record=record), PaperFacts(url="https://example.gov.cn/1")]
        actions.finish_part(liaison, part, "完成", given)
        assert part.papers.count() == 2

    def test_a_record_of_another_town_is_not(self, liaison: Actor, part: Part) -> None:
        with pytest.raises(Invalid, match="本镇"):
            foreign = PaperFacts(record=factories.make_record())
            actions.finish_part(liaison, part, "完成", [foreign])

    def test_the_office_sends_back_and_waives(
        self, office: Actor, liaison: Actor, part: Part
    ) -> None:
        actions.finish_part(liaison, part, "完成", [EVIDENCE])
        actions.reopen_part(office, part, "照片看不清")
        assert standing(part) is Standing.RUNNING
        actions.waive_part(office, part, "由上级统一公开")
        assert standing(part) is Standing.WAIVED
        with pytest.raises(NotAllowedNow, match="免办"):
            actions.finish_part(liaison, part, "完成", [EVIDENCE])

    def test_nobody_does_it_for_another_unit(
        self, villager: Actor, office: Actor, part: Part
    ) -> None:
        for actor in (villager, office):
            with pytest.raises(NotPermitted):
                actions.finish_part(actor, part, "完成", [EVIDENCE])


class TestHistory:
    def test_what_was_due_before_the_platform_followed_is_history(
        self, office: Actor, liaison: Actor, unit: Unit
    ) -> None:
        past = task_facts(units=(unit,), due_on=date(2020, 6, 30))
        plan = actions.draft_plan(office, plan_facts(issued_on=date(2020, 5, 31), tasks=(past,)))
        part = only_task(actions.start_plan(office, plan)).parts.get()
        assert standing(part) is Standing.HISTORY
        actions.finish_part(liaison, part, "补存照片", [PaperFacts(name="照片.pdf", data=PDF)])
        assert standing(part) is Standing.HISTORY

    def test_history_counts_neither_as_done_nor_as_late(self, office: Actor, unit: Unit) -> None:
        past = task_facts(units=(unit,), due_on=date(2020, 6, 30))
        plan = actions.draft_plan(office, plan_facts(issued_on=date(2020, 5, 31), tasks=(past,)))
        plan = actions.start_plan(office, plan)
        [line] = task_lines(office, plan, today())
        assert (line.progress.total, line.progress.late) == (0, 0)
        assert line.progress.worst is Standing.HISTORY


def test_a_unit_sees_its_own_part_only(
    office: Actor, liaison: Actor, villager: Actor, unit: Unit, village: Unit
) -> None:
    plan = running_plan(office, unit, village)
    assert [part.unit for part in parts_for(liaison)] == [unit]
    assert [part.unit for part in parts_for(villager)] == [village]
    assert len(parts_for(office)) == 2
    [line] = task_lines(villager, plan, today())
    assert line.progress.total == 1
