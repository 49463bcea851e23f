"""Library, requests, practices, concerns with their timers (F34–F36); steps (F23)."""

from datetime import timedelta

import pytest

import factories
from campaign.things import concern, course
from gongkai.campaign import actions
from gongkai.campaign.facts import PracticeFacts, ReferenceFacts, RequestFacts, StepFacts
from gongkai.campaign.handlers import limit_passed
from gongkai.campaign.models import ConcernLimit, CourseStep
from gongkai.campaign.panel import panel
from gongkai.ledger.clock import demonstration_moment, now, today
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.organisation.waiting import waiting_for
from gongkai.outbox.handlers import Delivery
from gongkai.outbox.models import Effect
from gongkai.publication import actions as publication
from gongkai.publication.lifecycle import newest
from roads import House, draft

pytestmark = pytest.mark.django_db


class TestLibrary:
    def test_it_needs_its_source_and_date(self, liaison: Actor, unit: Unit) -> None:
        with pytest.raises(Invalid) as refused:
            actions.add_reference(
                liaison, unit, ReferenceFacts("某市", "图解", " ", today(), "做法")
            )
        assert "source" in refused.value.errors
        tomorrow = today() + timedelta(days=1)
        with pytest.raises(Invalid, match="还没有到"):
            actions.add_reference(
                liaison, unit, ReferenceFacts("某市", "图解", "某报", tomorrow, "做法")
            )

    def test_once(self, liaison: Actor, unit: Unit) -> None:
        facts = ReferenceFacts("某市", "图解", "某报", today(), "做法")
        actions.add_reference(liaison, unit, facts)
        with pytest.raises(Invalid, match="已经登记过"):
            actions.add_reference(liaison, unit, facts)


class TestRequests:
    def test_asked_answered_settled(self, liaison: Actor, unit: Unit) -> None:
        facts = RequestFacts("区局", "增设栏目", "请增设", today(), today())
        request = actions.send_request(liaison, unit, facts)
        with pytest.raises(NotAllowedNow, match="先登记答复"):
            actions.settle_request(liaison, request, "好")
        with pytest.raises(Invalid, match="不能早于发出日期"):
            actions.answer_request(liaison, request, "同意", today() - timedelta(days=1))
        actions.answer_request(liaison, request, "同意", today())
        assert actions.settle_request(liaison, request, "已增设").state == "settled"

    def test_days_stand_in_order(self, liaison: Actor, unit: Unit) -> None:
        early = RequestFacts("区局", "栏目", "请", today(), today() - timedelta(days=1))
        with pytest.raises(Invalid) as refused:
            actions.send_request(liaison, unit, early)
        assert "reply_by" in refused.value.errors


def test_a_practice_is_of_a_kind_of_the_plan(liaison: Actor, unit: Unit) -> None:
    with pytest.raises(Invalid, match="方面"):
        actions.add_practice(liaison, unit, PracticeFacts("fun", "夜市", today(), "做法", "好"))
    facts = PracticeFacts("response", "夜间值守", today(), "做法", "好")
    assert actions.add_practice(liaison, unit, facts).kind == "response"


class TestConcerns:
    def test_an_emergency_has_two_limits_in_hours(self, office: Actor, unit: Unit) -> None:
        made = concern(office, unit, "emergency")
        hours = {limit.code: limit.hours for limit in made.limits.all()}
        assert hours == {"authoritative": 5, "conference": 24}
        for limit in made.limits.all():
            assert limit.due_at == made.found_at + timedelta(hours=limit.hours)
            assert Effect.objects.get(payload={"limit": limit.pk}).due_at == limit.due_at

    def test_answered_when_every_limit_is_met(
        self, office: Actor, liaison: Actor, unit: Unit
    ) -> None:
        made = concern(office, unit, "emergency")
        first, second = made.limits.all()
        actions.answer_concern(liaison, first, "网站", "已抢修")
        made.refresh_from_db()
        assert made.answered_at is None
        actions.answer_concern(liaison, second, "发布会", "说明")
        made.refresh_from_db()
        assert made.answered_at is not None
        with pytest.raises(NotAllowedNow, match="已在"):
            actions.answer_concern(liaison, first, "网站", "再说")

    def test_the_timer_fires_once_when_the_limit_has_passed(
        self, office: Actor, unit: Unit
    ) -> None:
        limit = concern(office, unit).limits.get()
        with demonstration_moment(limit.due_at + timedelta(minutes=1)):
            for attempt in (1, 2):
                limit_passed(Delivery({"limit": limit.pk}, "key", attempt))
        limit.refresh_from_db()
        assert limit.missed_at is not None
        noted = LedgerEntry.objects.filter(action="campaign.note_missed_limit")
        assert noted.count() == 1

    def test_who_oversees_only_looks(self, house: House) -> None:
        limit = concern(house.office, house.unit).limits.get()
        with demonstration_moment(limit.due_at + timedelta(minutes=1)):
            for actor, label in (
                (house.drafter, "办理"),
                (house.leader, "查看"),
                (house.office, "查看"),
            ):
                waits = [item for item in waiting_for(actor) if "停水三天" in item.what]
                assert [item.action_label for item in waits] == [label]

    def test_it_stays_silent_where_the_limit_was_met(
        self, office: Actor, liaison: Actor, unit: Unit
    ) -> None:
        limit = concern(office, unit).limits.get()
        actions.answer_concern(liaison, limit, "网站", "已修好")
        limit_passed(Delivery({"limit": limit.pk}, "key", 1))
        assert ConcernLimit.objects.get().missed_at is None

    @pytest.mark.parametrize(
        ("kind", "ahead", "field"), [("gossip", 0, "kind"), ("general", 1, "found_at")]
    )
    def test_bad_input(self, office: Actor, unit: Unit, kind: str, ahead: int, field: str) -> None:
        with pytest.raises(Invalid) as refused:
            concern(office, unit, kind, found_at=now() + timedelta(hours=ahead))
        assert field in refused.value.errors


