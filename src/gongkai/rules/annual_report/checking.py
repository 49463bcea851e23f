"""Everything that is wrong or doubtful in the figures of one report."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from gongkai.rules.annual_report.figures import (
    Figures,
    Unread,
    blank_problem,
    figure_problem,
    number_words,
)
from gongkai.rules.annual_report.identities import Verdict, identities, judge, leaves_of
from gongkai.rules.annual_report.layout import (
    Place,
    place_words,
    places_words,
    row_words,
    table_words,
)

Level = Literal["error", "doubt"]
UNJUDGED = "unjudged"


@dataclass(frozen=True)
class Finding:
    """One thing that does not fit.

    level: an error stops the report, a doubt is for a person to look at. code: which rule. places:
    the cells involved. left, right: both sums, where two sums differ.
    """

    level: Level
    code: str
    message: str
    places: tuple[Place, ...] = ()
    left: str = ""
    right: str = ""


def check(figures: Figures, *, township: bool = False, published: bool = False) -> list[Finding]:
    """Everything wrong or doubtful in the figures of one report; empty when there is nothing.

    published: the figures were read from somebody's published report; there a blank is a doubt,
    because the form may have been filled in so, and so is a sum that is wrong with blanks as 0. In
    our own report a blank is an error and says enough. township: a town
    or street office, which makes no 规章 (立法法 Art. 91, 93: not below cities with districts).
    """
    verdicts = judged(figures)
    return [
        *_cells(figures, published=published),
        *(_uneven(verdict, "error") for verdict in verdicts if verdict.state == "broken"),
        *(
            _uneven(verdict, "doubt")
            for verdict in verdicts
            if verdict.state == "doubtful" and published
        ),
        *_suspects(verdicts),
        *_documents(figures),
        *(_rules_of_a_town(figures) if township else ()),
    ]


def judged(figures: Figures) -> list[Verdict]:
    """Every identity with its verdict, in printed order."""
    return [judge(identity, figures) for identity in identities(leaves_of(figures))]


def unjudged_words(verdict: Verdict) -> str:
    """Which identity could not be judged."""
    identity = verdict.identity
    return f"{identity.where}：{identity.left_words}与{identity.right_words}是否相等，没有核对"


def _cells(figures: Figures, *, published: bool) -> Iterator[Finding]:
    blanks = _blanks(figures) if published else {}
    for place, figure in figures.items():
        if place in blanks:
            yield from blanks[place]
            continue
        problem = figure_problem(place, figure)
        if problem is None:
            continue
        blank = isinstance(figure, Unread) and figure.blank
        code = "blank" if blank else "unreadable" if isinstance(figure, Unread) else "number"
        yield Finding("error", code, problem, (place,))


def _blanks(figures: Figures) -> dict[Place, list[Finding]]:
    """The blank cells, each row's said at its first: published forms may be blank in hundreds."""
    rows: dict[tuple[str, str, str], list[Place]] = {}
    for place, figure in figures.items():
        if isinstance(figure, Unread) and figure.blank:
            rows.setdefault((place.table, place.row, figure.text), []).append(place)
    found: dict[Place, list[Finding]] = {}
    for (_, _, text), places in rows.items():
        said = blank_problem(text)
        finding = Finding("doubt", "blank", f"{places_words(places)}{said}", tuple(places))
        found |= {place: [] for place in places} | {places[0]: [finding]}
    return found


def _uneven(verdict: Verdict, level: Level) -> Finding:
    identity = verdict.identity
    return Finding(
        level,
        identity.law,
        verdict.sentence(),
        identity.places,
        number_words(verdict.left),
        number_words(verdict.right),
    )


def _suspects(verdicts: list[Verdict]) -> Iterator[Finding]:
    """The one cell that a broken row and a broken column share and that explains both."""
    broken = [verdict for verdict in verdicts if verdict.state == "broken"]
    rows = [verdict for verdict in broken if verdict.identity.law == "applicants"]
    columns = [verdict for verdict in broken if verdict.identity.law in ("balance", "results")]
    seen: set[Place] = set()
    for row in rows:
        for column in columns:
            shared = set(row.identity.places) & set(column.identity.places)
            same = abs(row.left - row.right) == abs(column.left - column.right)
            for place in shared - seen if same else ():
                seen.add(place)
                yield Finding(
                    "doubt",
                    "suspect",
                    f"请先核对{place_words(place)}：所在的行和列都不平，而且相差的数一样。",
                    (place,),
                )


def _documents(figures: Figures) -> Iterator[Finding]:
    """More made than abolished this year cannot leave fewer in force than the difference."""
    for row in ("rules", "normative"):
        issued, abolished, in_force = (
            figures.get(Place("information", row, column))
            for column in ("issued", "abolished", "in_force")
        )
        if issued is None or abolished is None or in_force is None:
            continue
        if isinstance(issued, Unread) or isinstance(abolished, Unread):
            continue
        if isinstance(in_force, Unread) or in_force >= issued - abolished:
            continue
        words = f"{table_words('information')}“{row_words('information', row)}”"
        yield Finding(
            "doubt",
            "in_force",
            f"{words}：本年制发{number_words(issued)}件、废止{number_words(abolished)}件，"
            f"现行有效却只有{number_words(in_force)}件。请核对。",
            tuple(Place("information", row, c) for c in ("issued", "abolished", "in_force")),
        )


def _rules_of_a_town(figures: Figures) -> Iterator[Finding]:
    for column in ("issued", "abolished", "in_force"):
        place = Place("information", "rules", column)
        figure = figures.get(place)
        if figure is None or isinstance(figure, Unread) or figure == 0:
            continue
        yield Finding(
            "doubt",
            "town_rules",
            f"{place_words(place)}填的是{number_words(figure)}。乡镇（街道）不制定规章，应当填0；"
            "规范性文件请填在“行政规范性文件”一行。",
            (place,),
        )
