"""The receipt: number, code (once), QR code of the page where the case can be followed."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from gongkai.foi.models import Application
from gongkai.foi.public.pages import page
from gongkai.organisation.models import Town
from gongkai.organisation.public_address import public_address, qr_code


def receipt_page(
    request: HttpRequest, town: Town, case: Application, secret: str, lacking: list[str]
) -> HttpResponse:
    """The page; ``secret`` is empty where the code is not shown any more."""
    address = public_address(town, f"status/?number={case.number}")
    facts: dict[str, Any] = {
        "number": case.number,
        "received": case.received_on,
        "secret": secret,
        "lacking": lacking,
        "address": public_address(town, "status/"),
        "code": qr_code(address),
    }
    return page(request, "receipt", facts)
