"""Forms of drafting."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django_prose_editor.widgets import ProseEditorWidget

from gongkai.catalogue.models import EditionState, Item
from gongkai.ledger.clock import today
from gongkai.organisation.models import Town, Unit
from gongkai.publication.drafting import Draft
from gongkai.publication.models import Publicity, RecordState, Version
from gongkai.rules import genres, themes, validity
from gongkai.rules.legal_basis import EXEMPTIONS

EDITOR = {
    "extensions": {
        "Bold": True,
        "Italic": True,
        "Heading": {"levels": [2, 3, 4]},
        "BulletList": True,
        "OrderedList": True,
        "ListItem": True,
        "Blockquote": True,
        "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
        "Table": True,
        "TableRow": True,
        "TableHeader": True,
        "TableCell": True,
        "HardBreak": True,
        "History": True,
    }
}

Choices = list[tuple[str, Any]]


def _named(pairs: Iterable[tuple[str, str]], empty: str) -> Choices:
    """Choices whose value is the printed name itself: pages print it and digests cover it."""
    return [("", empty), *((name, name) for _, name in pairs)]


def item_choices(town: Town) -> Choices:
    """The items of the edition in force, grouped by field."""
    items = (
        Item.objects.filter(edition__town=town, edition__state=EditionState.IN_FORCE)
        .select_related("field")
        .prefetch_related("field__names")
        .order_by("field__order", "sequence")
    )
    groups: dict[str, list[tuple[str, str]]] = {}
    for item in items:
        names = [name.name for name in item.field.names.all() if name.valid_to is None]
        groups.setdefault(names[0] if names else item.field.code, []).append(
            (str(item.pk), str(item))
        )
    return [("", "(不选)"), *groups.items()]


class FilingForm(forms.Form):
    """Which item, or why none."""

    item = forms.ChoiceField(
        label="公开事项",
        required=False,
        help_text="从施行中的标准目录里选。送审前必须选定，或在下一栏写明为什么不对应任何事项。",
    )
    no_item_reason = forms.CharField(label="不对应目录事项的理由", required=False, max_length=300)

    def __init__(self, *args: Any, town: Town, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.town = town
        item = self.fields["item"]
        assert isinstance(item, forms.ChoiceField)  # noqa: S101
        item.choices = item_choices(town)

    def chosen_item(self) -> Item | None:
        """The chosen item, if any."""
        key = self.cleaned_data["item"]
        return Item.objects.select_related("edition", "field").get(pk=key) if key else None


class DraftForm(forms.Form):
    """Title, metadata and body of a version."""

    title = forms.CharField(
        label="标题",
        max_length=200,
        help_text="与文件标题完全一致；审查表上的“信息名称”就是它。",
    )
    publicity = forms.ChoiceField(
        label="公开属性",
        choices=Publicity.choices,
        initial=Publicity.PROACTIVE,
        widget=forms.RadioSelect,
        help_text="起草时就要确定。",
    )
    publicity_ground = forms.ChoiceField(
        label="不主动公开的法定理由",
        required=False,
        help_text="选“依申请公开”或“不予公开”时必填，依据《政府信息公开条例》第十四条至第十六条。",
    )
    document_number = forms.CharField(
        label="发文字号",
        required=False,
        max_length=40,
        help_text="例如 泊政办发〔2026〕12号；没有文号的信息不填。",
    )
    issuer = forms.CharField(label="发文单位", max_length=120)
    formed_on = forms.DateField(
        label="成文日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="公开时限从这一天的次日起算。",
    )
    theme = forms.ChoiceField(label="主题分类", required=False)
    genre = forms.ChoiceField(label="体裁", required=False)
    validity = forms.ChoiceField(label="有效性", initial="有效")
    summary = forms.CharField(
        label="内容概述",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="用一两句话说明内容，会显示在目录和搜索结果里。",
    )
    keywords = forms.CharField(label="关键词", required=False, max_length=120)
    body = forms.CharField(
        label="正文",
        required=False,
        widget=ProseEditorWidget(config=EDITOR, preset="configurable"),
        help_text="可以从 Word、WPS 里复制粘贴，多余的格式会自动清除。",
    )
    lock = forms.IntegerField(required=False, widget=forms.HiddenInput)

    field_order = ["title", "body"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = today()
        self._choose("publicity_ground", [("", "(无)"), *EXEMPTIONS.choices(day)])
        self._choose("genre", _named(genres.TABLE.choices(day), "(不选)"))
        self._choose("validity", _named(validity.TABLE.choices(day), "(不选)")[1:])
        labels = [(row.code, themes.label(row.code, day)) for row in themes.TABLE.as_of(day)]
        self._choose("theme", _named(labels, "(不选)"))

    def _choose(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = choices

    def draft(self) -> Draft:
        """What was filled in, as the actions take it."""
        given = {key: self.cleaned_data[key] for key in Draft.__dataclass_fields__}
        return Draft(**given)


class CreateForm(DraftForm, FilingForm):
    """A new record: for which unit, under which item, and its first draft."""

    field_order = ["unit", "title", "item", "no_item_reason", "body"]
    unit = forms.ModelChoiceField(label="单位", queryset=Unit.objects.none(), empty_label=None)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)  # noqa: S101
        unit.queryset = units
        if units.count() == 1:
            unit.widget = forms.HiddenInput()
            unit.initial = units[0]


class ManyFilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class AttachForm(forms.Form):
    """Files to add."""

    file = forms.FileField(
        label="附件",
        widget=ManyFilesInput(attrs={"multiple": True}),
        help_text="PDF、DOCX、XLSX、图片、文本，每个不超过50 MB，可以多选。不得上传涉密文件。",
    )


class RecordFilterForm(forms.Form):
    """The filters of the list of records."""

    text = forms.CharField(label="标题、文号或索引号", required=False)
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部"), *RecordState.choices]
    )
    unit = forms.ChoiceField(label="单位", required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ChoiceField)  # noqa: S101
        unit.choices = [("", "全部"), *units.values_list("slug", "name")]


def initial_of(version: Version) -> dict[str, Any]:
    """The form's values of an existing version."""
    values: dict[str, Any] = {key: getattr(version, key) for key in Draft.__dataclass_fields__}
    formed: date = version.formed_on
    return {**values, "formed_on": formed, "lock": version.lock}
