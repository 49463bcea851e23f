"""Scenarios of the letters of applications, their texts, and assistance of other units."""

from foi.world import proof
from gongkai.foi import actions as foi
from gongkai.foi.models import Application, Assistance, Letter, Service, SupplyFile
from gongkai.ledger.clock import today
from gongkai.outbox.models import Effect
from gongkai.outbox.worker import drain
from permission_scenarios.foi import case_in, closed, office, registered, supplied
from permission_scenarios.world import Act, World, scenario
from roads import PDF

STATES = ("待确认", "办理中", "待补正", "征求意见中", "待缴费", "待送达", "已办结")


def receipt_of(case: Application) -> Letter:
    """The first letter of a case."""
    return case.letters.get(kind="receipt")


def stuck(world: World) -> Letter:
    """A letter that could not be written."""
    letter = receipt_of(registered(world))
    Effect.objects.filter(key=f"foi.letter:{letter.pk}").update(
        state="stuck", last_error="PermanentFailure: 缺字"
    )
    return letter


def served(world: World) -> Service:
    """An answer that was served without proof."""
    return Service.objects.get(letter__application=closed(world))


def handed_over(world: World, *, served: bool) -> SupplyFile:
    """A file that was supplied with an answer."""
    reply = supplied(world)
    if served:
        foi.serve(office(world), reply.letter, foi.ServiceFacts("electronic"))
    return SupplyFile.objects.filter(supply__reply=reply).first()


def assisted(world: World, case: Application) -> Assistance:
    """A unit was asked for help."""
    other = world.elsewhere
    return foi.ask_assistance(office(world), case, other, "请检索", today())


@scenario("foi.keep_letter", "已登记")
def keep_letter(world: World) -> Act:
    letter = receipt_of(registered(world))
    return lambda actor: foi.keep_letter(actor, letter, b"docx", PDF)


@scenario("foi.retry_letter", "受阻", "等待")
def retry_letter(world: World, state: str) -> Act:
    letter = stuck(world) if state == "受阻" else receipt_of(registered(world))
    return lambda actor: foi.retry_letter(actor, letter)


@scenario("foi.fetch_supply", "已送达", "待送达")
def fetch_supply(world: World, state: str) -> Act:
    supplied = handed_over(world, served=state == "已送达")
    return lambda actor: foi.fetch_supply(actor, supplied)


@scenario("foi.fetch_letter", "已生成", "没有生成")
def fetch_letter(world: World, state: str) -> Act:
    letter = receipt_of(registered(world))
    if state == "已生成":
        drain()
    return lambda actor: foi.fetch_letter(actor, letter)


@scenario("foi.print_letter_sheet", "已登记")
def print_letter_sheet(world: World) -> Act:
    letter = receipt_of(registered(world))
    return lambda actor: foi.print_letter_sheet(actor, letter, "envelope-DL")


@scenario("foi.attach_proof", "缺凭证", "有凭证")
def attach_proof(world: World, state: str) -> Act:
    service = served(world)
    if state == "有凭证":
        foi.attach_proof(office(world), service, proof("proof"))
    return lambda actor: foi.attach_proof(actor, service, proof("proof"))


@scenario("foi.edit_template")
def edit_template(world: World) -> Act:
    from gongkai.rules.foi.letter_forms import FORMS

    text = f"{FORMS['receipt'].text}\n请妥善保存。"
    return lambda actor: foi.edit_template(actor, world.home, "receipt", text, "补充", seen=0)


@scenario("foi.ask_assistance", *STATES)
def ask_assistance(world: World, state: str) -> Act:
    case, other = case_in(world, state), world.elsewhere
    return lambda actor: foi.ask_assistance(actor, case, other, "请检索", today())


@scenario("foi.end_assistance", "等待反馈", "已反馈")
def end_assistance(world: World, state: str) -> Act:
    asked = assisted(world, registered(world))
    if state == "已反馈":
        foi.end_assistance(office(world), asked, "没有找到")
    return lambda actor: foi.end_assistance(actor, asked, "没有找到")


@scenario("foi.open_own_record_letter", "已办结", "核实中")
def open_own_record_letter(world: World, state: str) -> Act:
    actor = office(world)
    facts = foi.OwnRecordFacts("王示例", "13800000001", "档案", "年份有误", "户口簿")
    asked = foi.register_own_record(actor, world.home, facts)
    if state == "已办结":
        foi.end_own_record(actor, asked, "corrected", "已核实")
    return lambda actor: foi.open_own_record_letter(actor, asked, "docx")
