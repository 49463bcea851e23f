"""What must add up in the report (handbook 3.6), and how a sum is judged when a cell is missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from gongkai.rules.annual_report.figures import Figures, Number, Unread, number_words
from gongkai.rules.annual_report.layout import (
    APPLICANTS,
    APPLICATION_COLUMNS,
    APPLICATIONS,
    CARRIED_IN,
    CARRIED_OUT,
    DISPUTES,
    LEAVES,
    NEW,
    OTHER_AS_ONE,
    OUTCOMES,
    RESULTS_TOTAL,
    TOTAL,
    Place,
    column_words,
    row_words,
    table_words,
)

Law = Literal["balance", "results", "applicants", "outcomes", "carried"]
State = Literal["holds", "broken", "assumed", "doubtful", "unjudged"]
"""Of an identity with blanks: assumed, it holds with them as 0; doubtful, it does not."""


@dataclass(frozen=True)
class Identity:
    """Two sums that must be equal.

    where: the row or column it is about, in words. left_words, right_words: what each sum is, in
    words that "是 12" can follow.
    """

    law: Law
    where: str
    left: tuple[Place, ...]
    right: tuple[Place, ...]
    left_words: str
    right_words: str

    @property
    def places(self) -> tuple[Place, ...]:
        """Every cell that takes part."""
        return (*self.left, *self.right)


@dataclass(frozen=True)
class Verdict:
    """How an identity stands: state, and both sums as far as they are known."""

    identity: Identity
    state: State
    left: Number
    right: Number

    def sentence(self) -> str:
        """What does not add up, in plain words with both sums."""
        identity = self.identity
        difference: Number = max(self.left, self.right) - min(self.left, self.right)
        assumed = "空白的格子按0算，" if self.state == "doubtful" else ""
        return (
            f"{identity.where}不平：{assumed}{identity.left_words}是{number_words(self.left)}，"
            f"{identity.right_words}是{number_words(self.right)}，"
            f"相差{number_words(difference)}。请核对。"
        )


def leaves_of(figures: Figures) -> tuple[str, ...]:
    """The rows in which results are counted in these figures.

    Reports of 2019 and 2020 have （六）其他处理 as one row; where that row is given and none of
    its three later parts is, it takes their place.
    """
    rows = {place.row for place in figures if place.table == "applications"}
    parts = tuple(code for code in LEAVES if code.startswith(f"{OTHER_AS_ONE}."))
    if OTHER_AS_ONE in rows and rows.isdisjoint(parts):
        return (*(code for code in LEAVES if code not in parts), OTHER_AS_ONE)
    return LEAVES


def identities(leaves: Sequence[str] = LEAVES) -> tuple[Identity, ...]:
    """Every identity inside one report, in printed order."""
    return (
        *_balances(),
        *_results(leaves),
        *_applicants((NEW, CARRIED_IN, *leaves, RESULTS_TOTAL, CARRIED_OUT)),
        *_outcomes(),
    )


def carried_identities() -> Iterator[tuple[Place, Place]]:
    """上年结转 of a year and 结转下年度 of the year before, column by column."""
    for column in APPLICATION_COLUMNS:
        yield _application(CARRIED_IN, column), _application(CARRIED_OUT, column)


def _application(row: str, column: str) -> Place:
    return Place("applications", row, column)


def _balances() -> Iterator[Identity]:
    for column in APPLICATION_COLUMNS:
        yield Identity(
            law="balance",
            where=_column_where(column),
            left=(_application(NEW, column), _application(CARRIED_IN, column)),
            right=(_application(RESULTS_TOTAL, column), _application(CARRIED_OUT, column)),
            left_words="第一项（本年新收）加第二项（上年结转）",
            right_words="第三项（办理结果总计）加第四项（结转下年度）",
        )


def _results(leaves: Sequence[str]) -> Iterator[Identity]:
    for column in APPLICATION_COLUMNS:
        yield Identity(
            law="results",
            where=_column_where(column),
            left=(_application(RESULTS_TOTAL, column),),
            right=tuple(_application(leaf, column) for leaf in leaves),
            left_words="“三、（七）总计”填写的",
            right_words="（一）至（六）各行相加",
        )


def _applicants(rows: Sequence[str]) -> Iterator[Identity]:
    printed = [row.code for row in APPLICATIONS]
    order = sorted(rows, key=lambda row: printed.index("3.6.1" if row == OTHER_AS_ONE else row))
    for row in order:
        yield Identity(
            law="applicants",
            where=f"{table_words('applications')}“{row_words('applications', row)}”行",
            left=(_application(row, TOTAL),),
            right=tuple(_application(row, column) for column in APPLICANTS),
            left_words="“总计”列填写的",
            right_words="自然人和五类法人或其他组织相加",
        )


def _outcomes() -> Iterator[Identity]:
    for block in DISPUTES:
        yield Identity(
            law="outcomes",
            where=f"{table_words('disputes')}“{row_words('disputes', block)}”",
            left=(Place("disputes", block, TOTAL),),
            right=tuple(Place("disputes", block, outcome) for outcome in OUTCOMES),
            left_words="“总计”填写的",
            right_words="结果维持、结果纠正、其他结果、尚未审结相加",
        )


def _column_where(column: str) -> str:
    place = _application(NEW, column)
    return f"{table_words('applications')}“{column_words(place)}”列"


def judge(identity: Identity, figures: Figures) -> Verdict:
    """Say whether an identity holds.

    A cell that was not found, or holds other text than a blank, leaves it unjudged. A blank is at
    least 0: where blanks stand on one side only and the rest of that side is already more than the
    other side, it is broken whatever was meant. Otherwise the sums with blanks as 0 are said to be
    just that.
    """
    left, left_state = _sum(identity.left, figures)
    right, right_state = _sum(identity.right, figures)
    states = {left_state, right_state}
    if "unknown" in states:
        return Verdict(identity, "unjudged", left, right)
    if states == {"exact"}:
        return Verdict(identity, "holds" if left == right else "broken", left, right)
    if left == right:
        return Verdict(identity, "assumed", left, right)
    less = right_state if left > right else left_state
    surely = less == "exact"
    return Verdict(identity, "broken" if surely else "doubtful", left, right)


def _sum(
    places: Sequence[Place], figures: Figures
) -> tuple[Number, Literal["exact", "at_least", "unknown"]]:
    """The sum of what is known, and whether it is all, at least that, or nothing to go by."""
    total: Number = 0
    blanks = False
    for place in places:
        figure = figures.get(place)
        if figure is None or (isinstance(figure, Unread) and not figure.blank):
            return 0, "unknown"
        if isinstance(figure, Unread):
            blanks = True
        else:
            total += figure
    return total, "at_least" if blanks else "exact"
