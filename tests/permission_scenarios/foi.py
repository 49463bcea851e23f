"""Scenarios of applications for disclosure, upon cases in every state that people meet."""

from datetime import date, timedelta
from typing import Any

from foi.world import applying, at, proof
from gongkai.foi import actions as foi
from gongkai.foi.models import Application, Consultation, Dispute, OwnRecordRequest
from gongkai.ledger.clock import today
from gongkai.organisation.actor import Actor
from gongkai.organisation.queries import calendar_in_force
from permission_scenarios.world import Act, World, scenario
from roads import draft

ARRIVED = date(2026, 9, 18)
STATES = (
    "待确认",
    "办理中",
    "待补正",
    "征求意见中",
    "待缴费",
    "待送达",
    "已办结",
)


def office(world: World) -> Actor:
    """Somebody of the Office."""
    return world.able("foi.register")


def registered(world: World, channel: str = "counter", day: date | None = None) -> Application:
    """A case of the home unit."""
    actor = office(world)
    assert actor.account is not None
    with at(day or today()):
        return foi.register(
            actor,
            world.home,
            applying(),
            foi.Receipt(channel),
            foi.Filing(topic="农村公路", handler=actor.account),
        )


def configured(world: World) -> None:
    """The town has said where an applicant can turn."""
    facts = foi.TownFacts(
        reconsideration="示例区政府", online="网上平台", court="示例区法院", payment="到银行缴纳"
    )
    foi.set_settings(office(world), world.home, facts)


def answered(world: World, case: Application) -> Application:
    """The case with an answer issued."""
    configured(world)
    actor = office(world)
    foi.draft_reply(actor, case, foi.ReplyFacts("R01", {"where": "镇政府网站"}))
    foi.issue_reply(actor, case)
    return Application.objects.get(pk=case.pk)


def closed(world: World, case: Application | None = None) -> Application:
    """A case whose answer was served."""
    case = answered(world, case or registered(world))
    foi.serve(office(world), case.letters.get(kind="reply"), foi.ServiceFacts("electronic"))
    return Application.objects.get(pk=case.pk)


def asked_party(world: World, case: Application) -> Consultation:
    """A third party that was asked about the case."""
    return foi.consult(office(world), case, "third_party", "李三方", "是否同意公开")


def fee_asked(world: World) -> Application:
    """A case that waits for a fee."""
    configured(world)
    case = registered(world)
    foi.ask_fee(office(world), case, foi.FeeFacts("page", pages=120, reason="数量明显过大"))
    return Application.objects.get(pk=case.pk)


def case_in(world: World, state: str) -> Application:
    """A case in a state."""
    if state == "待确认":
        return registered(world, "internet")
    if state == "待送达":
        return answered(world, registered(world))
    if state == "已办结":
        return closed(world)
    if state == "待缴费":
        return fee_asked(world)
    case = registered(world)
    if state == "待补正":
        foi.ask_correction(office(world), case, "请写明文件名称")
    elif state == "征求意见中":
        asked_party(world, case)
    return Application.objects.get(pk=case.pk)


@scenario("foi.register")
def register(world: World) -> Act:
    return lambda actor: foi.register(actor, world.home, applying(), foi.Receipt("counter"))


@scenario("foi.confirm", *STATES)
def confirm(world: World, state: str) -> Act:
    case = case_in(world, state)
    return lambda actor: foi.confirm(actor, case, today(), "电话确认")


@scenario("foi.hand_over", *STATES)
def hand_over(world: World, state: str) -> Act:
    case, other = case_in(world, state), world.person("office")
    return lambda actor: foi.hand_over(actor, case, other, "调岗")


@scenario("foi.remind", *STATES)
def remind(world: World, state: str) -> Act:
    case = case_in(world, state)
    return lambda actor: foi.remind(actor, case, "请抓紧办理")


@scenario("foi.classify", "办理中")
def classify(world: World) -> Act:
    case = registered(world)
    return lambda actor: foi.classify(actor, case, "公路养护资金", "农村公路")


