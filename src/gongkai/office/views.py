"""Pages of the office itself."""

from django.http import HttpResponse
from django.shortcuts import render

from gongkai.organisation.web import OfficeRequest, office_page


@office_page()
def home(request: OfficeRequest) -> HttpResponse:
    """What waits for the person who asks, and what happened lately."""
    return render(request, "office/home.html")
