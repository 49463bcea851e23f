"""Pages for what went wrong on a public address, in plain words and in the look of the site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape

_BARE = (
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    "<title>{0}</title></head><body><h1>{0}</h1><p>{1}</p></body></html>"
)


def problem(request: HttpRequest, status: int, heading: str, sentence: str) -> HttpResponse:
    """A page that says what happened and what to do; without a town, a bare one."""
    if getattr(request, "town", None) is None:
        return HttpResponse(_BARE.format(escape(heading), escape(sentence)), status=status)
    facts = {"heading": heading, "sentence": sentence}
    return render(request, "problem.html", facts, status=status, using="public")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what was sent cannot be read."""
    return problem(request, 400, "无法处理", "提交的内容无法识别，请返回上一页重新填写。")


def denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return problem(request, 403, "不能打开这个页面", "这个页面不向公众开放。请从首页重新查找。")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, as the tree says it."""
    if getattr(request, "town", None) is None:
        return problem(request, 404, "没有这个页面", "请核对网址，或者从网站首页重新查找。")
    return render(request, "not_found.html", status=404, using="public")


def busy(request: HttpRequest) -> HttpResponse:
    """503: the database gave others way; what was sent may be sent again."""
    sentence = (
        "现在办理的人多，这一步没有办完。请稍等几秒，返回上一页再试一次；同一件事不会办两次。"
    )
    answer = problem(request, 503, "请稍后再试", sentence)
    answer["Retry-After"] = "5"
    return answer


def broken(request: HttpRequest) -> HttpResponse:
    """500: asks neither the database nor a template."""
    sentence = "出了问题，工作人员会查看。已公开的信息可以从网站首页照常查看，请稍后再试。"
    return HttpResponse(_BARE.format("暂时无法打开", sentence), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was too old or came from elsewhere; ``reason`` is for engineers."""
    sentence = "为了安全，这个页面打开太久后不能再提交。请返回上一页刷新，再提交一次。"
    if "kiosk" in request.POST:
        sentence = "为了保护前一位使用者，这里的内容不能再打开。请点“回到开始”，重新办理。"
    return problem(request, 403, "页面已过期", sentence)
