"""The annual report of a year in which no other town of the test has one."""

from gongkai.foi.annual import actions as annual
from gongkai.ledger.clock import today
from gongkai.organisation.models import Town
from roads import House
from town_contents import contents


@contents("annual")
def fill(house: House) -> dict[str, object]:
    """A report as begun."""
    year = today().year - Town.objects.count()
    annual.make_annual_report(house.office, house.office_unit, year)
    return {"year": year, "table": "information", "row": "normative", "kind": "xlsx"}
