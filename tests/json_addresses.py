"""Every address that answers with JSON: found in the code, asked as its description says and not.

The requests are made by schemathesis from a description (OpenAPI) and go to the WSGI application.
"""

import inspect
import os
import re
import types
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import schemathesis
from django.core import signals
from django.db import close_old_connections
from django.urls import URLPattern, URLResolver
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation.modes import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from traces import kept

EXAMPLES: Final = int(os.environ.get("GONGKAI_FUZZ", "3"))
"""How many requests each address gets from each person. 500 search for some minutes."""
CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
_DEPTH: Final = 4
_PART: Final = re.compile(r"<(?:\w+:)?(\w+)>")


def within_test(application: Any) -> Callable[..., list[bytes]]:
    """A WSGI application that leaves open the connection in whose transaction the test is."""

    def answer(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        ends = (signals.request_started, signals.request_finished)
        for end in ends:
            end.disconnect(close_old_connections)
        try:
            response = application(environ, start_response)
            try:
                return [b"".join(response)]
            finally:
                getattr(response, "close", lambda: None)()
        finally:
            for end in ends:
                end.connect(close_old_connections)

    return answer


def operations(description: dict[str, Any], application: Any) -> list[Any]:
    """What a description describes, to be asked of a WSGI application."""
    schema = schemathesis.openapi.from_dict(description)
    schema.app = within_test(application)
    return [found.ok() for found in schema.get_all_operations()]


def attack(
    operation: Any, *, headers: dict[str, str], known: Sequence[dict[str, Any]] = ()
) -> set[int]:
    """Ask what the description allows and what it forbids, of things that are there and not.

    No answer is a 500 or one that is not described, and what is refused leaves nothing.
    known: parts of the address of what is there. Gives the status codes that were seen.
    """
    seen: set[int] = set()

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(_requests(operation), st.sampled_from([None, *known]))
    def send(case: Any, there: dict[str, Any] | None) -> None:
        if there is not None:
            case.path_parameters = {**case.path_parameters, **there}
        seen.add(ask(case, headers))

    send()
    return seen


def ask(case: Any, headers: dict[str, str]) -> int:
    """One request; the status code of its answer."""
    before = kept()
    answer = case.call(headers=headers)
    case.validate_response(answer, checks=CHECKS)
    if answer.status_code >= 300 or case.method.upper() == "GET":
        assert kept() == before, f"{case.method} {case.path} was refused and left something"
    return int(answer.status_code)


def _requests(operation: Any) -> Any:
    """Such as the description allows; where it forbids any, those as well."""
    good = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    if not (operation.path_parameters or operation.query or operation.body):
        return good
    return st.one_of(good, operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))


def json_routes(patterns: Any, prefix: str = "/") -> Iterator[str]:
    """The addresses of a URLconf whose views can answer with JSON, as a description has them."""
    for one in patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from json_routes(one.url_patterns, route)
        elif isinstance(one, URLPattern) and _speaks_json(inspect.unwrap(one.callback), _DEPTH):
            yield _PART.sub(r"{\1}", route)


def _speaks_json(found: Any, depth: int) -> bool:
    """Whether a function, or one of ours that it calls, makes an answer of JSON."""
    if isinstance(found, dict):
        return "application/json" in repr(found)
    if not isinstance(found, types.FunctionType) or "gongkai" not in found.__module__:
        return False
    code = found.__code__
    if "JsonResponse" in code.co_names or "application/json" in code.co_consts:
        return True
    called = [found.__globals__[name] for name in code.co_names if name in found.__globals__]
    return depth > 0 and any(_speaks_json(inspect.unwrap(one), depth - 1) for one in called)
