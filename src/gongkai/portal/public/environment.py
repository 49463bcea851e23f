"""The Jinja2 environment of the dynamic pages: that of the tree, with templates of all packages."""

from typing import Any

from jinja2 import Environment

from gongkai.portal.rendering.environment import ENVIRONMENT


def environment(*, loader: Any, auto_reload: bool, **_: Any) -> Environment:
    """For Django's Jinja2 engine: the same filters and strictness as the pages of the tree.

    loader: finds ``portal/pages`` and the folder ``jinja2`` of each package. auto_reload: True
    while developing.
    """
    return ENVIRONMENT.overlay(loader=loader, auto_reload=auto_reload)
