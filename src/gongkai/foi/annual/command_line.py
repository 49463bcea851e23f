"""What ``gongkai report annual YEAR`` gives: the report as kept, else from the records."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.management.base import CommandError

from gongkai.foi.annual.computing import compute
from gongkai.foi.annual.drafting import draft_texts
from gongkai.foi.annual.models import AnnualReport
from gongkai.foi.annual.queries import standing_of
from gongkai.foi.annual.standing import figures_of, report_json
from gongkai.foi.naming import issuer_of
from gongkai.ledger.clock import today
from gongkai.organisation.models import Town
from gongkai.rules.annual_report.checking import check
from gongkai.rules.annual_report.deadline import years_to_report
from gongkai.rules.annual_report.figures import Unread, number_words
from gongkai.rules.annual_report.layout import PLACES, SECTIONS, place_words


def annual_json(slug: str | None, year: int) -> dict[str, Any]:
    """The report of a year in the form that ``report check`` reads, with where it comes from.

    ``kept`` says whether somebody has begun it in the office; else it is computed now and nothing
    is stored. ``unknown`` are the cells that a person has to enter. CommandError for a town that
    is not there, or a year that this form does not report.
    """
    town = _town(slug)
    years = years_to_report(today())
    if year not in years:
        raise CommandError(f"只能统计{years[-1]}年至{years[0]}年的年度报告。")
    kept = AnnualReport.objects.filter(town=town, year=year).first()
    if kept is not None:
        standing = standing_of(kept)
        found, figures = standing.as_json(), standing.figures
        problems = list(kept.computed.get("problems", []))
    else:
        computed = compute(town, year)
        issuer = issuer_of(town)
        texts = draft_texts(issuer, year, computed.figures, computed.facts)
        found = report_json(year, issuer, texts, computed.figures)
        figures = dict(computed.figures)
        problems = computed.problems
    unknown = [p for p in PLACES if isinstance(figures.get(p, Unread()), Unread)]
    return {
        "town": town.slug,
        "kept": kept is not None,
        "state": kept.state if kept else None,
        **found,
        "unknown": [place_words(place) for place in unknown],
        "problems": problems,
    }


def annual_lines(found: Mapping[str, Any]) -> Iterator[str]:
    """The report for reading in a terminal: texts, every number that is not 0, what is missing."""
    origin = "办公系统中编制的" if found["kept"] else "按记录统计的（没有保存）"
    yield f"{found['issuer']}{found['year']}年政府信息公开工作年度报告，{origin}"
    figures = figures_of(found["tables"])
    for section in SECTIONS:
        yield section.heading
        if section.table is None:
            yield from (f"  {line}" for line in found["sections"][section.code].splitlines())
            continue
        shown = {
            place: number
            for place, number in figures.items()
            if place.table == section.table and not isinstance(number, Unread) and number != 0
        }
        yield from (f"  {place_words(place)}：{number_words(n)}" for place, n in shown.items())
        yield "  其余各格为0" if shown else "  各格为0"
    yield from (f"需要填写：{words}" for words in found["unknown"])
    yield from (f"没有计入：{words}" for words in found["problems"])
    broken = [f for f in check(figures, township=True) if f.code not in ("blank", "town_rules")]
    yield from (f"{'错误' if f.level == 'error' else '疑点'}：{f.message}" for f in broken)


def _town(slug: str | None) -> Town:
    towns = Town.objects.order_by("id")
    if slug is not None:
        found = towns.filter(slug=slug).first()
        if found is None:
            raise CommandError(f"没有标识为{slug}的镇街")
        return found
    some = list(towns[:2])
    if len(some) != 1:
        raise CommandError("请用 --town 写明是哪个镇街的年度报告")
    return some[0]
