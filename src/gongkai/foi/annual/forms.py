"""Forms of the annual report."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from gongkai.foi.annual.actions import AnnualTexts, Entered
from gongkai.foi.annual.models import AnnualReport
from gongkai.foi.annual.reading.numbers import figure
from gongkai.foi.annual.standing import Standing
from gongkai.ledger.clock import today
from gongkai.rules.annual_report.deadline import years_to_report
from gongkai.rules.annual_report.figures import Figure, Unread, figure_problem, number_words
from gongkai.rules.annual_report.layout import Place, column_words, is_amount, row_words

_LARGE = {"rows": 14}


class MakeForm(forms.Form):
    """Which year to report."""

    year = forms.TypedChoiceField(label="年度", coerce=int)

    def __init__(self, *args: Any, taken: Sequence[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = today()
        free = [year for year in years_to_report(day) if year not in taken]
        field = cast(forms.TypedChoiceField, self.fields["year"])
        field.choices = [
            (year, f"{year}年（今年，试编）" if year == day.year else f"{year}年") for year in free
        ]
        last = [year for year in free if year < day.year]
        field.initial = last[0] if last else None


class TextsForm(forms.Form):
    """Issuer and the three texts."""

    issuer = forms.CharField(label="编制单位", max_length=80, help_text="印在标题里，写机关全称。")
    overview = forms.CharField(
        label="一、总体情况",
        widget=forms.Textarea(attrs=_LARGE),
        help_text="依次写主动公开、依申请公开、政府信息管理、平台建设、监督保障，一般在1000字以内。"
        "一行是一段。",
        required=False,
    )
    problems = forms.CharField(
        label="五、存在的主要问题及改进情况",
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
    )
    other = forms.CharField(
        label="六、其他需要报告的事项",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="须写明本年度收取信息处理费的总额，没有收取的也要写明。",
        required=False,
    )
    lock = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def of(cls, report: AnnualReport) -> "TextsForm":
        """The form with what is written now."""
        names = ("issuer", "overview", "problems", "other", "lock")
        return cls(initial={name: getattr(report, name) for name in names})

    def texts(self) -> AnnualTexts:
        """What was typed."""
        names = ("issuer", "overview", "problems", "other")
        return AnnualTexts(**{name: self.cleaned_data[name] for name in names})


class FiguresForm(forms.Form):
    """Some cells of a table, and one reason for what differs from the records."""

    def __init__(
        self, standing: Standing, places: Sequence[Place], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = {field_name(place): place for place in places}
        for name, place in self.places.items():
            self.fields[name] = _figure_field(standing, place)
        self.fields["reason"] = forms.CharField(
            label="数据来源或者理由（与记录不同时必填）",
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="填写的数字与记录不同，或者记录里没有的，写明来源和理由，例如“行政审批服务局"
            "台账，2026年1月10日”。",
        )
        self.numbers: dict[Place, Figure] = {}

    def clean(self) -> dict[str, Any]:
        """Read the numbers; what is none stands at its own field."""
        given = super().clean() or self.cleaned_data
        for name, place in self.places.items():
            if name in self.errors:
                continue
            number = figure(given.get(name, ""), place)
            problem = figure_problem(place, number)
            if problem is not None:
                self.add_error(name, _short(place, number))
            self.numbers[place] = number
        return given

    def entered(self) -> Entered:
        """What was entered."""
        return Entered(self.numbers, self.cleaned_data["reason"])


def field_name(place: Place) -> str:
    """The name of a cell's field."""
    return f"{place.row}-{place.column}".replace(".", "_")


def _figure_field(standing: Standing, place: Place) -> forms.CharField:
    figure_now = standing.figures[place]
    shown = "" if isinstance(figure_now, Unread) else number_words(figure_now)
    many = place.table != "disputes"
    row = f"{row_words(place.table, place.row)}：" if many and place.table == "information" else ""
    return forms.CharField(
        label=f"{row}{column_words(place)}",
        initial=shown,
        error_messages={"required": "请填写数字，没有的填0。"},
        help_text=standing.origin(place),
        max_length=24,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )


def _short(place: Place, number: Figure) -> str:
    if isinstance(number, Unread) and number.blank:
        return "请填写数字，没有的填0。"
    if is_amount(place):
        return "请填写金额，以万元为单位，不小于0，最多6位小数，例如 1.05。"
    return "请填写不小于0的整数。"


class PreviousForm(forms.Form):
    """Last year's report as a file."""

    file = forms.FileField(
        label="上一年的年度报告",
        help_text="DOCX、XLSX 或者网页（HTML），表格须是文字版。系统只读三张表的数字。",
    )


class RecomputeForm(forms.Form):
    """Whether the texts are proposed anew as well."""

    texts_too = forms.BooleanField(
        label="同时重新生成文字初稿（现在写的文字会被替换）", required=False
    )


class ReopenForm(forms.Form):
    """Why a finished report is taken up again."""

    why = forms.CharField(label="理由", widget=forms.Textarea(attrs={"rows": 3}), max_length=300)
