"""What the views of every package need: who asks, what they may see, what to do when refused."""

from collections.abc import Callable, Iterable
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Page, Paginator
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme

from gongkai.organisation.actor import Actor, actor_for
from gongkai.organisation.models import Account, Unit
from gongkai.organisation.permissions import reach_of, rule_of
from gongkai.organisation.refusals import Invalid, NotPermitted, Refused

PER_PAGE = 50
PDF_TYPE = "application/pdf"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_DIGITS = 9
P = ParamSpec("P")


class OfficeRequest(HttpRequest):
    """A request of a signed-in person, as ``office_page`` hands it to a view."""

    actor: Actor
    account: Account


OfficeView = Callable[Concatenate[OfficeRequest, P], HttpResponse]
PlainView = Callable[Concatenate[HttpRequest, P], HttpResponse]


def actor_of(request: HttpRequest) -> Actor | None:
    """The actor behind a request, read once; None for a visitor who has not signed in."""
    known: Actor | None = getattr(request, "actor", None)
    if known is not None:
        return known
    if not request.user.is_authenticated:
        return None
    # The account itself: Django's lazy stand-in for it is asked a hundred times for each page.
    account: Account = getattr(request, "_cached_user", request.user)
    if "unit" not in account._state.fields_cache:
        account.unit = Unit.objects.select_related("town").get(pk=account.unit_id)
    actor = actor_for(account)
    cast(OfficeRequest, request).actor = actor
    return actor


def office_page(action: str | None = None) -> Callable[[OfficeView[P]], PlainView[P]]:
    """Make a function a page of the office.

    Takes the action whose permission the page needs (None: any signed-in person). A visitor is
    sent to the login, a person with a password to change to that page, a person whose roles do
    not reach the action gets a 403 page. ``Refused`` raised inside becomes a plain sentence:
    403 for NotPermitted, else back to the page the person came from, or a 409 page.

    The view still filters by ``units_in_scope`` and the action still asks: this is the door,
    not the lock.
    """

    def decorate(view: OfficeView[P]) -> PlainView[P]:
        def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            actor = actor_of(request)
            if actor is None or actor.account is None:
                return redirect_to_login(request.get_full_path(), reverse("account_login"))
            if actor.account.must_change_password:
                return _to_password_change(request)
            if action is not None and reach_of(actor, action) is None:
                return refusal_page(request, NotPermitted(_no_role(action)))
            ours = cast(OfficeRequest, request)
            ours.account = actor.account
            try:
                return view(ours, *args, **kwargs)
            except Refused as refused:
                return _refused(request, refused)

        update_wrapper(page, view)
        cast(Any, page).office_action = action
        cast(Any, page).is_office_page = True
        return page

    return decorate


def refusal_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    """The page that says why something was refused: 403 or 409."""
    status = 403 if isinstance(refused, NotPermitted) else 409
    return render(request, f"{status}.html", {"reason": str(refused)}, status=status)


def add_refusal(form: BaseForm, refused: Refused) -> None:
    """Show a refusal at the fields of the form that was sent, so that nothing typed is lost."""
    if not isinstance(refused, Invalid):
        form.add_error(None, str(refused))
        return
    for name, message in refused.errors.items():
        form.add_error(name if name in form.fields else None, message)


def page_of(request: HttpRequest, rows: Any, per_page: int = PER_PAGE) -> Page[Any]:
    """The page of ``rows`` (queryset or list) that ``?page=`` asks for; the nearest existing one.

    Give it to ``office/includes/pagination.html`` as ``page``.
    """
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


def number_in(text: str) -> int | None:
    """A number that a form or an address sent; None for what is none, or too large to be kept."""
    plain = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return int(text) if plain else None


def numbers_in(texts: Iterable[str]) -> set[int]:
    """The numbers among what ticked boxes sent."""
    return {number for text in texts if (number := number_in(text)) is not None}


def file_answer(
    content: bytes, media_type: str, name: str, *, inline: bool = False
) -> HttpResponse:
    """A file to open in the browser or to save, under a Chinese name."""
    response = HttpResponse(content, content_type=media_type)
    disposition = content_disposition_header(not inline, name)
    response["Content-Disposition"] = disposition or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _no_role(action: str) -> str:
    return f"您的账号不能“{rule_of(action).title}”。如工作需要，请联系安全管理员授予相应角色。"


def _to_password_change(request: HttpRequest) -> HttpResponse:
    messages.warning(request, "这是初始密码。请先设置只有您知道的新密码，再继续办理。")
    return HttpResponseRedirect(reverse("account_change_password"))


def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    came_from = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(
        came_from, {request.get_host()}, require_https=request.is_secure()
    )
    if isinstance(refused, NotPermitted) or request.method != "POST" or not safe:
        return refusal_page(request, refused)
    messages.error(request, str(refused))
    return HttpResponseRedirect(came_from)
