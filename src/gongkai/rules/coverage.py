"""What coverage is counted by: legal bases, village categories, and the rates of handbook 11."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from gongkai.rules.duty_state import DONE, WAITING, State
from gongkai.rules.tables import Row, Table


@dataclass(frozen=True, kw_only=True)
class FieldBasis(Row):
    """A field of the national catalogue and the codes of Art. 20 and 21 that it falls under."""

    bases: tuple[str, ...]


FIELD_BASES: Final = Table(
    name="领域与法定公开内容的对应",
    source="依《政府信息公开条例》第二十条、第二十一条的文字与领域名称对应，由人核对",
    effective_from=date(2019, 5, 15),
    effective_to=None,
    evidence="UNSURE",
    rows=tuple(
        FieldBasis(code=code, name=name, bases=bases)
        for code, name, bases in (
            ("01", "重大建设项目", ("20-10",)),
            ("02", "义务教育", ("20-11",)),
            ("03", "社会救助", ("20-11", "21-T8")),
            ("04", "养老服务", ("20-11",)),
            ("05", "就业", ("20-11",)),
            ("06", "社会保险", ("20-11",)),
            ("07", "农村集体土地征收", ("21-T5",)),
            ("08", "保障性住房", ("20-11",)),
            ("09", "农村危房改造", ("20-11",)),
            ("10", "公共文化服务", ("20-15",)),
            ("11", "安全生产", ("20-13",)),
            ("12", "救灾", ("20-12",)),
            ("13", "食品药品监管", ("20-13",)),
            ("14", "乡村振兴", ("20-11", "21-T1")),
            ("15", "公共法律服务", ("20-15",)),
            ("16", "户籍管理", ("20-05",)),
        )
    ),
)
"""Our reading of one list into the other, for items that name no basis themselves."""

_BY_FIELD: Final = {row.code: row.bases for row in FIELD_BASES}


def bases_of(codes: Collection[str], field_code: str) -> tuple[str, ...]:
    """The legal bases of an item: those that a person gave it, else what its field falls under."""
    return tuple(codes) or _BY_FIELD.get(field_code, ())


@dataclass(frozen=True, kw_only=True)
class VillageCategory(Row):
    """A focus of village affairs; ``fields`` and ``words`` say which items belong to it."""

    fields: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


VILLAGE_CATEGORIES: Final = Table(
    name="村（居）务公开重点",
    source="《泊里镇政务公开标准化规范化工作实施方案》三（四）",
    effective_from=date(2020, 5, 31),
    effective_to=None,
    evidence="SEEN（六类）；RECALL（与领域的对应）",
    rows=(
        VillageCategory(
            code="poverty",
            name="脱贫攻坚",
            words=("脱贫", "扶贫", "贫困", "建档立卡", "防返贫"),
        ),
        VillageCategory(code="revival", name="乡村振兴", fields=("14",), words=("乡村振兴",)),
        VillageCategory(
            code="finance",
            name="村级财务",
            words=("财务", "收支", "集体资产", "集体经济", "筹资筹劳"),
        ),
        VillageCategory(
            code="benefits", name="惠农政策", fields=("07", "09"), words=("惠农", "补贴", "补助")
        ),
        VillageCategory(code="ageing", name="养老服务", fields=("04",), words=("养老",)),
        VillageCategory(
            code="relief", name="社会救助", fields=("03", "12"), words=("救助", "低保", "特困")
        ),
    ),
)


def village_category(field_code: str, words: str, day: date) -> VillageCategory | None:
    """The village category of an item: by its own words first, else by its field (F29)."""
    rows = VILLAGE_CATEGORIES.as_of(day)
    for row in rows:
        if any(word in words for word in row.words):
            return row
    return next((row for row in rows if field_code in row.fields), None)


@dataclass
class Tally:
    """Numbers of one line of a coverage report.

    ``owed`` counts what units owe (an item of a unit), ``covered`` how many of these have a
    publication or a recorded "nothing" in the time asked for, ``states`` the duties due in it.
    """

    owed: int = 0
    covered: int = 0
    states: Counter[State] = field(default_factory=Counter)

    @classmethod
    def of(cls, counted: Iterable[tuple[bool, Mapping[State, int]]]) -> "Tally":
        """Count things owed: whether each is covered, and the states of its duties."""
        owed = covered = 0
        states: defaultdict[State, int] = defaultdict(int)
        for is_covered, numbers in counted:
            owed += 1
            covered += is_covered
            for state, number in numbers.items():
                states[state] += number
        return cls(owed, covered, Counter(states))

    def plus(self, other: "Tally") -> None:
        """Add what another line has counted."""
        self.owed += other.owed
        self.covered += other.covered
        for state, number in other.states.items():
            self.states[state] += number

    @property
    def duties(self) -> int:
        """Duties that count: all but those that ended unpublished."""
        return sum(self.states.values()) - self.states[State.ENDED]

    @property
    def done(self) -> int:
        """Duties met, in time or late."""
        return sum(self.states[state] for state in DONE)

    @property
    def waiting(self) -> int:
        """Duties that still wait for a publication, overdue ones included."""
        return sum(self.states[state] for state in WAITING)

    @property
    def coverage(self) -> float | None:
        """Share of what is owed that is covered (handbook 11); None where nothing is owed."""
        return self.covered / self.owed if self.owed else None

    @property
    def timeliness(self) -> float | None:
        """Share of the published that was in time (handbook 11); None where none is published."""
        return self.states[State.IN_TIME] / self.done if self.done else None

    def as_json(self) -> dict[str, object]:
        """The numbers as the command line and an export print them."""
        return {
            "owed": self.owed,
            "covered": self.covered,
            "duties": self.duties,
            **{state.value: self.states[state] for state in State},
            "coverage": _rounded(self.coverage),
            "timeliness": _rounded(self.timeliness),
        }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
