"""What lies before a drafter: a record or a new one, its newest version, what waits unsaved."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from gongkai.catalogue.models import Item
from gongkai.organisation.models import Unit
from gongkai.organisation.scope import units_in_scope
from gongkai.organisation.web import OfficeRequest, number_in
from gongkai.publication.files import read
from gongkai.publication.finding import linkable
from gongkai.publication.forms import (
    CreateForm,
    DraftForm,
    ImportForm,
    LinkFormSet,
    initial_links,
    initial_of,
)
from gongkai.publication.forms.body import BodyInput
from gongkai.publication.forms.relations import PREFIX, BaseLinkFormSet
from gongkai.publication.importing import has_content
from gongkai.publication.lifecycle import newest
from gongkai.publication.models import Attachment, Matter, Record, Version, WorkingCopy, WorkingFile
from gongkai.publication.panels import name_elements, panels_for
from gongkai.publication.queries import elements_of
from gongkai.publication.web import address_if_there, attachment_url

NOT_TYPED = ("csrfmiddlewaretoken", "do", "resumed", "document", "how", "keep_source", "picture")
"""What a form sends besides what a person has typed."""


class Desk:
    """Builds and draws the form of drafting for one request."""

    def __init__(self, request: OfficeRequest, record: Record | None = None) -> None:
        self.request = request
        self.actor = request.actor
        self.record = record
        self.version: Version | None = newest(record) if record else None
        if self.version and record:
            self.version.record = record
        self.unit: Unit = record.unit if record else request.account.unit
        self.copy = working_copy_of(request, record)
        self.waiting: list[WorkingFile] = (
            list(self.copy.files.select_related("file__town")) if (self.copy) else []
        )
        self.attachments: list[Attachment] = (
            list(self.version.attachments.select_related("file")) if self.version else []
        )

    @property
    def lock(self) -> int:
        """The counter of the draft as it is now."""
        return self.version.lock if self.version else 0

    @property
    def pending(self) -> bool:
        """Whether there is something unsaved that the person has not taken up again."""
        return self.copy is not None and "resumed" not in self.request.POST

    def taken(self) -> list[str]:
        """The file names in use."""
        return [name for name, _ in self._files()]

    def form(self, data: Mapping[str, Any] | None = None) -> DraftForm:
        """The form with what was sent, or with the newest version, or empty."""
        if self.version:
            return self.form_of(self.version, data)
        units = units_in_scope(self.actor, "publication.create").filter(closed_on=None)
        initial: dict[str, object] = {"unit": self.unit.pk, "issuer": self.unit.name, "lock": 0}
        if item := number_in(self.request.GET.get("item", "")):
            # From the page of a duty; a person may still choose another.
            initial["item"] = item
        return CreateForm(data, initial=initial, units=units, town=self.unit.town, **self._common())

    def form_of(self, version: Version, data: Mapping[str, Any] | None = None) -> DraftForm:
        """The form with the values of a version of this record."""
        initial = initial_of(version)
        initial["successor"] = self._titled(initial["successor"])
        correcting = bool(self.record and self.record.live_as)
        return DraftForm(data, initial=initial, correcting=correcting, **self._common())

    def links(self, data: Mapping[str, Any] | None = None) -> BaseLinkFormSet | None:
        """The rows of relations; None if the form that was sent has none of it."""
        if data is not None and f"{PREFIX}-TOTAL_FORMS" not in data:
            return None
        rows = initial_links(self.version) if self.version and data is None else []
        for row in rows:
            row["target"] = self._titled(row["target"])
        make = cast(Callable[..., BaseLinkFormSet], LinkFormSet)
        return make(data, initial=rows, actor=self.actor, known=self._known())

    def unchecked(self, data: Mapping[str, Any]) -> tuple[DraftForm, BaseLinkFormSet]:
        """Form and rows that show what was typed and complain of nothing yet."""
        form, links = self.form(data), self.links(data) or self.links()
        assert links is not None  # noqa: S101
        form.quiet()
        links.quiet()
        return form, links

    def show(
        self,
        form: DraftForm,
        links: BaseLinkFormSet | None,
        importing: ImportForm | None = None,
        **more: Any,
    ) -> HttpResponse:
        """The page of drafting."""
        body = form.fields["body"].widget
        assert isinstance(body, BodyInput)  # noqa: S101
        body.serve(self.addresses(), **self.endpoints())
        more.setdefault("resumed", not self.pending)
        context = {
            "form": form,
            "links": links if links is not None else self.links(),
            "importing": importing or ImportForm(),
            "has_body": has_content(str(form["body"].value() or "")),
            "record": self.record,
            "version": self.version,
            "offered": self.copy if self.pending and not more["resumed"] else None,
            "kept_files": [found for found in self.waiting if not found.inline],
            "pictures": self._pictures(),
            "panels": (panels := self._panels()),
            # A panel that looks for the elements in the text says more than their plain list.
            "elements": [] if name_elements(panels) else elements_of(self._item(form)),
            "elements_named": name_elements(panels),
            "preview": address_if_there("portal_office:preview", self.record.slug)
            if self.record
            else "",
            **more,
        }
        page = "publication/edit.html" if self.record else "publication/new.html"
        return render(self.request, page, context)

    def typed(self) -> dict[str, list[str]]:
        """What the person has typed, as the working copy keeps it."""
        return typed_in(self.request.POST)

    def addresses(self) -> dict[str, str]:
        """The office's address of every file of the record and of those that wait, by name."""
        found: dict[str, str] = {}
        if self.version:
            found |= {a.name: attachment_url(self.version, a) for a in self.attachments}
        return found | {w.name: waiting_url(w) for w in self.waiting}

    def reload_copy(self) -> None:
        """Read what waits again, after something was added to it."""
        self.copy = working_copy_of(self.request, self.record)
        found = self.copy.files.select_related("file__town") if self.copy else ()
        self.waiting = list(found)

    def read(self, waiting: WorkingFile) -> bytes:
        """The bytes of a file that waits."""
        return read(waiting.file)

    def _pictures(self) -> list[tuple[str, str]]:
        found = self.addresses()
        return [(name, found[name]) for name, inline in self._files() if inline]

    def _files(self) -> list[tuple[str, bool]]:
        """Every file of the record and of those that wait, and whether it is a picture."""
        kept = [(found.name, found.inline) for found in self.attachments]
        return kept + [(found.name, found.inline) for found in self.waiting]

    def endpoints(self) -> dict[str, str]:
        """Where the editor sends pictures and what is pasted."""
        place = [self.record.slug] if self.record else []
        kind = "record" if self.record else "new"
        return {
            "upload": reverse(f"publication:{kind}_picture", args=place),
            "paste": reverse("publication:paste"),
        }

    def _panels(self) -> list[Any]:
        if self.record is None:
            return []
        return panels_for(self.actor, self.record, beside_editor=True)

    def _item(self, form: DraftForm) -> Item | None:
        if self.version:
            return self.version.item
        key = number_in(str(form["item"].value() or ""))
        return Item.objects.filter(pk=key).first() if key is not None else None

    def _matters(self) -> Any:
        if self.record is None:
            units = units_in_scope(self.actor, "publication.create")
            return Matter.objects.filter(unit__in=units).order_by("-id")
        current = self.version.matter_id if self.version else None
        return Matter.objects.filter(Q(unit=self.unit) | Q(pk=current)).order_by("-id")

    def _common(self) -> dict[str, Any]:
        return {"actor": self.actor, "matters": self._matters(), "known": self._known()}

    def _known(self) -> frozenset[int]:
        return frozenset(self._titles())

    def _titled(self, record: Record | None) -> Record | None:
        return self._titles().get(record.pk, record) if record else None

    def _titles(self) -> dict[int, Record]:
        """The records that the newest version names, with their titles; read once."""
        cached: dict[int, Record] | None = vars(self).get("_named")
        if cached is None:
            cached = {}
            if self.version:
                named = self.version.relations.exclude(target=None).values_list("target", flat=True)
                keys = {key for key in (*named, self.version.successor_id) if key}
                found = linkable(self.actor, keys).filter(pk__in=keys) if keys else ()
                cached = {record.pk: record for record in found}
            vars(self)["_named"] = cached
        return cached


def typed_in(data: QueryDict) -> dict[str, list[str]]:
    """What a person has typed into a form that was sent."""
    return {name: data.getlist(name) for name in data if name not in NOT_TYPED}


def as_data(fields: Mapping[str, Sequence[str]]) -> QueryDict:
    """Kept fields as a form sends them."""
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, [str(value) for value in values])
    return data


def working_copy_of(request: OfficeRequest, record: Record | None) -> WorkingCopy | None:
    """What this person has typed for the record and not saved, if anything."""
    return WorkingCopy.objects.filter(account=request.account, record=record).first()


def waiting_url(waiting: WorkingFile) -> str:
    """Where the person sees a file that waits for the save."""
    return reverse("publication:waiting_file", args=[waiting.pk])
