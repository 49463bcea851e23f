"""Forms of the town's settings, of requests about one's own record, and of repeated demand."""

from typing import Any

from django import forms

from gongkai.foi.actions import OwnRecordFacts, TownFacts
from gongkai.foi.forms.common import AccountChoice, day, line, words
from gongkai.foi.models import FoiSettings
from gongkai.organisation.models import Account
from gongkai.rules.foi.own_record import OUTCOMES, STATE_NAMES
from gongkai.rules.foi.periods import CONFIGURABLE, length

_TEXTS = (
    ("letter_prefix", "文书机关代字", 20, "如“青西新宝依申请”；文书编号写作“代字〔年份〕序号”。"),
    ("reconsideration", "行政复议机关", 80, "乡镇的复议机关是上一级人民政府，请向法制部门核实。"),
    ("reconsideration_address", "行政复议机关地址、电话", 120, ""),
    ("online", "网上申请行政复议的途径", 200, "网上送达的答复必须写明网上复议途径。"),
    ("court", "有管辖权的人民法院", 80, ""),
    ("court_address", "人民法院地址", 120, ""),
    ("postcode", "本机关邮政编码", 6, "印在信封上；地址、电话取自单位资料。"),
    ("payment", "信息处理费的缴纳方式", 300, "写进收费通知；平台不收钱。"),
)


class SettingsForm(forms.Form):
    """What a town sets."""

    retention_years = forms.IntegerField(
        label="申请材料保管年限",
        min_value=10,
        max_value=100,
        help_text="没有统一规定，默认30年，请与档案部门核实。",
    )
    demand_threshold = forms.IntegerField(
        label="集中需求提示件数", min_value=2, max_value=100, help_text="同一归类达到这个数时提示。"
    )
    pause_dispatch_day = forms.BooleanField(label="发出征求意见书当日也不计入期限", required=False)
    pause_answer_day = forms.BooleanField(label="收到意见或者期满当日不计入期限", required=False)

    def __init__(self, *given: Any, row: FoiSettings, **options: Any) -> None:
        self.row = row
        super().__init__(*given, **options)
        own = dict(self.fields)
        self.fields.clear()
        for name, label, most, help_text in _TEXTS:
            self.fields[name] = line(label, required=False, most=most, help_text=help_text)
        for period in CONFIGURABLE:
            self.fields[f"period_{period.code}"] = forms.IntegerField(
                label=f"{period.name}（工作日）",
                min_value=1,
                max_value=period.most,
                help_text="法律没有规定具体天数，由本机关确定。",
            )
        self.fields.update(own)
        for name in self.fields:
            self.initial[name] = self._present(name)

    def _present(self, name: str) -> Any:
        if name.startswith("period_"):
            return length(name.removeprefix("period_"), self.row.periods)
        return getattr(self.row, name)

    def facts(self) -> TownFacts:
        """What was given, for the action."""
        given = dict(self.cleaned_data)
        periods = {period.code: given.pop(f"period_{period.code}") for period in CONFIGURABLE}
        return TownFacts(periods=periods, **given)


class HeadForm(forms.Form):
    """Who heads the Office."""

    head = AccountChoice(label="政府信息公开工作机构负责人", queryset=Account.objects.none())

    def __init__(self, *given: Any, town_id: int, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["head"].queryset = (  # type: ignore[attr-defined]
            Account.objects.filter(
                unit__town_id=town_id, is_active=True, role_grants__role="office"
            ).select_related("unit")
        )


class OwnRecordForm(forms.Form):
    """A request to correct what is recorded of oneself."""

    name = line("申请人姓名或者名称", most=100)
    contact = line("联系方式")
    subject = line("哪条信息需要更正", most=120, help_text="不写姓名等个人信息。")
    request = words("记录有什么错误，应当怎样更正")
    evidence = words("证明记录不准确的证据", rows=3)
    received_on = day("收到日期", required=True)

    def facts(self) -> OwnRecordFacts:
        """What was given, for the action."""
        return OwnRecordFacts(**self.cleaned_data)


class OwnRecordEndForm(forms.Form):
    """What the verification found."""

    outcome = forms.ChoiceField(
        label="核实的结果", choices=[(one.value, STATE_NAMES[one]) for one in OUTCOMES]
    )
    agency = line("有权更正的机关", required=False, most=80, help_text="转送或者告知的，必须写明。")
    words = words("核实的情况", rows=4)


class DemandForm(forms.Form):
    """What the Office makes of a topic."""

    proposes = forms.ChoiceField(
        label="意见",
        choices=[("yes", "建议增加公开事项或者主动公开"), ("no", "不增加")],
        widget=forms.RadioSelect,
    )
    reason = words("理由", rows=3, most=300)


class DisputeEndForm(forms.Form):
    """The result of a reconsideration or lawsuit."""

    verb = forms.ChoiceField(
        label="结果",
        choices=[("uphold", "结果维持"), ("correct", "结果纠正"), ("end", "其他结果")],
    )
    result = words("决定或者判决的内容", rows=3)
    on = day("结案日期", required=True)
    redo_by = day("责令重新答复的期限", help_text="只有责令重新答复的才填写。")

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["redo_by"].initial = None


class DayForm(forms.Form):
    """A day."""

    on = day("日期", required=True)
