"""The pages of the plan: who opens them, in how many queries, what a form says, what comes out."""

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

import factories
from campaign.conftest import SignIn
from campaign.full_town import FullPlan
from campaign.things import EVIDENCE, WHOLE, call, checked, only_task, running_plan
from gongkai.campaign import actions
from gongkai.campaign.models import Finding, Part, Plan, Report, Task, Training
from gongkai.ledger.clock import today
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Unit
from gongkai.organisation.waiting import waiting_for
from roads import PDF, House

pytestmark = pytest.mark.django_db
BUDGET = 14
"""Queries of a page: session, person, unit, roles (4), then what the page itself reads."""


def url(name: str, *args: Any) -> str:
    return reverse(f"campaign:{name}", args=args)


def cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as taken:
        assert client.get(address).status_code == 200, address
    return len(taken)


def of_plan(full: FullPlan) -> Iterator[str]:
    plain = ("plans", "trainings", "checks", "findings", "calls", "references", "practices")
    for name in (*plain, "requests", "concerns", "steps"):
        yield url(name)
    values = full.values()
    for name in ("plan", "task", "part", "training", "check", "finding", "call", "report"):
        yield url(name, values[name])
    for name in ("summary", "reference", "concern", "course"):
        yield url(name, values[name])
    for name in ("stage_report", "plan_edit", "task_new"):
        yield url(name, values["plan"])
    yield url("request", values["asked"])


def test_every_page_keeps_to_its_budget_however_many_units(
    sign_in: SignIn, house: House, office: Actor
) -> None:
    full = FullPlan(house)
    more = [factories.make_unit(house.town) for _ in range(12)]
    for unit in more:
        checked(office, unit)
    running_plan(office, *more, title="另一份方案")
    client = sign_in(office)
    over = {address: n for address in of_plan(full) if (n := cost(client, address)) > BUDGET}
    assert over == {}


def test_what_waits_costs_little_where_nothing_waits(
    house: House, office: Actor, liaison: Actor
) -> None:
    from gongkai.campaign.waiting import waiting

    for actor in (office, liaison):
        list(waiting(actor))
        with CaptureQueriesContext(connection) as taken:
            assert list(waiting(actor)) == []
        assert len(taken) == 1


def test_what_is_late_waits_for_the_unit_and_for_the_office(
    house: House, office: Actor, liaison: Actor, unit: Unit
) -> None:
    running_plan(office, unit)
    Plan.objects.update(started_on=today() - timedelta(days=30))
    Task.objects.update(begins_on=None, due_on=today() - timedelta(days=1))
    mine = [item.what for item in waiting_for(liaison)]
    town = [(item.what, item.action_label) for item in waiting_for(office)]
    assert "公开惠农补贴发放情况" in mine
    assert ("公开惠农补贴发放情况", "查看并催办") in town


def test_a_check_waits_until_it_is_closed(
    house: House, office: Actor, liaison: Actor, unit: Unit
) -> None:
    finding = checked(office, unit).findings.get()
    assert [item.action_label for item in waiting_for(liaison)] == ["报送整改"]
    actions.rectify(liaison, finding, "已改", [EVIDENCE])
    assert waiting_for(liaison) == []
    assert "复核" in [item.action_label for item in waiting_for(office)]


