"""Scenarios of the implementation plan: plans, trainings, checks, reports, registers, steps."""

from datetime import timedelta

import factories
from campaign.things import (
    EVIDENCE,
    WHOLE,
    call,
    check_facts,
    checked,
    concern,
    course,
    plan_facts,
    rectified,
    running_plan,
    task_facts,
    training,
    training_facts,
)
from gongkai.campaign import actions
from gongkai.campaign.facts import (
    MediaFacts,
    PhaseFacts,
    PointFacts,
    PostFacts,
    PracticeFacts,
    ReferenceFacts,
    RequestFacts,
    StepFacts,
)
from gongkai.campaign.models import (
    CourseStep,
    Finding,
    MediaAccount,
    Part,
    Plan,
    Report,
    Task,
    UpstreamRequest,
)
from gongkai.ledger.clock import now, today
from gongkai.organisation.models import Role
from gongkai.publication.models import Record
from permission_scenarios.world import Act, World, scenario

PLAN_STATES = ("起草中", "执行中", "已结束")


def plan_in(world: World, state: str) -> Plan:
    office = world.actor(Role.OFFICE, world.home)
    if state == "起草中":
        return actions.draft_plan(office, plan_facts(units=(world.home,)))
    plan = running_plan(office, world.home)
    return actions.end_plan(office, plan, "结束") if state == "已结束" else plan


def part_in(world: World, state: str = "进行中") -> Part:
    plan = running_plan(world.actor(Role.OFFICE, world.home), world.home)
    part = Part.objects.get(task__plan=plan)
    if state == "完成":
        actions.finish_part(world.actor(Role.LIAISON, world.home), part, "完成", [EVIDENCE])
    return part


@scenario("campaign.draft_plan")
def draft_plan(world: World) -> Act:
    return lambda actor: actions.draft_plan(actor, plan_facts(units=(world.home,)))


@scenario("campaign.edit_plan", *PLAN_STATES)
def edit_plan(world: World, state: str) -> Act:
    plan = plan_in(world, state)
    return lambda actor: actions.edit_plan(actor, plan, plan_facts(title="改名的方案"))


@scenario("campaign.add_phase", *PLAN_STATES)
def add_phase(world: World, state: str) -> Act:
    plan = plan_in(world, state)
    return lambda actor: actions.add_phase(actor, plan, PhaseFacts("新阶段", today()))


@scenario("campaign.add_task", *PLAN_STATES)
def add_task(world: World, state: str) -> Act:
    plan = plan_in(world, state)
    facts = task_facts(title="新任务", units=(world.home,))
    return lambda actor: actions.add_task(actor, plan, facts)


@scenario("campaign.edit_task", *PLAN_STATES)
def edit_task(world: World, state: str) -> Act:
    task = Task.objects.get(plan=plan_in(world, state))
    facts = task_facts(title="改过", units=(world.home,))
    return lambda actor: actions.edit_task(actor, task, facts, why="调整")


@scenario("campaign.remove_task", *PLAN_STATES)
def remove_task(world: World, state: str) -> Act:
    task = Task.objects.get(plan=plan_in(world, state))
    return lambda actor: actions.remove_task(actor, task, why="重复")


@scenario("campaign.start_plan", *PLAN_STATES)
def start_plan(world: World, state: str) -> Act:
    plan = plan_in(world, state)
    return lambda actor: actions.start_plan(actor, plan)


@scenario("campaign.end_plan", *PLAN_STATES)
def end_plan(world: World, state: str) -> Act:
    plan = plan_in(world, state)
    return lambda actor: actions.end_plan(actor, plan, "结束")


@scenario("campaign.finish_part", "进行中", "完成")
def finish_part(world: World, state: str) -> Act:
    part = part_in(world, state)
    return lambda actor: actions.finish_part(actor, part, "完成", [EVIDENCE])


@scenario("campaign.reopen_part", "进行中", "完成")
def reopen_part(world: World, state: str) -> Act:
    part = part_in(world, state)
    return lambda actor: actions.reopen_part(actor, part, "材料不符")


@scenario("campaign.waive_part", "进行中", "完成")
def waive_part(world: World, state: str) -> Act:
    part = part_in(world, state)
    return lambda actor: actions.waive_part(actor, part, "不涉及")


