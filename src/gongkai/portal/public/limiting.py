"""How often one address may ask in a minute: enough for a full service hall, not for a copier.

Counted by ``organisation.limits`` in each process: reading writes nothing. The web server limits
bursts before that (deploy/nginx.conf).
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec, cast

from django.http import HttpRequest, HttpResponse

from gongkai.organisation.limits import address_of, count_here
from gongkai.organisation.models import Town
from gongkai.portal.public.errors import problem

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Town, P], HttpResponse]

_SECONDS: Final = 60


def limited(kind: str, a_minute: int) -> Callable[[View[P]], View[P]]:
    """Answer an address that asks more often than ``a_minute`` with a page that says so (429)."""

    def around(view: View[P]) -> View[P]:
        @wraps(view)
        def answer(
            request: HttpRequest, town: Town, *args: P.args, **more: P.kwargs
        ) -> HttpResponse:
            if _asked(kind, address_of(request)) > a_minute:
                return _later(request)
            return view(request, town, *args, **more)

        return cast(View[P], answer)

    return around


def _asked(kind: str, address: str) -> int:
    return count_here(kind, address, _SECONDS)


def _later(request: HttpRequest) -> HttpResponse:
    answer = problem(
        request,
        429,
        "请稍等一分钟",
        "从您所在的网络发来的请求太多，请一分钟后再试。已公开的信息可以照常从首页和列表查看。",
    )
    answer["Retry-After"] = str(_SECONDS)
    return answer