class TestForms:
    def test_a_part_is_finished_with_a_file(
        self, sign_in: SignIn, office: Actor, liaison: Actor, unit: Unit
    ) -> None:
        part = only_task(running_plan(office, unit)).parts.get()
        client = sign_in(liaison)
        refused = client.post(url("part", part.pk), {"note": "做完了"})
        assert refused.status_code == 422
        assert "请附上能证明完成的材料" in refused.content.decode()
        assert "做完了" in refused.content.decode()
        file = SimpleUploadedFile("照片.pdf", PDF)
        sent = client.post(url("part", part.pk), {"note": "做完了", "file": file})
        assert sent.status_code == 302, sent.context["form"].errors
        paper = part.papers.get()
        answer = client.get(url("paper", paper.pk))
        assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]

    def test_evidence_of_another_unit_is_not_found(
        self, sign_in: SignIn, house: House, villager: Actor
    ) -> None:
        full = FullPlan(house)
        client = sign_in(villager)
        for name in ("part", "paper", "finding", "report", "request"):
            number = full.values()["asked" if name == "request" else name]
            assert client.get(url(name, number)).status_code == 404, name

    def test_a_plan_is_drafted_and_sent_out_from_the_pages(
        self, sign_in: SignIn, house: House, office: Actor, village: Unit
    ) -> None:
        client = sign_in(office)
        head = {"title": "年度方案", "issued_on": str(today()), "goal": "按时公开"}
        assert client.post(url("plan_new"), head).status_code == 302
        plan = Plan.objects.get()
        phase = {"name": "实施阶段", "ends_on": "2099-12-31"}
        assert client.post(url("phase_new", plan.pk), phase).status_code == 302
        task = {
            "title": "公开",
            "phase": "实施阶段",
            "due_on": "2099-12-01",
            "deliverable": "网址",
            "groups": ["@villages"],
            "units": [house.unit.pk],
        }
        assert client.post(url("task_new", plan.pk), task).status_code == 302
        assert {part.unit for part in Part.objects.all()} == {house.unit, village}
        assert (
            "1 项任务，下达给 2 个单位" in client.get(url("plan_start", plan.pk)).content.decode()
        )
        client.post(url("plan_start", plan.pk))
        plan.refresh_from_db()
        assert plan.state == "running"

    def test_a_sheet_is_filled_point_by_point(
        self, sign_in: SignIn, office: Actor, unit: Unit
    ) -> None:
        client = sign_in(office)
        check = actions.open_check(office, unit, today(), "甲")
        values = {f"line-{line.order}": "good" for line in check.lines.all()}
        refused = client.post(url("check", check.pk), values | {"line-1": "problem"})
        assert refused.status_code == 422
        found = {"line-1": "problem", "line-1-note": "缺表", "line-1-due": "2099-01-01"}
        sent = client.post(url("check", check.pk), values | found | {"summary": "尚可"})
        assert sent.status_code == 302
        assert Finding.objects.get().text == "缺表"

    def test_a_report_is_kept_then_refused_then_submitted(
        self, sign_in: SignIn, office: Actor, liaison: Actor, unit: Unit
    ) -> None:
        report = call(office, unit).reports.get()
        client = sign_in(liaison)
        kept = client.post(url("report", report.pk), {"progress": "一半", "save": "1"})
        assert kept.status_code == 302
        refused = client.post(url("report", report.pk), {**WHOLE, "cases": ""})
        assert refused.status_code == 422
        assert "请填写“应用案例”" in refused.content.decode()
        assert client.post(url("report", report.pk), WHOLE).status_code == 302
        assert Report.objects.get().state == "submitted"

    def test_the_sheet_to_sign_and_what_it_said(
        self, sign_in: SignIn, house: House, office: Actor, unit: Unit
    ) -> None:
        full = FullPlan(house)
        client = sign_in(office)
        text = client.get(url("sign_in_sheet", full.training.pk)).content.decode()
        assert unit.name in text
        wrong = client.post(url("attendance", full.training.pk), {"others": "没有的单位 张三"})
        assert wrong.status_code == 422
        assert "本镇没有叫“没有的单位”的单位" in wrong.content.decode()
        long = client.post(
            url("attendance", full.training.pk), {"others": f"{unit.name} {41 * '长'}"}
        )
        assert long.status_code == 422
        assert f"{unit.name}的“长" in long.content.decode()
        sent = {"others": f"{unit.name} 张三"}
        assert client.post(url("attendance", full.training.pk), sent).status_code == 302
        assert Training.objects.get().attendees.filter(name="张三", came=True).exists()


class TestFilesOut:
    def test_the_summary_opens_in_word(self, sign_in: SignIn, house: House, office: Actor) -> None:
        full = FullPlan(house)
        answer = sign_in(office).get(url("summary_docx", full.summary.pk))
        words = [p.text for p in Document(io.BytesIO(answer.content)).paragraphs]
        assert words[0] == "全镇总结"
        assert WHOLE["cases"] in words

    @pytest.mark.parametrize(
        ("name", "key", "cell"),
        [
            ("tasks_xlsx", "plan", "公开惠农补贴发放情况"),
            ("findings_xlsx", "", "没有联络员交接单"),
            ("call_xlsx", "call", "公开了20条信息。"),
        ],
    )
    def test_lists_open_as_workbooks(
        self, sign_in: SignIn, house: House, office: Actor, name: str, key: str, cell: str
    ) -> None:
        full = FullPlan(house)
        args = (full.values()[key],) if key else ()
        answer = sign_in(office).get(url(name, *args))
        rows = load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)
        assert cell in [value for row in rows for value in row]

    def test_a_word_that_looks_like_a_formula_stays_a_word(
        self, sign_in: SignIn, office: Actor, unit: Unit
    ) -> None:
        finding = checked(office, unit).findings.get()
        Finding.objects.filter(pk=finding.pk).update(text="=1+1")
        answer = sign_in(office).get(url("findings_xlsx"))
        sheet = load_workbook(io.BytesIO(answer.content)).active
        [cell] = [c for row in sheet.iter_rows() for c in row if c.value == "=1+1"]
        assert cell.data_type == "s"
        assert cell.quotePrefix
