"""The town's own check sheet (F32): set by page, copied when a check begins."""

from collections.abc import Callable

import pytest
from django.test import Client

from gongkai.campaign import actions
from gongkai.campaign.facts import PointFacts
from gongkai.campaign.models import CheckPoint
from gongkai.campaign.templates_of import check_points, points_of, standard_points
from gongkai.ledger.clock import today
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Invalid
from roads import House

pytestmark = pytest.mark.django_db
SignIn = Callable[[Actor], Client]
TWO = [PointFacts("有专人负责", "方案五", "all"), PointFacts("公示栏更新", "方案三", "villages")]


def test_a_towns_points_stand_before_the_plans_and_begun_sheets_keep_theirs(
    house: House, office: Actor, unit: Unit, village: Unit
) -> None:
    assert points_of(house.town) == standard_points()
    begun = actions.open_check(office, unit, today(), "张三")
    actions.set_check_points(office, TWO)
    assert [point.text for point in check_points(unit)] == ["有专人负责"]
    assert [point.text for point in check_points(village)] == ["有专人负责", "公示栏更新"]
    assert begun.lines.count() > 2
    entry = LedgerEntry.objects.filter(action="campaign.set_check_points").get()
    assert entry.after == {"points": ["有专人负责", "公示栏更新"]}
    assert entry.before == {"points": [point.text for point in standard_points()]}
    other = House()
    actions.set_check_points(other.office, TWO[:1])
    actions.set_check_points(office, [])
    assert points_of(house.town) == standard_points()
    assert points_of(House().town) == standard_points()
    assert points_of(other.town) == (TWO[0],)


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ([PointFacts(" ", "方案", "all")], "请填写"),
        ([TWO[0], TWO[0]], "请合并"),
        ([PointFacts("甲", " ", "all")], "依据"),
        ([PointFacts("甲", "方案", "nobody")], "检查哪些单位"),
        ([PointFacts(f"第{n}条", "方案", "all") for n in range(61)], "最多60条"),
    ],
)
def test_bad_points_change_nothing(office: Actor, points: list[PointFacts], said: str) -> None:
    actions.set_check_points(office, TWO)
    with pytest.raises(Invalid, match=said):
        actions.set_check_points(office, points)
    assert CheckPoint.objects.count() == 2


def sent(rows: list[tuple[str, str, str, str]]) -> dict[str, str]:
    """What the page sends: order, text, basis, units."""
    found = {"point-TOTAL_FORMS": str(len(rows)), "point-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        for name, value in zip(("order", "text", "basis", "units"), row, strict=True):
            found[f"point-{number}-{name}"] = value
    return found


def test_the_office_edits_the_points_by_page(office: Actor, sign_in: SignIn) -> None:
    client = sign_in(office)
    page = client.get("/plan/checks/points/").content.decode()
    assert standard_points()[0].text in page
    assert "现在用的是实施方案" in page
    rows = [
        ("2", "第二", "方案三", "all"),
        ("1", "第一", "方案五", "villages"),
        ("", "", "", "all"),
    ]
    client.post("/plan/checks/points/", sent(rows))
    assert [row.point for row in CheckPoint.objects.all()] == ["第一", "第二"]
    lacking = client.post("/plan/checks/points/", sent([("1", "没有依据", "", "all")]))
    assert lacking.status_code == 422
    assert "请写明依据" in lacking.content.decode()
    twice = client.post("/plan/checks/points/", sent([rows[0], rows[0]]))
    assert "请合并" in twice.content.decode()
    assert CheckPoint.objects.count() == 2


def test_a_liaison_sets_none(liaison: Actor, sign_in: SignIn) -> None:
    assert sign_in(liaison).get("/plan/checks/points/").status_code == 403
