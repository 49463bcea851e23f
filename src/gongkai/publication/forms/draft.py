"""The form of drafting: title, metadata and body of a version."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.ledger.clock import today
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Town, Unit
from gongkai.publication.drafting import Draft, Link
from gongkai.publication.forms.body import BodyInput
from gongkai.publication.forms.choices import Choices, choose, named
from gongkai.publication.forms.filing import FilingForm
from gongkai.publication.forms.picking import RecordField
from gongkai.publication.forms.quiet import Quiet
from gongkai.publication.models import Matter, Publicity, Version, VersionState
from gongkai.rules import columns, five_stages, genres, themes, validity
from gongkai.rules.legal_basis import EXEMPTIONS

VALID = "有效"

_FREE = frozenset(row.code for row in columns.TABLE if row.code != columns.GUIDE)


class DraftForm(Quiet, forms.Form):
    """Title, metadata and body of a version.

    What is not shown for the chosen 公开属性 or 有效性 (the ground, the date) is not taken either.
    """

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
        help_text="依据《政府信息公开条例》第十四条至第十六条。选“不予公开”时必须选一项。",
    )
    publicity_reason = forms.CharField(
        label="或者用文字说明理由",
        required=False,
        max_length=200,
        help_text="只适用于“依申请公开”：上面没有合适的理由时填写。",
    )
    document_number = forms.CharField(
        label="发文字号",
        required=False,
        max_length=40,
        help_text="例如 泊政办发〔2026〕12号；没有文号的信息不填。括号写法不同会自动改正。",
    )
    issuer = forms.CharField(label="发文单位", max_length=120)
    formed_on = forms.DateField(
        label="成文日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="公开时限从这一天的次日起算。",
    )
    theme = forms.ChoiceField(label="主题分类", required=False)
    genre = forms.ChoiceField(label="体裁", required=False)
    validity = forms.ChoiceField(label="有效性", initial=VALID)
    validity_on = forms.DateField(
        label="从哪一天起",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="失效、废止、修改或者开始施行的日期。",
    )
    successor = RecordField(
        label="后继文件",
        help_text="替代它的那份文件。输入标题、文号或索引号。“尚未施行”没有后继文件。",
    )
    stage = forms.ChoiceField(label="五公开环节", required=False)
    matter = forms.ChoiceField(
        label="属于哪件事",
        required=False,
        help_text="同一件事的决策、执行、管理、服务、结果会互相链接，看得出还缺哪个环节。",
    )
    new_matter = forms.CharField(
        label="或者新起一个名称",
        required=False,
        max_length=120,
        help_text="例如：2026年镇区道路整修。",
    )
    column = forms.ChoiceField(
        label="公开栏目",
        required=False,
        help_text="制度、年报和村（居）公开的信息，除了按目录事项列出，还会列在这个栏目里。",
    )
    column_year = forms.IntegerField(
        label="所属年度",
        required=False,
        help_text="只有年度报告填写，例如2025。",
    )
    summary = forms.CharField(
        label="内容概述",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="用一两句话说明内容，会显示在目录和搜索结果里。",
    )
    keywords = forms.CharField(label="关键词", required=False, max_length=120)
    change_note = forms.CharField(
        label="更正了什么",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="这条信息正在公开。写明这次更正了什么，送审前必填；公众会在页面上看到。",
    )
    body = forms.CharField(
        label="正文",
        required=False,
        widget=BodyInput,
        help_text="可以从 Word、WPS 里复制粘贴，多余的格式会自动清除。",
    )
    lock = forms.IntegerField(
        required=False, min_value=0, max_value=999_999_999, widget=forms.HiddenInput
    )

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        matters: QuerySet[Matter],
        known: frozenset[int] = frozenset(),
        correcting: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if not correcting:
            del self.fields["change_note"]
        day = today()
        successor = self.fields["successor"]
        assert isinstance(successor, RecordField)  # noqa: S101
        successor.actor, successor.known = actor, known
        choose(self, "publicity_ground", [("", "（无）"), *EXEMPTIONS.choices(day)])
        choose(self, "genre", named(genres.TABLE.choices(day), "（不选）"))
        choose(self, "validity", named(validity.TABLE.choices(day), "（不选）")[1:])
        choose(self, "column", _columns(day, self.initial.get("column")))
        choose(self, "stage", [("", "（不选）"), *five_stages.TABLE.choices(day)])
        labels = [(row.code, themes.label(row.code, day)) for row in themes.TABLE.as_of(day)]
        choose(self, "theme", named(labels, "（不选）"))
        choose(self, "matter", _matters(matters))

    def clean_summary(self) -> str:
        """Browsers send line ends in two characters."""
        return str(self.cleaned_data["summary"]).replace("\r\n", "\n")

    def clean(self) -> dict[str, Any]:
        """A matter is chosen or named, not both."""
        given = self.cleaned_data
        if given.get("matter") and given.get("new_matter"):
            self.add_error(
                "new_matter", "上面已经选了一件事，请清空新名称，或者在上面改选“（不选）”。"
            )
        return given

    def draft(self, matter: Matter | None, links: tuple[Link, ...] | None) -> Draft:
        """What was filled in, as the actions take it, with its matter and relations."""
        given = {
            key: self.cleaned_data[key]
            for key in Draft.__dataclass_fields__
            if key in self.cleaned_data
        }
        return Draft(**given | self._as_shown() | {"matter": matter, "links": links})

    def _as_shown(self) -> dict[str, Any]:
        given = self.cleaned_data
        shown: dict[str, Any] = {}
        if given["publicity"] == Publicity.PROACTIVE:
            shown["publicity_ground"] = ""
        elif given["publicity"] == Publicity.ON_REQUEST:
            shown["publicity_ground"] = given["publicity_ground"] or given["publicity_reason"]
        if given["validity"] == VALID:
            shown |= {"validity_on": None, "successor": None}
        return shown

    def chosen_matter(self) -> Matter | None:
        """The chosen matter, if any."""
        key = self.cleaned_data["matter"]
        return Matter.objects.get(pk=key) if key else None


class CreateForm(DraftForm, FilingForm):
    """A new record: for which unit, under which item, and its first draft."""

    unit = forms.ModelChoiceField(label="单位", queryset=Unit.objects.none(), empty_label=None)

    def __init__(self, *args: Any, units: QuerySet[Unit], town: Town, **kwargs: Any) -> None:
        super().__init__(*args, town=town, **kwargs)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)  # noqa: S101
        unit.queryset = units
        if units.count() == 1:
            unit.widget = forms.HiddenInput()
            unit.initial = units[0]


def _columns(day: date, present: Any) -> Choices:
    """The columns; the guide only where it is one already, for it has a form of its own."""
    rows = columns.TABLE.choices(day)
    return [("", "（不选）"), *(row for row in rows if row[0] in (present, *_FREE))]


def _matters(matters: QuerySet[Matter]) -> Choices:
    return [("", "（不选）"), *((str(matter.pk), matter.name) for matter in matters)]


def initial_of(version: Version) -> dict[str, Any]:
    """The form's values of an existing version."""
    values: dict[str, Any] = {
        key: getattr(version, key) for key in Draft.__dataclass_fields__ if key != "links"
    }
    is_code = any(row.code == version.publicity_ground for row in EXEMPTIONS)
    if not is_code:
        values |= {"publicity_ground": "", "publicity_reason": version.publicity_ground}
    if version.state == VersionState.LIVE:
        # What an earlier correction changed says nothing about the next one.
        values["change_note"] = ""
    return {**values, "matter": version.matter_id, "lock": version.lock}
