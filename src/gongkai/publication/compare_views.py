"""The page that shows two versions of a record side by side."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gongkai.organisation.web import OfficeRequest, office_page
from gongkai.publication.comparing import compare_versions
from gongkai.publication.models import Record, Version
from gongkai.publication.web import record_or_404


class CompareForm(forms.Form):
    """Which version with which."""

    old = forms.TypedChoiceField(label="原来的版本", coerce=int)
    new = forms.TypedChoiceField(label="现在的版本", coerce=int)

    def __init__(self, *args: object, versions: list[Version], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [(version.number, _words(version)) for version in versions]
        for field in self.fields.values():
            assert isinstance(field, forms.ChoiceField)  # noqa: S101
            field.choices = choices


@office_page("publication.read")
def compare(request: OfficeRequest, slug: str) -> HttpResponse:
    """Two versions of a record side by side: ``?old=1&new=2``; else the last two."""
    record = record_or_404(request, slug)
    versions = _versions(record)
    chosen = _chosen(request, versions)
    form = CompareForm({"old": chosen[0], "new": chosen[1]}, versions=versions)
    if not form.is_valid():
        raise Http404
    by_number = {version.number: version for version in versions}
    old, new = by_number[chosen[0]], by_number[chosen[1]]
    context = {
        "record": record,
        "form": form,
        "old": old,
        "new": new,
        "comparison": compare_versions(old, new),
        "only_one": len(versions) == 1,
    }
    return render(request, "publication/compare.html", context)


def _versions(record: Record) -> list[Version]:
    versions = list(
        record.versions.order_by("-number").select_related(
            "created_by", "item__field", "matter", "successor"
        )
    )
    for version in versions:
        version.record = record
    return versions


def _chosen(request: OfficeRequest, versions: list[Version]) -> tuple[int, int]:
    newest = versions[0].number
    before = versions[1].number if len(versions) > 1 else newest
    try:
        return int(request.GET.get("old", before)), int(request.GET.get("new", newest))
    except ValueError:
        raise Http404 from None


def _words(version: Version) -> str:
    made = timezone.localtime(version.created_at).strftime("%Y-%m-%d %H:%M")
    state = version.get_state_display()
    return f"第{version.number}版（{state}，{version.created_by.name}，{made}）"
