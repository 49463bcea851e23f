"""Scenarios of what applicants and third parties do on the public page of a case."""

from gongkai.foi import actions as foi
from gongkai.foi.models import StatementKind
from permission_scenarios.foi import asked_party, fee_asked, reasons_asked, registered
from permission_scenarios.world import Act, World, scenario


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