class TestSteps:
    def test_two_fields_with_different_steps_run_side_by_side(
        self, house: House, office: Actor
    ) -> None:
        """F23: 业务领域工作流程."""
        here, there = house.item, factories.make_item(town=house.town, units=(house.unit,))
        first = [StepFacts("起草", "liaison", ("正文",)), StepFacts("会签", "leader")]
        second = [StepFacts("入户核实", "liaison", ("照片", "签字")), StepFacts("公示", "liaison")]
        for item, steps in ((here, first), (there, second)):
            actions.set_steps(office, item.field, steps)
        courses = []
        for item in (here, there):
            record = publication.create(house.drafter, house.unit, draft(title=str(item)), item)
            courses.append(actions.begin_course(house.drafter, item.field, record))
        one, two = ([*course.steps.all()] for course in courses)
        actions.do_step(house.drafter, one[0], ["正文"])
        with pytest.raises(Invalid, match="还缺：签字"):
            actions.do_step(house.drafter, two[0], ["照片"])
        with pytest.raises(NotAllowedNow, match="主管领导办理"):
            actions.do_step(house.drafter, one[1], [])
        actions.do_step(house.leader, one[1], [])
        actions.do_step(house.drafter, two[0], ["照片", "签字"])
        done = [[step.done_at is not None for step in course.steps.all()] for course in courses]
        assert done == [[True, True], [True, False]]

    def test_steps_are_done_in_their_order_once(self, house: House) -> None:
        made = course(house, StepFacts("甲", "liaison"), StepFacts("乙", "liaison"))
        first, second = made.steps.all()
        title = newest(made.record).title  # type: ignore[arg-type]
        assert f"{title}：甲" in [item.what for item in waiting_for(house.drafter)]
        with pytest.raises(NotAllowedNow, match="请先完成“甲”"):
            actions.do_step(house.drafter, second, [])
        with pytest.raises(Invalid) as long:
            actions.do_step(house.drafter, first, [], "长" * 201)
        assert "note" in long.value.errors
        actions.do_step(house.drafter, first, [])
        with pytest.raises(NotAllowedNow, match="已经完成"):
            actions.do_step(house.drafter, first, [])
        actions.do_step(house.drafter, second, [])
        made.refresh_from_db()
        assert made.finished_at is not None

    def test_what_the_product_looks_at_itself(self, house: House) -> None:
        made = course(
            house,
            StepFacts("审查", "liaison", (), "approved"),
            StepFacts("公开", "liaison", (), "published"),
        )
        first, second = made.steps.all()
        with pytest.raises(NotAllowedNow, match="还没有审查通过"):
            actions.do_step(house.drafter, first, [])
        assert made.record is not None
        house.approved(made.record)
        actions.do_step(house.drafter, first, [])
        with pytest.raises(NotAllowedNow, match="还没有公开"):
            actions.do_step(house.drafter, second, [])

    def test_changing_the_steps_leaves_what_is_under_way(self, house: House, office: Actor) -> None:
        made = course(house, StepFacts("甲", "liaison"))
        actions.set_steps(office, house.item.field, [StepFacts("丙", "liaison")])
        assert [step.name for step in CourseStep.objects.filter(course=made)] == ["甲"]

    def test_a_matter_goes_as_a_whole(self, house: House, office: Actor) -> None:
        matter = publication.create_matter(house.drafter, house.unit, "危房改造")
        record = publication.create(
            house.drafter, house.unit, draft(matter=matter, stage="decision"), house.item
        )
        actions.set_steps(office, house.item.field, [StepFacts("公开", "liaison", (), "published")])
        made = actions.begin_course(house.drafter, house.item.field, matter)
        with pytest.raises(NotAllowedNow, match="还没有公开"):
            actions.do_step(house.drafter, made.steps.get(), [])
        shown = panel(house.drafter, record)
        assert shown is not None
        assert shown.values["course"] == made

    def test_the_panel_offers_to_begin_only_where_there_are_steps(
        self, house: House, office: Actor
    ) -> None:
        record = house.record(attachment=False)
        assert panel(house.drafter, record) is None
        actions.set_steps(office, house.item.field, [StepFacts("甲", "liaison")])
        offered = panel(house.drafter, record)
        assert offered is not None
        assert offered.more[0][0] == "开始流程"

    @pytest.mark.parametrize(
        ("steps", "said"),
        [
            ([StepFacts("", "liaison")], "请填写"),
            ([StepFacts("甲", "king")], "由谁办"),
            ([StepFacts("甲", "liaison"), StepFacts("甲", "leader")], "两个步骤"),
            ([StepFacts("甲", "liaison", (), "moon")], "核对什么"),
        ],
    )
    def test_bad_steps(
        self, house: House, office: Actor, steps: list[StepFacts], said: str
    ) -> None:
        with pytest.raises(Invalid, match=said):
            actions.set_steps(office, house.item.field, steps)

    def test_a_step_waits_under_the_name_of_its_record(self, house: House, office: Actor) -> None:
        """A number tells nobody what it is about."""
        course(house, StepFacts("起草", "liaison"), StepFacts("会签", "leader"))
        made = CourseStep.objects.get(order=1)
        title = "关于印发示例方案的通知"
        assert f"{title}：起草" in [item.what for item in waiting_for(house.drafter)]
        actions.do_step(house.drafter, made, [])
        assert f"{title}：会签" in [item.what for item in waiting_for(house.leader)]
