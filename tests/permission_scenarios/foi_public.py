"""Scenarios of what applicants and third parties do on the public page of a case."""

from gongkai.foi import actions as foi
from gongkai.foi.files import FileToKeep, keep
from gongkai.foi.models import Letter, StatementKind
from permission_scenarios.foi import asked_party, fee_asked, reasons_asked, registered
from permission_scenarios.world import Act, World, scenario
from roads import PDF


@scenario("foi.state", "待缴费", "征求意见中", "请说明理由")
def state(world: World, state: str) -> Act:
    if state == "待缴费":
        case, said = fee_asked(world), foi.Said(StatementKind.PAYMENT, "鲁财00012345")
    elif state == "征求意见中":
        case = registered(world)
        asked = asked_party(world, case)
        said = foi.Said(StatementKind.OPINION, "价款属于商业秘密", "refused", asked.pk)
    else:
        case, said = reasons_asked(world), foi.Said(StatementKind.REASONS, "研究需要")
    return lambda actor: foi.state(actor, case, said)


@scenario("foi.hand_out", "有文书")
def hand_out(world: World) -> Act:
    letter = Letter.objects.get(application=registered(world), kind="receipt")
    file = keep(letter.application, FileToKeep("letter", "回执.pdf", PDF), "application/pdf", None)
    letter.pdf = file
    letter.save(update_fields=["pdf"])
    return lambda actor: foi.hand_out(actor, letter, file)
