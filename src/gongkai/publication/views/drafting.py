"""The page of drafting, for a new record and for changes: what its buttons do."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from gongkai.organisation.web import OfficeRequest, office_page
from gongkai.publication import actions
from gongkai.publication.recognising import recognised
from gongkai.publication.views.conflict import merge
from gongkai.publication.views.desk import Desk, as_data
from gongkai.publication.views.rows import with_row, without_row
from gongkai.publication.views.saving import save
from gongkai.publication.views.taking_over import take_over
from gongkai.publication.web import record_or_404


@office_page("publication.create")
@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest) -> HttpResponse:
    """Draft a new record."""
    return _serve(Desk(request))


@office_page("publication.edit")
@require_http_methods(["GET", "POST"])
def edit(request: OfficeRequest, slug: str) -> HttpResponse:
    """Change the text and metadata; a version under review or live gives a new draft."""
    return _serve(Desk(request, record_or_404(request, slug)))


def _serve(desk: Desk) -> HttpResponse:
    if desk.request.method == "GET":
        return _with_recognised(desk) or desk.show(desk.form(), desk.links())
    verb, _, detail = desk.request.POST.get("do", "save").partition(":")
    if verb == "remove_link":
        return _shown_again(desk, without_row(desk.request.POST, detail))
    return _BUTTONS.get(verb, save)(desk)


def _with_recognised(desk: Desk) -> HttpResponse | None:
    """The form with what was recognised in a scanned attachment behind the text, not saved yet."""
    number = desk.request.GET.get("recognised", "")
    found = recognised(desk.record, number) if desk.record and not desk.pending else None
    if found is None:
        return None
    form = desk.form()
    form.initial["body"] = str(form.initial.get("body", "")) + found.html
    note = "识别出的文字已放在正文后面，还没有保存。请对照原件逐字核对，再点“保存草稿”。"
    return desk.show(form, desk.links(), note=note, warnings=(found.message,))


def _shown_again(desk: Desk, data: QueryDict) -> HttpResponse:
    form, links = desk.unchecked(data)
    return desk.show(form, links)


def _add_link(desk: Desk) -> HttpResponse:
    return _shown_again(desk, with_row(desk.request.POST))


def _restore(desk: Desk) -> HttpResponse:
    """Show what was typed and not saved; its counter tells at the save who came between."""
    if desk.copy is None:
        messages.info(desk.request, "没有可以恢复的内容。")
        return redirect(desk.request.path)
    data = as_data(desk.copy.fields)
    data["lock"] = str(desk.copy.lock_seen)
    form, links = desk.unchecked(data)
    saved = timezone.localtime(desk.copy.saved_at)
    note = f"已恢复 {saved:%m-%d %H:%M} 自动保存的内容。核对后请点“保存草稿”。"
    return desk.show(form, links, resumed=True, note=note)


def _drop(desk: Desk) -> HttpResponse:
    actions.drop_working_copy(desk.actor, desk.record)
    messages.success(desk.request, "已放弃没有保存的内容。")
    return redirect(desk.request.path)


_BUTTONS = {
    "save": save,
    "import": take_over,
    "merge": merge,
    "add_link": _add_link,
    "restore": _restore,
    "drop": _drop,
}