@scenario("campaign.plan_training")
def plan_training(world: World) -> Act:
    facts = training_facts()
    return lambda actor: actions.plan_training(actor, world.home, facts, [world.home])


@scenario("campaign.register_attendance")
def register_attendance(world: World) -> Act:
    held = training(world.actor(Role.OFFICE, world.home), world.home)
    return lambda actor: actions.register_attendance(actor, held, [])


@scenario("campaign.cancel_training")
def cancel_training(world: World) -> Act:
    planned = training(world.actor(Role.OFFICE, world.home), world.home)
    return lambda actor: actions.cancel_training(actor, planned, "台风")


@scenario("campaign.add_material")
def add_material(world: World) -> Act:
    planned = training(world.actor(Role.OFFICE, world.home), world.home)
    return lambda actor: actions.add_material(actor, planned, [EVIDENCE])


@scenario("campaign.open_check")
def open_check(world: World) -> Act:
    return lambda actor: actions.open_check(actor, world.home, today(), "甲、乙")


@scenario("campaign.fill_check", "未填", "已填")
def fill_check(world: World, state: str) -> Act:
    office = world.actor(Role.OFFICE, world.home)
    check = actions.open_check(office, world.home, today(), "甲、乙")
    lines = check_facts(check)
    if state == "已填":
        actions.fill_check(office, check, lines, "良好")
    return lambda actor: actions.fill_check(actor, check, lines, "良好")


def finding_in(world: World, state: str) -> Finding:
    office = world.actor(Role.OFFICE, world.home)
    finding = checked(office, world.home).findings.get()
    if state != "待整改":
        rectified(world.actor(Role.LIAISON, world.home), finding)
    if state == "已销号":
        actions.close_finding(office, finding)
    return finding


@scenario("campaign.rectify", "待整改", "待复核", "已销号")
def rectify(world: World, state: str) -> Act:
    finding = finding_in(world, state)
    return lambda actor: actions.rectify(actor, finding, "已改", [EVIDENCE])


@scenario("campaign.close_finding", "待整改", "待复核", "已销号")
def close_finding(world: World, state: str) -> Act:
    finding = finding_in(world, state)
    return lambda actor: actions.close_finding(actor, finding)


@scenario("campaign.return_finding", "待整改", "待复核", "已销号")
def return_finding(world: World, state: str) -> Act:
    finding = finding_in(world, state)
    return lambda actor: actions.return_finding(actor, finding, "不够", today())


def report_in(world: World, state: str) -> Report:
    office = world.actor(Role.OFFICE, world.home)
    report = call(office, world.home).reports.get()
    if state != "未报送":
        actions.submit_report(world.actor(Role.LIAISON, world.home), report, WHOLE)
    if state == "退回修改":
        actions.return_report(office, report, "案例太少")
    return report


@scenario("campaign.call_reports")
def call_reports(world: World) -> Act:
    due = today() + timedelta(days=7)
    return lambda actor: actions.call_reports(actor, "年度报告", "2026年", due, [world.home])


@scenario("campaign.save_report", "未报送", "已报送", "退回修改")
def save_report(world: World, state: str) -> Act:
    report = report_in(world, state)
    return lambda actor: actions.save_report(actor, report, {"progress": "一半"})


@scenario("campaign.submit_report", "未报送", "已报送", "退回修改")
def submit_report(world: World, state: str) -> Act:
    report = report_in(world, state)
    return lambda actor: actions.submit_report(actor, report, WHOLE)


@scenario("campaign.return_report", "未报送", "已报送", "退回修改")
def return_report(world: World, state: str) -> Act:
    report = report_in(world, state)
    return lambda actor: actions.return_report(actor, report, "案例太少")


@scenario("campaign.merge_summary", "未报送", "已报送")
def merge_summary(world: World, state: str) -> Act:
    asked = report_in(world, state).call
    return lambda actor: actions.merge_summary(actor, asked, "总结", WHOLE)


@scenario("campaign.add_reference")
def add_reference(world: World) -> Act:
    facts = ReferenceFacts("某市", "一件事一张图", "某报", today(), "做法")
    return lambda actor: actions.add_reference(actor, world.home, facts)


def request_in(world: World, state: str) -> UpstreamRequest:
    liaison = world.actor(Role.LIAISON, world.home)
    facts = RequestFacts("区政务服务局", "栏目", "请增设", today())
    request = actions.send_request(liaison, world.home, facts)
    if state == "已答复":
        actions.answer_request(liaison, request, "同意", today())
    return request


