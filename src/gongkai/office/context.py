"""What every office page knows: town, actor, navigation."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from gongkai.office.navigation import menu_for, navigation_for
from gongkai.organisation.web import actor_of


def shell(request: HttpRequest) -> dict[str, Any]:
    """The shell's variables: ``demonstration`` for all; ``actor``, ``town`` and ``navigation``,
    drawn as ``menu``, for a signed-in person.
    """
    shared = {"demonstration": bool(settings.DEMONSTRATION)}
    if not hasattr(request, "user"):
        return shared
    actor = actor_of(request)
    if actor is None:
        return shared
    return {
        **shared,
        "actor": actor,
        "town": actor.town,
        "navigation": navigation_for(actor, request.path),
        "menu": menu_for(actor, request.path),
    }
