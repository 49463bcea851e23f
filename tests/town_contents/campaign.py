"""A town with something of everything of the plan."""

from campaign.full_town import FullPlan
from roads import House
from town_contents import contents


@contents("campaign")
def fill(house: House) -> dict[str, object]:
    return FullPlan(house).values()
