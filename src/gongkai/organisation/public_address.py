"""The addresses of a town's public pages as people type them, and their QR codes."""

from io import BytesIO

import segno
from django.conf import settings
from markupsafe import Markup

from gongkai.organisation.models import Town


def public_address(town: Town, address: str = "") -> str:
    """The address of a public page as people type it.

    Where the setting names ``{domain}`` or ``{town}``, each town is at the top of a host of its
    own; else all are on one host, each in the folder of its name.
    """
    site = settings.SITE_ADDRESS.rstrip("/")
    if "{" in site:
        own = site.replace("{domain}", town.site_domain).replace("{town}", town.slug)
        return f"{own}/{address}"
    return f"{site}/{town.slug}/{address}"


def qr_code(address: str) -> Markup:
    """The QR code of an address as SVG to stand in a page."""
    drawn = BytesIO()
    code = segno.make(address, micro=False, error="m")
    plain = {"xmldecl": False, "svgclass": None, "lineclass": None, "omitsize": True}
    code.save(drawn, kind="svg", border=2, **plain)
    return Markup(drawn.getvalue().decode())  # noqa: S704 - drawn here, holds no text of anybody