@scenario("campaign.send_request")
def send_request(world: World) -> Act:
    facts = RequestFacts("区政务服务局", "栏目", "请增设", today())
    return lambda actor: actions.send_request(actor, world.home, facts)


@scenario("campaign.answer_request", "等待答复", "已答复")
def answer_request(world: World, state: str) -> Act:
    request = request_in(world, state)
    return lambda actor: actions.answer_request(actor, request, "同意", today())


@scenario("campaign.settle_request", "等待答复", "已答复")
def settle_request(world: World, state: str) -> Act:
    request = request_in(world, state)
    return lambda actor: actions.settle_request(actor, request, "已增设")


@scenario("campaign.add_practice")
def add_practice(world: World) -> Act:
    facts = PracticeFacts("response", "夜间值守", today(), "做法", "效果")
    return lambda actor: actions.add_practice(actor, world.home, facts)


@scenario("campaign.log_concern")
def log_concern(world: World) -> Act:
    words = {"title": "停水", "source": "热线", "content": "三天没有水"}
    return lambda actor: actions.log_concern(actor, world.home, "general", now(), **words)


@scenario("campaign.answer_concern", "未回应", "已回应")
def answer_concern(world: World, state: str) -> Act:
    limit = concern(world.actor(Role.OFFICE, world.home), world.home).limits.get()
    if state == "已回应":
        actions.answer_concern(world.actor(Role.LIAISON, world.home), limit, "网站", "已修好")
    return lambda actor: actions.answer_concern(actor, limit, "网站", "已修好")


@scenario("campaign.note_missed_limit")
def note_missed_limit(world: World) -> Act:
    limit = concern(world.actor(Role.OFFICE, world.home), world.home).limits.get()
    return lambda actor: actions.note_missed_limit(actor, limit)


@scenario("campaign.set_check_points", everywhere=True)
def set_check_points(world: World) -> Act:
    points = [PointFacts("公示栏更新", "实施方案三（四）", "villages")]
    return lambda actor: actions.set_check_points(actor, points)


@scenario("campaign.set_steps", everywhere=True)
def set_steps(world: World) -> Act:
    field = factories.make_field()
    return lambda actor: actions.set_steps(actor, field, [StepFacts("起草", "liaison")])


@scenario("campaign.begin_course", "没有步骤", "有步骤")
def begin_course(world: World, state: str) -> Act:
    record = world.house.record(attachment=False)
    field = world.house.item.field
    if state == "有步骤":
        office = world.actor(Role.OFFICE, world.home)
        actions.set_steps(office, field, [StepFacts("起草", "liaison")])
    return lambda actor: actions.begin_course(actor, field, record)


@scenario("campaign.do_step", "联络员的步骤", "领导的步骤")
def do_step(world: World, state: str) -> Act:
    role = "liaison" if state == "联络员的步骤" else "leader"
    made = course(world.house, StepFacts("起草", role, ("正文",)))
    step = CourseStep.objects.get(course=made)
    return lambda actor: actions.do_step(actor, step, ["正文"])


@scenario("campaign.open_media")
def open_media(world: World) -> Act:
    return lambda actor: actions.open_media(
        actor, world.home, MediaFacts("wechat", "新号", today())
    )


@scenario("campaign.note_media_post", "在用", "已注销")
def note_media_post(world: World, state: str) -> Act:
    account = media_in(world, state)
    facts = PostFacts(approved(world), today(), "https://mp.weixin.qq.com/s/1")
    return lambda actor: actions.note_media_post(actor, account, facts)


@scenario("campaign.close_media", "在用", "已注销")
def close_media(world: World, state: str) -> Act:
    account = media_in(world, state)
    return lambda actor: actions.close_media(actor, account, "合并到镇级账号")


def media_in(world: World, state: str) -> MediaAccount:
    """An account of the home unit."""
    liaison = world.actor(Role.LIAISON, world.home)
    made = actions.open_media(liaison, world.home, MediaFacts("wechat", "泊里发布", today()))
    return actions.close_media(liaison, made, "停用") if state == "已注销" else made


def approved(world: World) -> Record:
    """A record that is out."""
    return world.house.released(world.house.record(attachment=False)).record
