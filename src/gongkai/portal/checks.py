"""A check at start: originals are kept where no web server of the public tree looks."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error


def own_folders() -> tuple[Path, ...]:
    """The folders that the product itself keeps: nothing else may write there."""
    kept = (settings.SITE_ROOT, settings.FILES_ROOT, settings.DATA_ROOT)
    return tuple(Path(folder).resolve() for folder in kept)


def originals_apart(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """FILES_ROOT must not be inside SITE_ROOT, nor the other way round (promise 8)."""
    site, files = Path(settings.SITE_ROOT).resolve(), Path(settings.FILES_ROOT).resolve()
    if files.is_relative_to(site) or site.is_relative_to(files):
        return [
            Error(
                "原件目录与公开网站目录不能互相包含，否则原件可能被公开访问。",
                hint="请修改 GONGKAI_FILES_ROOT 或 GONGKAI_SITE_ROOT。",
                id="portal.E001",
            )
        ]
    return []
