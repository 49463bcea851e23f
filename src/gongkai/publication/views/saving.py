"""Saving what was typed: a new version, or a kind word where nothing changed."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from gongkai.ledger.clock import today
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Conflict, Refused
from gongkai.organisation.web import add_refusal
from gongkai.publication import actions
from gongkai.publication.drafting import CheckedDraft, Draft, FileToAdd, check
from gongkai.publication.forms import CreateForm, DraftForm
from gongkai.publication.forms.relations import BaseLinkFormSet
from gongkai.publication.importing import pictures_of, pictures_without_words
from gongkai.publication.models import Matter, Record, RecordState
from gongkai.publication.queries import is_same
from gongkai.publication.views.conflict import show_conflict
from gongkai.publication.views.desk import Desk


def save(desk: Desk, data: QueryDict | None = None) -> HttpResponse:
    """Save the form. ``data``: what is saved, if it is not just what was sent."""
    data = desk.request.POST if data is None else data
    form, links = desk.form(data), desk.links(data)
    if not form.is_valid() or not (links is None or links.is_valid()):
        return desk.show(form, links)
    seen = form.cleaned_data["lock"]
    if desk.record and seen is not None and seen != desk.lock:
        return show_conflict(desk, form, links, data)
    try:
        return (
            _save_new(desk, form, links) if desk.record is None else _save_over(desk, form, links)
        )
    except Conflict as conflict:
        # Somebody was quicker between the look above and the lock of the row.
        add_refusal(form, conflict)
        return desk.show(form, links)
    except Refused as refused:
        add_refusal(form, refused)
        return desk.show(form, links)


def _save_new(desk: Desk, form: DraftForm, links: BaseLinkFormSet | None) -> HttpResponse:
    assert isinstance(form, CreateForm)  # noqa: S101
    unit: Unit = form.cleaned_data["unit"]
    draft = _draft(desk, form, links, unit)
    record = actions.create(
        desk.actor,
        unit,
        draft,
        form.chosen_item(),
        form.cleaned_data["no_item_reason"],
        files=_files(desk, draft),
    )
    _tell(desk, check(draft, today()))
    messages.success(desk.request, "草稿已保存。接下来可以添加附件，然后登记送审。")
    return _done(desk, record)


def _save_over(desk: Desk, form: DraftForm, links: BaseLinkFormSet | None) -> HttpResponse:
    record, version = desk.record, desk.version
    assert record is not None  # noqa: S101
    assert version is not None  # noqa: S101
    draft = _draft(desk, form, links, record.unit)
    files, checked = _files(desk, draft), check(draft, today())
    if not files and is_same(version, checked.draft):
        messages.info(desk.request, _unchanged(record))
        return _done(desk, record)
    checked = actions.edit(desk.actor, record, draft, form.cleaned_data["lock"], files=files)
    _tell(desk, checked)
    messages.success(desk.request, "已保存。每次保存都留下一个版本，可以比较。")
    return _done(desk, record)


def _draft(desk: Desk, form: DraftForm, links: BaseLinkFormSet | None, unit: Unit) -> Draft:
    """What was filled in; a matter that was just named is made once the rest will do."""
    given = form.draft(form.chosen_matter(), links.links() if links is not None else None)
    name = form.cleaned_data["new_matter"].strip()
    if not name:
        return given
    check(given, today())
    known = Matter.objects.filter(unit=unit, name=name).first()
    matter = known or actions.create_matter(desk.actor, unit, name)
    return form.draft(matter, given.links)


def _files(desk: Desk, draft: Draft) -> list[FileToAdd]:
    """The files that waited for this save; pictures that the text does not show stay behind."""
    if desk.pending:
        return []
    shown = pictures_of(draft.body)
    return [
        FileToAdd(waiting.name, desk.read(waiting), waiting.inline)
        for waiting in desk.waiting
        if not waiting.inline or waiting.name in shown
    ]


def _tell(desk: Desk, checked: CheckedDraft) -> None:
    for warning in checked.warnings:
        messages.warning(desk.request, warning)
    if count := pictures_without_words(checked.draft.body):
        words = f"正文里有{count}张图片没有说明文字，看不见图片的人无法知道内容。送审前请补上。"
        messages.warning(desk.request, words)


def _unchanged(record: Record) -> str:
    words = "内容与上次保存的一样，没有生成新版本。"
    return words + "审查照常进行。" if record.state == RecordState.IN_REVIEW else words


def _done(desk: Desk, record: Record) -> HttpResponse:
    """To the record's page. What waits unsaved is forgotten, unless the person never took it up."""
    if not desk.pending:
        actions.drop_working_copy(desk.actor, desk.record)
    return redirect("publication:record", record.slug)
