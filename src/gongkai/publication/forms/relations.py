"""Rows of relations to other documents."""

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.organisation.actor import Actor
from gongkai.publication.drafting import Link
from gongkai.publication.forms.picking import RecordField
from gongkai.publication.forms.quiet import Quiet
from gongkai.publication.models import RelationKind, Version

if TYPE_CHECKING:
    _FormSet = forms.BaseFormSet["LinkForm"]
else:
    # At run time Django's class takes no parameters.
    _FormSet = forms.BaseFormSet

PREFIX = "links"
MOST_ROWS = 40


class LinkForm(Quiet, forms.Form):
    """One relation: to a record here, or to a document elsewhere. Empty rows are nothing."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label="关系",
        choices=[("", "请选择"), *RelationKind.choices],
        error_messages={"required": "请选择与这份文件的关系。"},
    )
    target = RecordField(label="本平台的信息", help_text="输入标题、文号或索引号。")
    words = forms.CharField(label="或者外部文件名称", required=False, max_length=200)
    url = forms.URLField(
        label="外部文件网址", required=False, max_length=300, assume_scheme="https"
    )

    def clean(self) -> dict[str, Any]:
        """One of the two, with a kind."""
        given = self.cleaned_data
        if not any(given.values()) or self.errors:
            return given
        if given.get("target") and given.get("words"):
            self.add_error("words", "已经选了本平台的信息，请清空外部文件名称。")
        if not given.get("target") and not given.get("words"):
            self.add_error("target", "请选本平台的一条信息，或者填写外部文件名称。")
        if given.get("url") and not given.get("words"):
            self.add_error("words", "填了网址，请写明外部文件名称。")
        return given

    def link(self) -> Link | None:
        """The relation; None for an empty row."""
        given = self.cleaned_data
        if not given.get("kind"):
            return None
        return Link(given["kind"], given["target"], given["words"], given["url"])


class BaseLinkFormSet(_FormSet):
    """All rows; ``actor`` and ``known`` as for RecordField."""

    def __init__(
        self, *args: Any, actor: Actor, known: frozenset[int] = frozenset(), **kwargs: Any
    ) -> None:
        self.actor, self.known = actor, known
        super().__init__(*args, **kwargs)

    @classmethod
    def get_default_prefix(cls) -> str:
        """The name under which the rows are sent."""
        return PREFIX

    def initial_form_count(self) -> int:
        """None of what is sent: a row that was taken away is missing, and that is no fault."""
        return 0 if self.is_bound else super().initial_form_count()

    def quiet(self) -> None:
        """Show what was typed and complain of nothing yet."""
        for form in self.forms:
            form.quiet()
        vars(self).update(_errors=[{} for _ in self.forms], _non_form_errors=self.error_class())

    def add_fields(self, form: LinkForm, index: int | None) -> None:
        """Tell the row's search who asks."""
        super().add_fields(form, index)
        target = form.fields["target"]
        assert isinstance(target, RecordField)  # noqa: S101
        target.actor, target.known = self.actor, self.known

    def links(self) -> tuple[Link, ...]:
        """The relations of the rows that are filled in."""
        return tuple(link for form in self.forms if (link := form.link()) is not None)


def initial_links(version: Version) -> list[dict[str, Any]]:
    """The rows of an existing version."""
    relations = version.relations.select_related("target").order_by("order")
    return [
        {
            "kind": relation.kind,
            "target": relation.target,
            "words": relation.words,
            "url": relation.url,
        }
        for relation in relations
    ]


LinkFormSet = forms.formset_factory(
    LinkForm, formset=BaseLinkFormSet, extra=0, max_num=MOST_ROWS, validate_max=True
)
