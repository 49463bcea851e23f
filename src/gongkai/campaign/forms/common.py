"""Fields that several forms share: units in groups, evidence, one's own unit."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.campaign.facts import PaperFacts
from gongkai.campaign.loading import unit_groups
from gongkai.campaign.models import Task
from gongkai.campaign.queries import evidence_choices
from gongkai.organisation.forms.common import choose_from, day_field, model_choice
from gongkai.organisation.models import Town, Unit
from gongkai.publication.forms.files import ManyFilesInput

__all__ = ["EvidenceForm", "UnitsForm", "WhyForm", "choose_from", "day_field", "model_choice"]

GROUPS = (
    ("@office", "领导小组办公室所在单位"),
    ("@departments", "所有部门、单位"),
    ("@villages", "所有村（居）民委员会"),
)
_FILE_HELP = "PDF、DOCX、XLSX、图片、文本，每个不超过50 MB，可以多选。不得上传涉密文件。"


def text_field(label: str, *, rows: int = 5, **options: Any) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


class FilesField(forms.FileField):
    """Several files; each is checked as one alone would be."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Check every file that was sent; an error where none was and one is required."""
        if not data:
            return super().clean(None, initial)
        return [super(FilesField, self).clean(each, initial) for each in data]


def files_field(label: str, **options: Any) -> forms.FileField:
    """Files, several at once; read them from ``request.FILES.getlist``."""
    options.setdefault("help_text", _FILE_HELP)
    return FilesField(label=label, widget=ManyFilesInput(attrs={"multiple": True}), **options)


def record_choice(label: str) -> forms.CharField:
    """A record by its 索引号; the form looks it up among a unit's own."""
    return forms.CharField(
        label=label, required=False, max_length=64, help_text="填写索引号，如已在本平台起草或公开。"
    )


class UnitsForm(forms.Form):
    """Units, by whole groups and one by one."""

    groups = forms.MultipleChoiceField(
        label="成组选择",
        choices=GROUPS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    units = forms.ModelMultipleChoiceField(
        label="逐个选择",
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "many"}),
        help_text="两处合在一起算，重复的只算一次。",
    )

    def __init__(self, *args: Any, town: Town, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.town = town
        rows = Unit.objects.filter(town=town, closed_on=None, parent__isnull=False)
        choose_from(self, "units", rows.select_related("town").order_by("order", "id"))

    def chosen(self) -> list[Unit]:
        """All units of a valid form, each once."""
        groups = unit_groups(self.town)
        found = [unit for name in self.cleaned_data["groups"] for unit in groups[name]]
        found += list(self.cleaned_data["units"])
        return list({unit.pk: unit for unit in found}.values())


class TaskChoice(forms.Form):
    """Perhaps the task of a plan that something fulfils."""

    task = model_choice(
        "对应方案任务", Task.objects.none(), required=False, empty_label="不对应任务"
    )

    def __init__(self, *args: Any, tasks: "QuerySet[Task]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "task", tasks)


class EvidenceForm(forms.Form):
    """Evidence: files, a record of the unit, an address. Which of them is the action's to ask."""

    file = files_field("证明材料（文件）", required=False)
    record = record_choice("证明材料（本平台的信息）")
    url = forms.URLField(
        label="证明材料（网址）",
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text="如已在网站或者新媒体发布的地址。",
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit

    def clean_record(self) -> Any:
        """The record of that number; an error where the unit has none."""
        return find_record(self.unit, self.cleaned_data["record"])

    def papers(self) -> list[PaperFacts]:
        """The evidence of a valid form."""
        given = self.cleaned_data
        found = papers_of(self.files.getlist("file") if self.files else [])
        if given.get("record"):
            found.append(PaperFacts(record=given["record"]))
        if given.get("url"):
            found.append(PaperFacts(url=given["url"]))
        return found


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(label="理由", max_length=200)


def find_record(unit: Unit, number: str) -> Any:
    """A record of the unit by its 索引号; None for nothing typed; an error for a wrong number."""
    number = number.strip()
    if not number:
        return None
    record = evidence_choices(unit).filter(index_number=number).first()
    if record is None:
        raise forms.ValidationError(f"{unit.name}没有索引号为{number}的信息，请核对。")
    return record


def papers_of(uploads: Iterable[Any]) -> list[PaperFacts]:
    """Uploaded files as evidence."""
    return [PaperFacts(name=each.name or "", data=each.read()) for each in uploads]
