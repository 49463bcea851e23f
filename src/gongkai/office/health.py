"""Addresses for whoever watches over the process: no login, no cookies, JSON."""

from typing import Any

import structlog
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.outbox.queries import status

log = structlog.get_logger(__name__)


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """The process is alive. Touches nothing else."""
    return JsonResponse({"alive": True})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Whether requests may be sent here: the database answers and has every migration.

    200 or 503. Stuck effects wait for a person and are shown, but do not make the process
    unready: sending people away would not help them.
    """
    try:
        found: dict[str, Any] = {"database": True, "migrations": _pending() == 0}
        if found["migrations"]:
            outbox = status()
            found["outbox"] = {"waiting": outbox.waiting, "stuck": outbox.stuck}
    except DatabaseError:
        log.warning("database does not answer", exc_info=True)
        found = {"database": False, "migrations": False}
    fit = found["database"] and found["migrations"]
    return JsonResponse({"ready": fit, **found}, status=200 if fit else 503)


def _pending() -> int:
    """How many migrations are not applied yet."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
