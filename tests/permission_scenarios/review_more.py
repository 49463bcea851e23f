"""Referring an unclear row upwards, and putting a signed sheet away."""

from gongkai.review import actions as review
from gongkai.review.models import SecrecyFinding
from permission_scenarios.spine import row_in, sheet_in
from permission_scenarios.world import Act, World, scenario


@scenario("review.refer_unclear", "待出具", "已提请")
def refer_unclear(world: World, state: str) -> Act:
    row = row_in(world, "已登记")
    review.give_working_opinion(world.house.reviewer, row, "unclear", row.digest, note="拿不准")
    finding = SecrecyFinding.objects.get(row=row)
    if state == "已提请":
        review.refer_unclear(world.house.secrecy, finding, "示例保密局", "仍不明确")
    return lambda actor: review.refer_unclear(actor, finding, "示例保密局", "仍不明确")


@scenario("review.archive_sheet", "已登记", "已签")
def archive_sheet(world: World, state: str) -> Act:
    sheet = sheet_in(world, state)
    return lambda actor: review.archive_sheet(actor, sheet)
