"""A year of the implementation plan in the demonstration town: all of it 示例.

The founding plan stands as history; the plan of 2026 is under way, with tasks done in time, done
late and overdue, a training, checks, reports, registers, and two fields with different steps.
"""

import tomllib
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from typing import Any

from gongkai.campaign import actions
from gongkai.campaign.facts import (
    LineFacts,
    PaperFacts,
    PracticeFacts,
    ReferenceFacts,
    RequestFacts,
    StepFacts,
    TrainingFacts,
)
from gongkai.campaign.loading import founding_plan, load_plan, unit_groups
from gongkai.campaign.models import CourseStep, Finding, Part, Report, ReportCall, Task, Training
from gongkai.demo.living import SHANGHAI, Act, Event, LivingTown
from gongkai.ledger.clock import today
from gongkai.organisation.actor import Actor, system_actor
from gongkai.publication.lifecycle import newest

BOARD = "公示栏照片（示例）"
WRITTEN = PaperFacts(
    words="核对记录（示例）", name="核对记录（示例）.txt", data="示例：逐项核对，无遗漏。".encode()
)


def events() -> list[Event]:
    """The acts with their moments, for ``demo.loading``."""
    return [
        _on(date(2026, 3, 2), 10, _founding),
        _on(date(2026, 3, 5), 9, _plan),
        _on(date(2026, 3, 27), 15, _finish("制定年度政务公开工作要点", "party-gov-office")),
        _on(date(2026, 4, 8), 9, _training),
        _on(date(2026, 4, 16), 16, _attended),
        *_checking_items(),
        _on(date(2026, 7, 3), 9, _half_year_call),
        _on(date(2026, 7, 8), 11, _check_agriculture),
        _on(date(2026, 7, 10), 11, _check_social),
        _on(date(2026, 7, 14), 17, _finish("对各单位开展指导检查", "party-gov-office")),
        _on(date(2026, 7, 16), 10, _rectify),
        _on(date(2026, 7, 17), 10, _close),
        _on(date(2026, 7, 20), 16, _half_year_reports),
        _on(date(2026, 7, 30), 9, _merge),
        *_boards(),
        _on(date(2026, 9, 8), 9, _registers),
        _on(date(2026, 9, 15), 9, _steps),
        _on(date(2026, 10, 12), 8, _concern_answered),
        _on(date(2026, 11, 10), 10, _check_village),
        _on(date(2026, 11, 16), 9, _year_call),
        _on(date(2026, 11, 18), 9, _next_training),
        _on(date(2026, 11, 18), 15, _year_reports),
        _on(date(2026, 11, 20), 9, _concern_open),
    ]


def _on(day: date, hour: int, act: Act) -> Event:
    return (datetime.combine(day, time(hour), tzinfo=SHANGHAI), 9, act)


def _data(name: str) -> dict[str, Any]:
    text = files("gongkai.demo.content").joinpath(f"data/{name}").read_text("utf-8")
    return tomllib.loads(text)


def _office(town: LivingTown) -> Actor:
    return town.actors["office"]


def _of(town: LivingTown, unit: str) -> Actor:
    """Somebody who speaks for the unit."""
    return _office(town) if unit == "party-gov-office" else town.drafters[unit]


def _founding(town: LivingTown) -> None:
    load_plan(system_actor(town.town), founding_plan(), town.records["founding-plan"])


def _plan(town: LivingTown) -> None:
    load_plan(system_actor(town.town), _data("plan_2026.toml"))


def _part(town: LivingTown, title: str, unit: str) -> Part:
    return Part.objects.get(task__plan__town=town.town, task__title=title, unit=town.units[unit])


def _finish(title: str, unit: str, words: str = "已经完成，材料附后（示例）。") -> Act:
    def act(town: LivingTown) -> None:
        part = _part(town, title, unit)
        actions.finish_part(_of(town, unit), part, words, [WRITTEN])

    return act


def _checking_items() -> list[Event]:
    title = "对照标准目录核对本单位公开事项和时限"
    days = {
        "agriculture": date(2026, 5, 20),
        "social-affairs": date(2026, 5, 22),
        "culture-health": date(2026, 5, 27),
        "planning-construction": date(2026, 5, 29),
        "emergency": date(2026, 6, 4),
    }
    found = [_on(day, 14, _finish(title, unit)) for unit, day in days.items()]

    def waive(town: LivingTown) -> None:
        part = _part(town, title, "finance-audit")
        actions.waive_part(_office(town), part, "财政信息由区财政局统一核对（示例）")

    return [*found, _on(date(2026, 5, 28), 10, waive)]


def _boards() -> list[Event]:
    title = "核对公示栏与网站相同事项的内容"
    days = {
        "shiliugou": date(2026, 10, 12),
        "shuangquan": date(2026, 10, 20),
        "huaiyin": date(2026, 11, 6),
        "songpo": date(2026, 11, 16),
    }
    return [_on(day, 15, _finish(title, unit)) for unit, day in days.items()]


