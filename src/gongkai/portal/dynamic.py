"""Which public addresses the application answers instead of the tree. Pure: no Django.

The web server hands ``/<town>/<word>…`` to the application for these words and serves everything
else from the tree, so reading the site needs no application. ``deploy/nginx.conf`` repeats the
list; a test compares the two.
"""

from typing import Final

DYNAMIC: Final = ("apply", "consult", "kiosk", "search", "status", "verify")


def is_dynamic(path: str) -> bool:
    """Whether the application answers ``path``: ``/poli/search/``, or ``/search/`` where a town
    has a host name of its own.
    """
    parts = path.split("/", 3)[1:3]
    return any(part in DYNAMIC for part in parts[:2])
