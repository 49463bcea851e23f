"""Forms that are not about one duty: events, nothing this year, transfer, settings."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.duty.engine.plans import setting_of
from gongkai.duty.forms.acts import WHY, NamedField, day_field, why_field
from gongkai.duty.models import Obligation, Setting
from gongkai.ledger import clock
from gongkai.organisation.models import Unit
from gongkai.rules.duty_clock import event_plans
from gongkai.rules.legal_basis import PROACTIVE


class EventForm(forms.Form):
    """That information was formed on a day; a duty to publish it arises."""

    what = forms.CharField(label="形成了什么信息", max_length=WHY, help_text="例如文件名称。")
    formed_on = day_field("形成或者变更日期", "期限从这一天的次日起算。")
    limit = forms.TypedChoiceField(label="适用的期限", coerce=int)
    until = day_field("另行规定的截止日", "公告等另行规定了期限的填写。", required=False)

    def __init__(self, *args: Any, obligation: Obligation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = setting_of(obligation.town).options
        plans = event_plans(obligation.item.time_limit, options)
        if len(plans) < 2:
            del self.fields["limit"]
            return
        field = self.fields["limit"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        units = {"working_day": "个工作日", "calendar_day": "日", "month": "个月", "hour": "小时"}
        field.choices = [
            (number, f"{plan.anchor or '形成之日'}起{plan.n}{units.get(plan.unit, '')}")
            for number, plan in enumerate(plans)
        ]


class NothingForm(forms.Form):
    """Nothing under an item, or under a legal basis, in a year."""

    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    why = why_field("为什么本年度没有此信息")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = clock.today().year


class BasisNothingForm(NothingForm):
    """Nothing of a kind that Art. 20 or 21 names, in the whole town."""

    code = forms.ChoiceField(label="法定依据")
    field_order = ("code", "year", "why")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        rows = PROACTIVE.as_of(clock.today())
        field.choices = [("", "请选择"), *((row.code, f"{row.code} {row.name}") for row in rows)]
        self.fields["why"].label = "为什么本年度没有此类信息"


class TransferForm(forms.Form):
    """To which unit everything goes, and why."""

    target = NamedField(label="移交给", queryset=Unit.objects.none(), empty_label="请选择")
    why = why_field("依据或原因")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["target"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = units


class SettingForm(forms.ModelForm):  # type: ignore[type-arg]
    """The numbers that the law leaves to the town."""

    class Meta:
        model = Setting
        fields = ("soon_days", "freshness_months")