@scenario("foi.add_file", "办理中")
def add_file(world: World) -> Act:
    case = registered(world)
    return lambda actor: foi.add_file(actor, case, proof())


@scenario("foi.view_personal", "办理中")
def view_personal(world: World) -> Act:
    case = registered(world)
    return lambda actor: foi.view_personal(actor, case)


@scenario("foi.view_file", "办理中")
def view_file(world: World) -> Act:
    file = foi.add_file(office(world), registered(world), proof())
    return lambda actor: foi.view_file(actor, file)


@scenario("foi.ask_correction", *STATES)
def ask_correction(world: World, state: str) -> Act:
    case = case_in(world, state)
    return lambda actor: foi.ask_correction(actor, case, "请写明文件名称")


@scenario("foi.correct", *STATES)
def correct(world: World, state: str) -> Act:
    case = case_in(world, state)
    return lambda actor: foi.correct(actor, case, applying(description="2025年养护资金"))


@scenario("foi.close_uncorrected", "已届满")
def close_uncorrected(world: World) -> Act:
    configured(world)
    case = registered(world, day=ARRIVED)
    with at(ARRIVED):
        foi.ask_correction(office(world), case, "请写明文件名称")
    return lambda actor: foi.close_uncorrected(actor, case)


@scenario("foi.consult", *STATES)
def consult(world: World, state: str) -> Act:
    case = case_in(world, state)
    return lambda actor: foi.consult(actor, case, "co_maker", "示例局", "是否同意公开")


@scenario("foi.reach_party", "征求意见中")
def reach_party(world: World) -> Act:
    asked = asked_party(world, registered(world))
    return lambda actor: foi.reach_party(actor, asked, today())


@scenario("foi.end_consultation", "征求意见中")
def end_consultation(world: World) -> Act:
    asked = asked_party(world, registered(world))
    return lambda actor: foi.end_consultation(actor, asked, "agreed", answer="同意")


@scenario("foi.tell_third_party", "不同意而公开")
def tell_third_party(world: World) -> Act:
    asked = asked_party(world, registered(world))
    foi.end_consultation(
        office(world), asked, "refused", answer="不同意", judgement="不公开将对公共利益造成重大影响"
    )
    return lambda actor: foi.tell_third_party(actor, asked)


@scenario("foi.ask_extension", *STATES)
def ask_extension(world: World, state: str) -> Act:
    case = case_in(world, state)
    return lambda actor: foi.ask_extension(actor, case, "需要检索大量档案")


def extension_asked(world: World) -> Application:
    case = registered(world)
    foi.ask_extension(office(world), case, "需要检索大量档案")
    return case


@scenario("foi.decide_extension", "已提出")
def decide_extension(world: World) -> Act:
    case = extension_asked(world)
    return lambda actor: foi.decide_extension(actor, case, True)


@scenario("foi.extend", "已同意")
def extend(world: World) -> Act:
    case = extension_asked(world)
    foi.decide_extension(world.actor("leader", world.home), case, True)  # type: ignore[arg-type]
    return lambda actor: foi.extend(actor, case)


@scenario("foi.ask_fee", *STATES)
def ask_fee(world: World, state: str) -> Act:
    configured(world)
    case, facts = case_in(world, state), foi.FeeFacts("page", pages=120, reason="数量过大")
    return lambda actor: foi.ask_fee(actor, case, facts)


@scenario("foi.reach_payer", "待缴费")
def reach_payer(world: World) -> Act:
    case = fee_asked(world)
    return lambda actor: foi.reach_payer(actor, case, today())


@scenario("foi.pay_fee", *STATES)
def pay_fee(world: World, state: str) -> Act:
    case = case_in(world, state)
    return lambda actor: foi.pay_fee(actor, case, "鲁财00012345")


