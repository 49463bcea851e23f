"""Pages for what went wrong, in plain words."""

from django.http import HttpRequest, HttpResponse


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere."""
    return HttpResponse("页面停留时间过长,请返回后刷新页面再提交。", status=403)
