"""The public page that says whether a printed sheet is genuine. No login, no script."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.review.verifying import code_problem, count_wrong, may_ask, normal_code, verdict_on


@never_cache
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Type in a code; ``?code=`` leads to its answer, or the field says what is wrong."""
    typed = request.GET.get("code", "")
    problem = code_problem(typed)
    if typed.strip() and not problem:
        return redirect("verify:answer", normal_code(typed))
    context = {"code": "", "typed": typed.strip(), "problem": problem}
    return render(request, "review/verify.html", context, status=422 if problem else 200)


@never_cache
@require_safe
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Whether the sheet with this code is genuine."""
    address = request.META.get("REMOTE_ADDR", "")
    if not may_ask(address):
        return render(request, "review/verify.html", {"code": "", "too_often": True}, status=429)
    normal = normal_code(code)
    verdict = verdict_on(normal)
    if verdict is None:
        count_wrong(address)
    context = {"code": normal, "verdict": verdict, "unknown": verdict is None}
    return render(request, "review/verify.html", context, status=404 if verdict is None else 200)
