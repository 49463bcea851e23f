"""Forms about one item."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from gongkai.catalogue.exporting.table import STANDARD_CHANNELS
from gongkai.catalogue.importing.cells import from_text
from gongkai.catalogue.models import (
    LEVEL1_LENGTH,
    LEVEL2_LENGTH,
    Audience,
    Field,
    Item,
    Mode,
    Standing,
)
from gongkai.catalogue.queries import ItemFilter
from gongkai.catalogue.values import ItemValues
from gongkai.ledger.clock import today
from gongkai.organisation.models import Unit
from gongkai.rules.legal_basis import PROACTIVE

LEVELS = ("县级", "乡级", "村级", "市级", "省级", "州级")
UNKNOWN = "来源没有写明"


class ItemFilterForm(forms.Form):
    """Narrowing a list of items by the address."""

    text = forms.CharField(label="词语", required=False)
    field = forms.ChoiceField(label="领域", required=False)
    standing = forms.ChoiceField(
        label="核对情况", required=False, choices=[("", "全部"), *Standing.choices]
    )
    unit = forms.ChoiceField(label="责任单位", required=False)
    without_unit = forms.BooleanField(label="只看没有责任单位的", required=False)

    def __init__(
        self,
        *args: Any,
        fields: list[tuple[str, str]],
        units: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("field", fields), ("unit", units)):
            cast(forms.ChoiceField, self.fields[name]).choices = [("", "全部"), *choices]

    @property
    def wanted(self) -> ItemFilter:
        """The filter; what the address says wrongly counts for nothing."""
        self.is_valid()
        return ItemFilter(**getattr(self, "cleaned_data", {}))

    @property
    def filtering(self) -> bool:
        """Whether the list is narrowed at all."""
        return any(getattr(self, "cleaned_data", {}).values())


class ItemForm(forms.Form):
    """Every column of the standard table; empty means: the source does not show it."""

    field = forms.ChoiceField(label="领域")
    level1 = forms.CharField(label="一级事项", max_length=LEVEL1_LENGTH)
    level2 = forms.CharField(label="二级事项", max_length=LEVEL2_LENGTH)
    elements = forms.CharField(
        label="公开内容（要素）",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="要素之间用分号隔开。",
    )
    basis = forms.CharField(
        label="公开依据", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    time_limit_text = forms.CharField(
        label="公开时限",
        required=False,
        help_text="照原文填写，例如：自信息形成或者变更之日起20个工作日内。",
    )
    publisher = forms.CharField(label="公开主体", required=False)
    channels = forms.MultipleChoiceField(
        label="公开渠道和载体",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(name, name) for name in STANDARD_CHANNELS],
    )
    other_channels = forms.CharField(
        label="其他名称的渠道", required=False, help_text="不在上面的渠道，用、隔开。"
    )
    audience = forms.ChoiceField(
        label="公开对象", required=False, choices=[("", UNKNOWN), *Audience.choices]
    )
    audience_group = forms.CharField(label="特定群体是谁", required=False)
    mode = forms.ChoiceField(
        label="公开方式", required=False, choices=[("", UNKNOWN), *Mode.choices]
    )
    levels = forms.MultipleChoiceField(
        label="公开层级",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(name, name) for name in LEVELS],
    )
    legal_bases = forms.MultipleChoiceField(
        label="法定依据（条例第二十条、第二十一条）",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="统计法定公开内容时用。都不选，按所属领域归类。",
    )
    why = forms.CharField(
        label="修改依据",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="与哪份文件核对、改了什么。会记入台账。",
    )

    def __init__(
        self, *args: Any, fields: list[tuple[str, str]], explain: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["field"])
        field.choices = fields
        bases = cast(forms.MultipleChoiceField, self.fields["legal_bases"])
        bases.choices = basis_choices()
        if not explain:
            del self.fields["why"]

    def values(self) -> ItemValues:
        """What was entered."""
        data = self.cleaned_data
        others = from_text("channels", data["other_channels"]) or []
        return ItemValues(
            field=Field.objects.get(code=data["field"]),
            level1=data["level1"],
            level2=data["level2"],
            elements=data["elements"],
            basis=data["basis"],
            time_limit_text=data["time_limit_text"],
            publisher=data["publisher"],
            channels=tuple(dict.fromkeys([*data["channels"], *others])) or None,
            audience=data["audience"],
            audience_group=data["audience_group"],
            mode=data["mode"],
            levels=tuple(from_text("levels", "、".join(data["levels"])) or ()) or None,
            legal_bases=tuple(data["legal_bases"]),
        )


def item_initial(item: Item) -> dict[str, Any]:
    """What the form shows of an item."""
    channels = item.channels or []
    return {
        "field": item.field.code,
        "level1": item.level1,
        "level2": item.level2,
        "elements": item.elements or "",
        "basis": item.basis or "",
        "time_limit_text": item.time_limit_text or "",
        "publisher": item.publisher or "",
        "channels": [name for name in channels if name in STANDARD_CHANNELS],
        "other_channels": "、".join(n for n in channels if n not in STANDARD_CHANNELS),
        "audience": item.audience or "",
        "audience_group": item.audience_group,
        "mode": item.mode or "",
        "levels": item.levels or [],
        "legal_bases": item.legal_bases or [],
    }


def basis_choices() -> list[tuple[str, str]]:
    """The 15 and the 8 of Art. 20 and 21: code, and its article with its words."""
    rows = PROACTIVE.as_of(today())
    return [(row.code, f"{row.article}　{row.name}") for row in rows]


class UnitsForm(forms.Form):
    """The responsible units of an item."""

    units = forms.ModelMultipleChoiceField(
        label="责任单位",
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="这些单位负责按时公开这一项。",
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelMultipleChoiceField[Unit]", self.fields["units"])
        field.queryset = units


class MatchForm(forms.Form):
    """Which former item an item continues."""

    former = forms.ChoiceField(
        label="沿用现行目录里的哪一项",
        required=False,
        help_text="选定后，已经公开的信息仍归在这一项下面。不选则作为新的事项。",
    )

    def __init__(self, *args: Any, former: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["former"])
        field.choices = [("", "新的事项，不沿用"), *former]