@scenario("foi.close_unpaid", "已届满")
def close_unpaid(world: World) -> Act:
    configured(world)
    case = registered(world, day=ARRIVED)
    with at(ARRIVED):
        foi.ask_fee(office(world), case, foi.FeeFacts("page", pages=120, reason="数量过大"))
        foi.reach_payer(office(world), case, ARRIVED)
    return lambda actor: foi.close_unpaid(actor, case)


@scenario("foi.ask_reasons", *STATES)
def ask_reasons(world: World, state: str) -> Act:
    case = case_in(world, state)
    return lambda actor: foi.ask_reasons(actor, case, "一个月内提出四十件申请")


def reasons_asked(world: World) -> Application:
    case = registered(world)
    foi.ask_reasons(office(world), case, "一个月内提出四十件申请")
    return case


@scenario("foi.give_reasons", "已要求")
def give_reasons(world: World) -> Act:
    case = reasons_asked(world)
    return lambda actor: foi.give_reasons(actor, case, "研究需要", True, "理由合理")


@scenario("foi.delay", "理由合理")
def delay(world: World) -> Act:
    case = reasons_asked(world)
    foi.give_reasons(office(world), case, "研究需要", True, "理由合理")
    until = today() + timedelta(days=120)
    return lambda actor: foi.delay(actor, case, until, "数量大")


@scenario("foi.withdraw", *STATES)
def withdraw(world: World, state: str) -> Act:
    case = case_in(world, state)
    return lambda actor: foi.withdraw(actor, case, "书面撤回")


@scenario("foi.log_search", *STATES)
def log_search(world: World, state: str) -> Act:
    case = case_in(world, state)
    facts = foi.SearchFacts("档案室", "按年度和“养护”检索", "没有找到", "王检索")
    return lambda actor: foi.log_search(actor, case, facts)


@scenario("foi.draft_reply", *STATES)
def draft_reply(world: World, state: str) -> Act:
    case = case_in(world, state)
    facts = foi.ReplyFacts("R01", {"where": "镇政府网站"})
    return lambda actor: foi.draft_reply(actor, case, facts)


@scenario("foi.issue_reply", "已起草")
def issue_reply(world: World) -> Act:
    configured(world)
    case = registered(world)
    foi.draft_reply(office(world), case, foi.ReplyFacts("R01", {"where": "镇政府网站"}))
    return lambda actor: foi.issue_reply(actor, case)


@scenario("foi.take_back", *STATES)
def take_back(world: World, state: str) -> Act:
    case = case_in(world, state)
    return lambda actor: foi.take_back(actor, case, "网址写错")


@scenario("foi.serve", "待送达", "已办结")
def serve(world: World, state: str) -> Act:
    letter = case_in(world, state).letters.get(kind="reply")
    return lambda actor: foi.serve(actor, letter, foi.ServiceFacts("electronic"))


def dispute_of(world: World) -> Dispute:
    facts = foi.DisputeFacts("reconsideration", "示例复〔2026〕1号", "示例区政府", today())
    return foi.open_dispute(office(world), closed(world), facts)


@scenario("foi.open_dispute", "已办结")
def open_dispute(world: World) -> Act:
    case = closed(world)
    facts = foi.DisputeFacts("suit", "（2026）示例1号", "示例区法院", today())
    return lambda actor: foi.open_dispute(actor, case, facts)


@scenario("foi.answer_dispute", "尚未审结")
def answer_dispute(world: World) -> Act:
    dispute = dispute_of(world)
    return lambda actor: foi.answer_dispute(actor, dispute, today())


@scenario("foi.end_dispute", "尚未审结")
def end_dispute(world: World) -> Act:
    dispute = dispute_of(world)
    return lambda actor: foi.end_dispute(actor, dispute, "uphold", "维持")


@scenario("foi.redo", "已办结", "责令重新答复")
def redo(world: World, state: str) -> Act:
    dispute = dispute_of(world)
    until = today() + timedelta(days=20)
    if state == "责令重新答复":
        foi.end_dispute(office(world), dispute, "correct", "责令重新答复", redo_by=until)
    case = dispute.application
    assert case is not None
    return lambda actor: foi.redo(actor, case, until)


