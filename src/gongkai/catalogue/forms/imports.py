"""Forms about a catalogue file on its way into a draft."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from gongkai.catalogue.importing.cells import COLUMNS, CellError, as_text, from_text
from gongkai.catalogue.importing.decisions import NEW_FIELD

_LONG = {"elements", "basis", "channels"}
_HELP = {
    "channels": "用、隔开，例如：政府网站、公开查阅点。",
    "levels": "县级、乡级、村级，用、隔开。",
    "audience": "全社会、特定群体，或者两者都写。",
    "mode": "主动公开或者依申请公开。",
    "time_limit": "照原文填写。",
}


class UploadForm(forms.Form):
    """A catalogue file."""

    file = forms.FileField(
        label="目录文件",
        help_text="XLSX、XLS、DOCX、HTML或者CSV,不超过20 MB。先读出来供您核对，不会直接进入目录。",
        widget=forms.ClearableFileInput(
            attrs={"accept": ".xlsx,.xls,.docx,.html,.htm,.mht,.mhtml,.csv"}
        ),
    )


class RowForm(forms.Form):
    """Every cell of one row of the reading, as words; empty means: the file does not show it."""

    def __init__(
        self,
        *args: Any,
        shown: Mapping[str, Any],
        doubts: Mapping[str, list[str]],
        original: Mapping[str, list[tuple[str, str]]],
        suggestions: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.original = original
        self.suggestions = suggestions
        for column, label in COLUMNS.items():
            widget: forms.Widget = forms.TextInput()
            if column in _LONG:
                widget = forms.Textarea(attrs={"rows": 3})
            self.fields[column] = forms.CharField(
                label=label,
                required=False,
                widget=widget,
                initial=as_text(column, shown.get(column)),
                help_text=_HELP.get(column, ""),
            )
        self.doubts = doubts

    def clean(self) -> dict[str, Any]:
        """Turn words into values, with the mistake at its field."""
        cleaned = super().clean() or {}
        for column in COLUMNS:
            try:
                cleaned[column] = from_text(column, cleaned.get(column) or "")
            except CellError as wrong:
                self.add_error(column, str(wrong))
        return cleaned

    def corrections(self, read: Mapping[str, Any]) -> dict[str, Any]:
        """The cells that differ from what the file was read as."""
        return {
            column: self.cleaned_data[column]
            for column in COLUMNS
            if as_text(column, self.cleaned_data[column]) != as_text(column, read.get(column))
        }

    def rows(self) -> list["RowCell"]:
        """Each field with its doubts and its original; the doubtful ones first."""
        cells = [
            RowCell(
                self[column],
                self.doubts.get(column, []),
                self.original.get(column, []),
                self.suggestions.get(column, ""),
            )
            for column in COLUMNS
        ]
        return sorted(cells, key=lambda cell: not (cell.doubts or cell.field.errors))


@dataclass(frozen=True)
class RowCell:
    """A field of the row form, its doubts, place and text of its original, and a proposal."""

    field: forms.BoundField
    doubts: list[str]
    original: list[tuple[str, str]]
    suggestion: str = ""


class LeaveOutForm(forms.Form):
    """Why a row is not wanted."""

    reason = forms.CharField(
        label="不导入的原因", max_length=200, help_text="例如：合计行；不属于本镇的事项。"
    )


class BulkForm(forms.Form):
    """Decisions for many rows at once."""

    checked_clean = forms.BooleanField(
        label="没有疑点的行我已经与原文逐行核对（导入后为“已核对”；不勾选则为“待核对”）",
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        unknown: list[str],
        fields: list[tuple[str, str]],
        without_field: int,
        existing: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.without_field = without_field
        self.unknown = {f"field_{number}": name for number, name in enumerate(unknown)}
        for key, name in self.unknown.items():
            self.fields[key] = forms.ChoiceField(
                label=f"“{name}”是哪个领域",
                required=False,
                choices=[("", "还没有确定"), *fields, (NEW_FIELD, f"新增领域“{name}”")],
            )
        if without_field:
            self.fields["field_for_all"] = forms.ChoiceField(
                label=f"{without_field}行没有写领域，都归入",
                required=False,
                choices=[("", "逐行填写"), *((name, name) for _, name in fields)],
            )
        if existing:
            self.fields["existing"] = forms.ChoiceField(
                label=f"草稿里已经有其中的{existing}项",
                required=False,
                widget=forms.RadioSelect,
                choices=[
                    ("update", "用文件里的内容更新草稿"),
                    ("keep", "保留草稿里的内容"),
                ],
            )
        self.order_fields([*self.unknown, "field_for_all", "existing", "checked_clean"])

    def chosen_fields(self) -> dict[str, str]:
        """Code (or ``new``) by unknown name, where one was chosen."""
        return {
            name: self.cleaned_data[key]
            for key, name in self.unknown.items()
            if self.cleaned_data.get(key)
        }
