"""What every public template needs: the names of the site, where links begin, the meta tags."""

from typing import Any

from django.http import HttpRequest

from gongkai.organisation.models import Town
from gongkai.portal.addresses import root_from
from gongkai.portal.assets import load_assets
from gongkai.portal.meta import tags
from gongkai.portal.surroundings import site_facts


def shell(request: HttpRequest) -> dict[str, Any]:
    """Facts of ``base.html`` for a request that has its town; no statement to the database."""
    town: Town | None = getattr(request, "town", None)
    if town is None:
        return {}
    site = site_facts(town, load_assets())
    root = root_from(request.path_info.removeprefix(f"/{town.slug}/"))
    meta = [*tags("other", site), ("robots", "noindex")]
    return {"site": site, "root": root, "assets": root, "meta": meta}
