"""Guidance checks: the issue list closes with evidence only (F32); trainings (F30)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

import factories
from campaign.things import (
    EVIDENCE,
    check_facts,
    checked,
    rectified,
    training,
)
from gongkai.campaign import actions
from gongkai.campaign.facts import LineFacts
from gongkai.campaign.models import Check, Finding
from gongkai.campaign.queries import checks_for, findings_for, papers_for
from gongkai.ledger.clock import today
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Invalid, NotAllowedNow

pytestmark = pytest.mark.django_db


class TestSheet:
    def test_a_village_is_asked_what_concerns_villages(
        self, office: Actor, unit: Unit, village: Unit
    ) -> None:
        points = {
            each: [line.point for line in checked(office, each, 0).lines.all()]
            for each in (unit, village)
        }
        assert any("村（居）务公开事项清单" in point for point in points[village])
        assert not any("村（居）务公开事项清单" in point for point in points[unit])

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            (LineFacts(""), "请选择"),
            (LineFacts("problem", "", "", today() + timedelta(days=1)), "什么问题"),
            (LineFacts("problem", "缺表"), "整改时限"),
            (LineFacts("problem", "缺表", "", today() - timedelta(days=1)), "不能早于"),
        ],
    )
    def test_every_point_is_looked_at(
        self, office: Actor, unit: Unit, line: LineFacts, said: str
    ) -> None:
        check = actions.open_check(office, unit, today(), "甲")
        lines: dict[int, Any] = {**check_facts(check, 0), 2: line}
        with pytest.raises(Invalid) as refused:
            actions.fill_check(office, check, lines, "良好")
        assert said in refused.value.errors["line-2"]
        assert not Finding.objects.exists()

    def test_a_sheet_without_problems_is_done_with(self, office: Actor, unit: Unit) -> None:
        assert checked(office, unit, 0).closed_on == today()

    def test_a_filled_sheet_is_fixed(self, office: Actor, unit: Unit) -> None:
        check = checked(office, unit)
        with pytest.raises(NotAllowedNow, match="填完"):
            actions.fill_check(office, check, check_facts(check), "改")

    def test_one_sheet_a_day_and_none_for_tomorrow(self, office: Actor, unit: Unit) -> None:
        checked(office, unit)
        with pytest.raises(Invalid, match="已经有一张"):
            actions.open_check(office, unit, today(), "甲")
        with pytest.raises(Invalid, match="还没有到"):
            actions.open_check(office, unit, today() + timedelta(days=1), "甲")


class TestIssueList:
    @pytest.fixture
    def finding(self, office: Actor, unit: Unit) -> Finding:
        return checked(office, unit).findings.get()

    def test_it_closes_with_evidence_only(
        self, office: Actor, liaison: Actor, finding: Finding
    ) -> None:
        with pytest.raises(NotAllowedNow, match="证明材料"):
            actions.close_finding(office, finding)
        with pytest.raises(Invalid, match="没有证明材料"):
            actions.rectify(liaison, finding, "已改", [])
        rectified(liaison, finding)
        closed = actions.close_finding(office, finding)
        assert closed.state == "closed"
        assert Check.objects.get().closed_on == today()

    def test_evidence_that_is_gone_keeps_it_open(
        self, office: Actor, liaison: Actor, finding: Finding
    ) -> None:
        rectified(liaison, finding)
        finding.papers.all().delete()
        with pytest.raises(NotAllowedNow, match="不能销号"):
            actions.close_finding(office, finding)

    def test_sent_back_with_a_new_day(
        self, office: Actor, liaison: Actor, finding: Finding
    ) -> None:
        rectified(liaison, finding)
        with pytest.raises(Invalid, match="不能早于今天"):
            actions.return_finding(office, finding, "不够", today() - timedelta(days=1))
        again = actions.return_finding(office, finding, "不够", today() + timedelta(days=3))
        assert (again.state, again.returned_why) == ("open", "不够")
        assert actions.rectify(liaison, finding, "再改", [EVIDENCE]).returned_why == ""

    @pytest.mark.parametrize(
        "values",
        [{"state": "closed"}, {"state": "rectified"}, {"state": "gone"}],
    )
    def test_the_database_refuses_it_too(self, finding: Finding, values: dict[str, str]) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Finding.objects.filter(pk=finding.pk).update(**values)

    def test_a_unit_sees_its_own_list(
        self, office: Actor, liaison: Actor, villager: Actor, finding: Finding
    ) -> None:
        rectified(liaison, finding)
        assert findings_for(liaison).get() == finding
        assert checks_for(liaison).count() == 1
        for rows in (findings_for(villager), checks_for(villager), papers_for(villager)):
            assert not rows.exists()


class TestTraining:
    def test_the_liaisons_of_the_invited_units_are_expected(
        self, office: Actor, unit: Unit, village: Unit
    ) -> None:
        term = factories.make_liaison(unit)
        made = training(office, unit, village)
        expected = {each.unit: each.name for each in made.attendees.all()}
        assert expected == {unit: term.account.name, village: ""}

    def test_registered_from_the_signed_sheet_and_corrected(
        self, office: Actor, unit: Unit, village: Unit
    ) -> None:
        made = training(office, unit, village)
        first = made.attendees.first()
        assert first is not None
        actions.register_attendance(office, made, [first.pk], [(village, "张三")], [EVIDENCE])
        assert made.attendees.filter(came=True).count() == 2
        actions.register_attendance(office, made, [])
        assert made.attendees.filter(came=True).count() == 0
        with pytest.raises(Invalid, match="已经在签到表上"):
            actions.register_attendance(office, made, [], [(village, "张三")])

    def test_nobody_came_before_the_day(self, office: Actor, unit: Unit) -> None:
        made = training(office, unit, held_on=today() + timedelta(days=1))
        with pytest.raises(Invalid, match="还没有到"):
            actions.register_attendance(office, made, [])
        actions.cancel_training(office, made, "台风")
        with pytest.raises(NotAllowedNow, match="已取消"):
            actions.register_attendance(office, made, [])

    def test_its_materials_are_for_the_town(
        self, office: Actor, villager: Actor, unit: Unit
    ) -> None:
        made = training(office, unit)
        actions.add_material(office, made, [EVIDENCE])
        assert papers_for(villager).get().file is not None
        with pytest.raises(Invalid, match="选择文件"):
            actions.add_material(office, made, [])