def _training(town: LivingTown) -> None:
    task = Task.objects.select_related("plan").get(plan__town=town.town, title="召开联络员培训会议")
    facts = TrainingFacts(
        title="政务公开联络员培训（示例）",
        held_on=date(2026, 4, 16),
        hours="上午9:00—11:30",
        place="镇机关三楼会议室（示例）",
        trainer="温如秋（示例）",
        content="标准目录怎么看；审查表怎么填；公开前怎样去掉个人信息。",
    )
    groups = unit_groups(town.town)
    made = actions.plan_training(
        _office(town), town.units["party-gov-office"], facts, groups["@all"], task
    )
    outline = "示例提纲\n一、标准目录\n二、审查表\n三、个人信息\n".encode()
    paper = PaperFacts(words="培训提纲（示例）", name="培训提纲（示例）.txt", data=outline)
    actions.add_material(_office(town), made, [paper])


def _attended(town: LivingTown) -> None:
    made = Training.objects.get(unit__town=town.town)
    people = list(made.attendees.all())
    absent = ("veterans", "natural-resources", "queqiaozhuang")
    away = {town.units[unit].pk for unit in absent}
    came = [each.pk for each in people if each.unit_id not in away]
    sheet = PaperFacts(words="签到表（示例）", name="签到表（示例）.txt", data="示例签到".encode())
    actions.register_attendance(_office(town), made, came, [], [sheet])
    _finish("召开联络员培训会议", "party-gov-office", "培训已举办，签到表和材料见培训记录。")(town)


def _next_training(town: LivingTown) -> None:
    facts = TrainingFacts(
        title="年度报告怎么写（示例）",
        held_on=date(2026, 12, 4),
        hours="下午2:30—4:00",
        place="镇机关三楼会议室（示例）",
        trainer="苏禾示（示例）",
        content="工作报告的四个部分；案例怎么选；数据怎么核。",
    )
    units = unit_groups(town.town)["@departments"]
    actions.plan_training(_office(town), town.units["party-gov-office"], facts, units)


def _check(town: LivingTown, unit: str, problems: dict[int, tuple[str, str, int]]) -> None:
    """A check of today; problems: point → what is wrong, what is asked, days."""
    check = actions.open_check(_office(town), town.units[unit], today(), "苏禾示、纪安然")
    lines = {line.order: LineFacts("good") for line in check.lines.all()}
    for order, (text, advice, days) in problems.items():
        lines[order] = LineFacts("problem", text, advice, today() + timedelta(days=days))
    actions.fill_check(_office(town), check, lines, "总体符合要求（示例）。")


def _check_agriculture(town: LivingTown) -> None:
    _check(
        town,
        "agriculture",
        {
            4: ("两条补贴信息超过20个工作日才公开", "补充逾期说明，改进提醒办法", 10),
            6: ("便民服务站公示栏没有同步张贴", "补贴并拍照存档", 10),
        },
    )


def _check_social(town: LivingTown) -> None:
    _check(town, "social-affairs", {})


def _check_village(town: LivingTown) -> None:
    _check(
        town,
        "shiliugou",
        {
            3: ("公示栏照片没有标日期", "重拍并标明日期", 7),
            5: ("三季度惠农补贴没有列入清单", "补充清单并公布", 20),
        },
    )


def _rectify(town: LivingTown) -> None:
    for finding in Finding.objects.filter(unit=town.units["agriculture"]).order_by("id"):
        photo = PaperFacts(words=BOARD, name="照片（示例）.txt", data="示例照片".encode())
        actions.rectify(_of(town, "agriculture"), finding, "已整改，见附件（示例）。", [photo])


def _close(town: LivingTown) -> None:
    first = Finding.objects.filter(unit=town.units["agriculture"]).order_by("id")[0]
    actions.close_finding(_office(town), first)


def _half_year_call(town: LivingTown) -> None:
    units = [town.units[report["unit"]] for report in _data("plan_reports.toml")["report"]]
    actions.call_reports(
        _office(town),
        "2026年上半年工作报告（示例）",
        "2026年1月至6月",
        date(2026, 7, 24),
        [*units, town.units["shuangquan"]],
    )


def _half_year_reports(town: LivingTown) -> None:
    _report_in(town, "2026年上半年工作报告（示例）")


def _report_in(town: LivingTown, title: str) -> None:
    for data in _data("plan_reports.toml")["report"]:
        parts = dict(data)
        unit = parts.pop("unit")
        report = Report.objects.get(call__title=title, unit=town.units[unit])
        actions.submit_report(_of(town, unit), report, parts)


