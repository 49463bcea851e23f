"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.organisation.models import Town
from gongkai.search.queries import search


def search_page(request: HttpRequest, town: Town) -> HttpResponse:
    """What a search finds; without a query, the form alone."""
    results = search(town.slug, request.GET.get("q", ""))
    return render(request, "search.html", {"results": results}, using="public")
