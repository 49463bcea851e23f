"""What every office page knows: town, actor, navigation."""

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """The shell's variables for a signed-in person; nothing for others."""
    return {}