def _merge(town: LivingTown) -> None:
    call = ReportCall.objects.get(town=town.town, title="2026年上半年工作报告（示例）")
    title = "泊里镇2026年上半年政务公开工作总结（示例）"
    actions.merge_summary(_office(town), call, title, _data("plan_reports.toml")["overall"])


def _year_call(town: LivingTown) -> None:
    task = Task.objects.select_related("plan").get(plan__town=town.town, title="报送年度工作报告")
    actions.call_reports(
        _office(town),
        "2026年度工作报告（示例）",
        "2026年1月至11月",
        date(2026, 11, 30),
        [part.unit for part in task.parts.select_related("unit")],
        note="四个部分都要写。没有案例或者没有问题的，写明没有和原因。",
        task=task,
    )


def _year_reports(town: LivingTown) -> None:
    title = "2026年度工作报告（示例）"
    _report_in(town, title)
    returned = Report.objects.get(call__title=title, unit=town.units["social-affairs"])
    actions.return_report(_office(town), returned, "请补充第三季度的数字（示例）")
    begun = Report.objects.get(call__title=title, unit=town.units["culture-health"])
    actions.save_report(_of(town, "culture-health"), begun, {"progress": "正在整理（示例）。"})


def _registers(town: LivingTown) -> None:
    office = town.units["party-gov-office"]
    for place, title, source, day in (
        ("某市某区（示例）", "一件事一张图解读", "该区政务公开网站（示例）", date(2026, 3, 18)),
        ("某县某镇（示例）", "村务公开二维码进院", "省政务公开简报（示例）", date(2026, 6, 2)),
        ("某市某街道（示例）", "惠企政策主动推送", "实地考察（示例）", date(2026, 8, 20)),
    ):
        facts = ReferenceFacts(
            place, title, source, day, "做法摘要（示例）。", "", "拟在我镇试行。"
        )
        actions.add_reference(_office(town), office, facts)
    for subject, reply_by in (("增设“惠农补贴”栏目", date(2026, 9, 30)), ("索引号口径", None)):
        asked = RequestFacts(
            "区政务公开主管部门（示例）", subject, "请予明确（示例）。", today(), reply_by
        )
        request = actions.send_request(_office(town), office, asked)
    actions.answer_request(_office(town), request, "按统一规则编制，不得重复使用。", today())
    practice = PracticeFacts(
        "participation",
        "板凳会上念公开（示例）",
        date(2026, 8, 12),
        "把补贴、救助、工程三类信息在村头板凳会上念一遍，当场答复提问。",
        "三场共答复提问二十一个，更正一处错漏。",
    )
    actions.add_practice(_of(town, "shiliugou"), town.units["shiliugou"], practice)


_STEPS = {
    "rural-planning-permit-guide": [
        StepFacts("业务科室提供材料", "liaison", ("批复文件", "实施进展")),
        StepFacts("主管领导把关", "leader"),
        StepFacts("审查后公开", "liaison", (), "published"),
    ],
    "assistance-policy-2026": [
        StepFacts("入户调查和民主评议", "liaison", ("调查表", "评议记录")),
        StepFacts("村内公示", "liaison", ("公示照片",)),
        StepFacts("保密和个人信息审查", "reviewer", ("脱敏后的名单",), "approved"),
        StepFacts("公开汇总数据", "liaison", (), "published"),
    ],
}
"""A record on its way, and the steps of its field."""


def _steps(town: LivingTown) -> None:
    for key, steps in _STEPS.items():
        record = town.records[key]
        item = newest(record).item
        if item is None:
            raise LookupError(f"{key} has no item")
        actions.set_steps(_office(town), item.field, steps)
        drafter = _of(town, record.unit.slug)
        course = actions.begin_course(drafter, item.field, record)
        first = CourseStep.objects.filter(course=course).order_by("order")[0]
        actions.do_step(drafter, first, first.needs)


def _concern_answered(town: LivingTown) -> None:
    found = datetime(2026, 10, 11, 19, 30, tzinfo=SHANGHAI)
    concern = actions.log_concern(
        _office(town),
        town.units["planning-construction"],
        "general",
        found,
        title="集中供暖管道施工何时完工（示例）",
        source="网站留言（示例）",
        content="群众询问主街开挖的完工时间和绕行办法。",
    )
    limit = concern.limits.get()
    words = "10月20日前恢复通行，绕行路线已在公示栏张贴（示例）。"
    actions.answer_concern(_of(town, "planning-construction"), limit, "网站和公示栏", words)


def _concern_open(town: LivingTown) -> None:
    actions.log_concern(
        _office(town),
        town.units["emergency"],
        "general",
        datetime(2026, 11, 19, 21, 10, tzinfo=SHANGHAI),
        title="沿海大风期间渔船避风点不够（示例）",
        source="政务服务热线（示例）",
        content="渔民反映避风点拥挤，希望公布可用泊位。",
    )
