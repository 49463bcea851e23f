"""Structured logging: one JSON object a line, each with the id of its request."""

import logging
import logging.config
import re
from collections.abc import MutableMapping
from typing import Any

import structlog

_SECRETS = re.compile(r"(?i)(/duties/feed/)[^/\s\"'?]+")
"""Addresses that are secrets (``duty.CalendarFeed``), also behind the words of an error."""


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=False),
    structlog.processors.format_exc_info,
]


def without_secrets(
    logger: Any, method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Put asterisks in place of what only one person may know of an address."""
    del logger, method
    texts = {name: text for name, text in event.items() if isinstance(text, str)}
    event.update({name: _SECRETS.sub(r"\1***", text) for name, text in texts.items()})
    return event


def configure(options: dict[str, Any]) -> None:
    """Set up logging. ``options``: ``level`` name, ``json`` (False prints for a terminal)."""
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"structured": {"()": formatter, "json": options["json"]}},
            "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "structured"}},
            "root": {"handlers": ["stream"], "level": options["level"]},
            "loggers": {"axes": {"level": "WARNING"}, "fontTools": {"level": "ERROR"}},
        }
    )


def formatter(*, json: bool) -> logging.Formatter:
    """What makes a line of a record: one JSON object, or words for a terminal."""
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    return structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            without_secrets,
            renderer,
        ],
        foreign_pre_chain=_SHARED,
    )