@scenario("foi.propose_release", "已提供")
def propose_release(world: World) -> Act:
    reply, record = supplied(world), world.house.record()
    return lambda actor: foi.note_proposal(actor, reply, record)


def supplied(world: World) -> Any:
    """A reply with reviewed content handed over."""
    from gongkai.publication import actions as publication
    from gongkai.review import actions as review

    configured(world)
    house = world.house
    content = draft(publicity="on_request", publicity_ground="只向申请人提供")
    record = publication.create(house.drafter, world.home, content, None, "依申请公开答复内容")
    forms = review.Forms(website=False, on_request=True)
    row = review.register(house.handler, record, forms)
    house.ticked(row)
    house.signed(row.sheet)
    case, actor = registered(world), office(world)
    foi.draft_reply(actor, case, foi.ReplyFacts("R02", {}, record))
    return foi.issue_reply(actor, case)


@scenario("foi.register_own_record")
def register_own_record(world: World) -> Act:
    facts = foi.OwnRecordFacts("王示例", "13800000001", "低保档案", "出生年份有误", "户口簿")
    return lambda actor: foi.register_own_record(actor, world.home, facts)


@scenario("foi.view_own_record", "核实中")
def view_own_record(world: World) -> Act:
    facts = foi.OwnRecordFacts("王示例", "13800000001", "低保档案", "出生年份有误", "户口簿")
    asked: OwnRecordRequest = foi.register_own_record(office(world), world.home, facts)
    return lambda actor: foi.view_own_record(actor, asked)


@scenario("foi.end_own_record", "核实中", "已更正")
def end_own_record(world: World, state: str) -> Act:
    facts = foi.OwnRecordFacts("王示例", "13800000001", "低保档案", "出生年份有误", "户口簿")
    asked: OwnRecordRequest = foi.register_own_record(office(world), world.home, facts)
    if state == "已更正":
        foi.end_own_record(office(world), asked, "corrected", "已核实")
    return lambda actor: foi.end_own_record(actor, asked, "corrected", "已核实")


@scenario("foi.remove_own_record", "核实中", "保管期内", "期满")
def remove_own_record(world: World, state: str) -> Act:
    facts = foi.OwnRecordFacts("王示例", "13800000001", "低保档案", "出生年份有误", "户口簿")
    asked: OwnRecordRequest = foi.register_own_record(office(world), world.home, facts)
    if state != "核实中":
        foi.end_own_record(office(world), asked, "corrected", "已核实")
    if state == "期满":
        OwnRecordRequest.objects.filter(pk=asked.pk).update(keep_until=date(2026, 1, 1))
    return lambda actor: foi.remove_own_record(actor, asked, "保管期限届满")


@scenario("foi.set_settings")
def set_settings(world: World) -> Act:
    return lambda actor: foi.set_settings(actor, world.home, foi.TownFacts(court="示例区法院"))


@scenario("foi.name_head")
def name_head(world: World) -> Act:
    head = world.person("office")
    return lambda actor: foi.name_head(actor, world.home, head)


@scenario("foi.decide_demand")
def decide_demand(world: World) -> Act:
    registered(world)
    return lambda actor: foi.decide_demand(actor, world.home, "农村公路", True, "群众关注")


@scenario("foi.remove", "保管期内", "期满")
def remove(world: World, state: str) -> Act:
    case = closed(world)
    if state == "期满":
        Application.objects.filter(pk=case.pk).update(keep_until=date(2026, 1, 1))
    return lambda actor: foi.remove(actor, case, "保管期限届满")


@scenario("foi.rate", "已办结")
def rate(world: World) -> Act:
    case = closed(world)
    return lambda actor: foi.rate(actor, case, "good")


@scenario("foi.recompute")
def recompute(world: World) -> Act:
    registered(world)
    town = world.town
    return lambda actor: foi.recompute(actor, town, calendar_in_force())
