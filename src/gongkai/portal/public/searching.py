"""The search page and the suggestions while typing. Everything is in the address; no cookie."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus, urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.ledger.clock import today
from gongkai.organisation.limits import address_of, count
from gongkai.organisation.models import Town
from gongkai.portal.public.errors import problem
from gongkai.portal.public.labels import DIMENSIONS, Labels, label, labels_of
from gongkai.portal.public.limiting import limited
from gongkai.portal.rendering.environment import Choice
from gongkai.search.actions import note_missing
from gongkai.search.asking import InvalidQueryError
from gongkai.search.folding import fold
from gongkai.search.queries import search
from gongkai.search.results import Results
from gongkai.search.suggesting import suggest

SHOWN_VALUES = 8
_DAY = 86_400
_PAGES_BACK = 20
# The same few values of filters stand on every page.
_quoted = lru_cache(maxsize=2_000)(quote_plus)


@dataclass(frozen=True)
class Asked:
    """What the address says. ``back``: marks of the pages before, the last one the nearest."""

    query: str
    filters: dict[str, str]
    page: str = ""
    back: tuple[str, ...] = ()

    def address(self, **change: Any) -> str:
        """The same search with something changed; from its first page unless a page is given."""
        filters = {**self.filters, **change.get("filters", {})}
        values = [("q", change.get("query", self.query)), *filters.items()]
        values += [("page", change.get("page", "")), ("back", ".".join(change.get("back", ())))]
        return "?" + urlencode([(name, value) for name, value in values if value])

    def everywhere(self) -> str:
        """The same words without any filter."""
        return "?" + urlencode({"q": self.query})


@require_safe
@limited("search", 120)
def search_page(request: HttpRequest, town: Town) -> HttpResponse:
    """What a search finds; without a query, the form and other ways in.

    At most four statements: the town, count and facets (two at most), the page of hits. A search
    that finds nothing costs more: it looks for a way on and counts the words (F07).
    """
    asked = _asked(request)
    try:
        results = search(town.slug, asked.query, asked.filters, asked.page)
    except InvalidQueryError as error:
        return problem(request, 400, "无法查找", str(error))
    if results.help and not results.help.unfiltered and _is_first_try(request, town, results):
        note_missing(town.slug, results.query, today())
    labels = labels_of(town)
    facts = {
        "asked": asked,
        "results": results,
        "chosen": _chosen(asked, labels),
        "groups": _groups(asked, results, labels),
        "names": labels,
        "previous": _previous(asked),
        "next": _next(asked, results),
    }
    return render(request, "search.html", facts, using="public")


@require_safe
@limited("suggest", 600)
def suggestions(request: HttpRequest, town: Town) -> HttpResponse:
    """At most eight completions of ``q`` as JSON: text, kind, and the address of a record.

    The same for everybody, so it may be kept for a minute by whoever is in between.
    """
    found = suggest(town.slug, request.GET.get("q", ""))
    answer = JsonResponse(
        {"suggestions": [{"text": s.text, "kind": s.kind, "url": s.url} for s in found]},
        json_dumps_params={"ensure_ascii": False},
    )
    answer["Cache-Control"] = "public, max-age=60"
    return answer


def _is_first_try(request: HttpRequest, town: Town, results: Results) -> bool:
    """Whether nobody there has searched these words today: who reloads the page, or turns back to
    it, asks for nothing more, and a name must not become a repeated demand by that (F07).
    """
    words = f"missing:{town.slug}:{fold(results.query)}"
    return count(words, address_of(request), _DAY) == 1


def _asked(request: HttpRequest) -> Asked:
    given = request.GET
    filters = {name: given[name][:100] for name in DIMENSIONS if given.get(name)}
    back = tuple(filter(None, given.get("back", "")[:400].split(".")))
    # A query is passed on as it was typed; ``read_query`` shortens it with a word to the person.
    return Asked(given.get("q", "")[:400], filters, given.get("page", ""), back[-_PAGES_BACK:])


def _chosen(asked: Asked, labels: Labels) -> list[tuple[str, str, str]]:
    """Kind, label and the address without it, for each filter that is set."""
    return [
        (DIMENSIONS[name], label(labels, name, value), asked.address(filters={name: ""}))
        for name, value in asked.filters.items()
    ]


def _groups(asked: Asked, results: Results, labels: Labels) -> list[tuple[str, list[Choice]]]:
    """The filters that would narrow the hits, with their values; years the newest first."""
    groups = []
    for name, title in DIMENSIONS.items():
        facets = results.facets.get(name, ())
        if name in asked.filters or len(facets) < 2:
            continue
        if name == "year":
            facets = tuple(sorted(facets, key=lambda facet: facet.value, reverse=True))
        before = asked.address() + "&" * bool(asked.query or asked.filters) + f"{name}="
        choices = [
            Choice(label(labels, name, f.value), f.count, before + _quoted(f.value)) for f in facets
        ]
        groups.append((title, choices))
    return groups


def _next(asked: Asked, results: Results) -> str:
    if not results.next_page:
        return ""
    return asked.address(page=results.next_page, back=(*asked.back, asked.page or "0"))


def _previous(asked: Asked) -> str:
    if not asked.page:
        return ""
    before = asked.back[-1] if asked.back else "0"
    return asked.address(page="" if before == "0" else before, back=asked.back[:-1])
