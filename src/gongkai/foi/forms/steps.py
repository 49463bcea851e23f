"""A form for each step of a case."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.foi.actions.common import LONGEST_WHY
from gongkai.foi.forms import removing
from gongkai.foi.forms.common import AccountChoice, day, handlers_of, line, words
from gongkai.foi.models import (
    Application,
    Consultation,
    ConsultationKind,
    ConsultationOutcome,
    Fee,
    FileKind,
    StatementKind,
)
from gongkai.foi.setting import settings_of
from gongkai.foi.stated import Stated, stated
from gongkai.organisation.models import Account, Unit
from gongkai.rules.foi import disputes, service
from gongkai.rules.foi.fees import SCHEMES
from gongkai.rules.foi.periods import length

LONGEST_RECEIPT = 40
_WRONG_BEFORE = "收到日期已经登记过、登记错了的，请写明。期限按更正后的日期重新计算。"
MADE_HERE = (FileKind.LETTER, FileKind.SUPPLIED)
"""Kinds of files that only the product adds."""


class StepForm(forms.Form):
    """A form that knows its case.

    opened: whether the person has the applicant's words open; without, ``kept_back`` says that
    something stated on the web is not filled in.
    """

    def __init__(
        self, *given: Any, case: Application, opened: bool = False, **options: Any
    ) -> None:
        super().__init__(*given, **options)
        self.case = case
        self.opened = opened
        self.kept_back = False
        self.prepare()

    def prepare(self) -> None:
        """Fill choices and defaults from the case."""

    def stated(self, kind: StatementKind) -> Stated | None:
        """The newest statement of a kind, where the person has the words open."""
        if self.opened:
            return stated(self.case, kind)
        self.kept_back = self.case.statements.filter(kind=kind).exists()
        return None


class ConfirmForm(StepForm):
    """双方确认."""

    on = day("确认日期", required=True, help_text="双方确认之日为收到申请之日，期限从次日起算。")
    how = words("确认的方式和经过", rows=3, most=300, help_text="如“11月20日电话确认”。")


class CorrectionForm(StepForm):
    """补正告知."""

    items = words("需要补正的内容", help_text="一次写全；告知以后不能再次要求补正。")
    guidance = words("指导和释明", required=False, help_text="告诉申请人怎样写才能找到信息。")
    days = forms.IntegerField(label="补正期限（工作日）", min_value=1, max_value=60)
    sent_on = day("告知日期", required=True)

    def prepare(self) -> None:
        """The town's own number of days."""
        chosen = settings_of(self.case.town).periods
        self.fields["days"].initial = length("correction", chosen)


class CorrectedForm(StepForm):
    """收到补正."""

    on = day("收到补正的日期", required=True)
    description = words("补正后的内容描述", required=False, help_text="没有变化的留空。")
    feature = line("补正后的文号或者特征", required=False, most=300)
    file = forms.FileField(label="补正材料", required=False)
    excuse = line("逾期补正的正当理由", required=False, most=300)


class ConsultForm(StepForm):
    """征求意见."""

    kind = forms.ChoiceField(label="征求谁的意见", choices=ConsultationKind.choices)
    party = line("对方名称", most=80, help_text="加密保存，只在案卷中可以查看。")
    question = words("就哪些信息征求意见")
    sent_on = day("发出日期", required=True)


class ConsultationForm(StepForm):
    """收到意见, or none."""

    which = forms.ChoiceField(label="哪一次征求意见")
    outcome = forms.ChoiceField(label="结果", choices=ConsultationOutcome.choices)
    on = day(
        "收到意见日期",
        required=True,
        help_text="逾期未答复的，自动按期限末日登记；要先登记过对方收到的日期。",
    )
    answer = words("对方的意见", required=False)
    judgement = words(
        "本机关的判断",
        required=False,
        help_text="第三方不同意的必须填写：理由是否合理，不公开是否会对公共利益造成重大影响。",
    )

    def prepare(self) -> None:
        """The consultations that are open, and what a third party has stated on the web."""
        choices = _open_consultations(self.case.consultations.all())
        self.fields["which"].choices = choices  # type: ignore[attr-defined]
        said = self.stated(StatementKind.OPINION)
        if said is not None and str(said.step) in {str(value) for value, _ in choices}:
            self.initial.update(which=said.step, outcome=said.choice, answer=said.words, on=said.on)


class ReachPartyForm(StepForm):
    """征求意见书收到."""

    which = forms.ChoiceField(label="哪一次征求意见")
    received_on = day("对方收到日期", required=True)
    why = line("更正的理由", required=False, most=LONGEST_WHY, help_text=_WRONG_BEFORE)

    def prepare(self) -> None:
        """The consultations that are open; a reason where the day of one is known already."""
        rows = self.case.consultations.all()
        self.fields["which"].choices = _open_consultations(rows)  # type: ignore[attr-defined]
        if not rows.filter(outcome="", received_on__isnull=False).exists():
            del self.fields["why"]


class ExtensionForm(StepForm):
    """提出延期."""

    reason = words("为什么不能按期答复", rows=3)
    days = forms.IntegerField(
        label="延长的工作日", min_value=1, max_value=20, initial=20, help_text="最长20个工作日。"
    )


class DecideForm(StepForm):
    """审批延期."""

    agree = forms.ChoiceField(
        label="意见",
        choices=[("yes", "同意"), ("no", "不同意")],
        widget=forms.RadioSelect(attrs={"class": "large"}),
    )
    note = line("说明", required=False, most=300, help_text="不同意的必须写明理由。")


class SentForm(StepForm):
    """告知延期."""

    sent_on = day("告知日期", required=True, help_text="延期告知书发出的日期，须在原期限届满之前。")


class FeeForm(StepForm):
    """收费通知."""

    scheme = forms.ChoiceField(label="计收方式", choices=list(SCHEMES.items()))
    items = forms.IntegerField(
        label="件数",
        min_value=1,
        max_value=10000,
        required=False,
        help_text="按件时填写；当月此前的件数由系统从登记簿统计。",
    )
    pages = forms.IntegerField(
        label="页数", min_value=1, max_value=100_000, required=False, help_text="按量时填写。"
    )
    reason = words("数量、频次明显超过合理范围的情况", rows=3)
    sent_on = day("通知发出日期", required=True)


class ReceivedForm(StepForm):
    """收费通知收到."""

    received_on = day("申请人收到日期", required=True)
    why = line("更正的理由", most=LONGEST_WHY, help_text=_WRONG_BEFORE)

    def prepare(self) -> None:
        """A reason where another day is known already."""
        fee: Fee | None = getattr(self.case, "fee", None)
        if fee is None or fee.received_on is None:
            del self.fields["why"]
        else:
            self.initial.setdefault("received_on", fee.received_on)


class PaidForm(StepForm):
    """缴清."""

    on = day("缴清日期", required=True)
    receipt_number = line(
        "财政票据号", most=LONGEST_RECEIPT, help_text="平台不收钱，只登记票据号码。"
    )
    excuse = line("逾期缴费仍受理的理由", required=False, most=300)

    def prepare(self) -> None:
        """What the applicant has told on the web, for a person to check."""
        if (said := self.stated(StatementKind.PAYMENT)) is not None:
            # What is no number stands whole beside it, under 网上说明.
            number = said.words if len(said.words) <= LONGEST_RECEIPT else ""
            self.initial.update(receipt_number=number, on=said.on)


class ReasonsForm(StepForm):
    """要求说明理由."""

    why = words("认为明显超过合理范围的情况", rows=3)
    sent_on = day("通知日期", required=True)


class GivenForm(StepForm):
    """说明的理由."""

    on = day("收到说明的日期", required=True)
    given = words("申请人的说明", required=False, help_text="期限届满仍没有说明的，留空。")
    reasonable = forms.ChoiceField(
        label="理由是否合理",
        choices=[("yes", "合理"), ("no", "不合理")],
        widget=forms.RadioSelect,
    )
    judgement = words("判断的依据", rows=3)

    def prepare(self) -> None:
        """What the applicant has written on the web."""
        if (said := self.stated(StatementKind.REASONS)) is not None:
            self.initial.update(given=said.words, on=said.on)


class DelayForm(StepForm):
    """延迟答复."""

    until = day("延迟至", required=True)
    why = words("不能在规定期限内答复的原因", rows=3)

    def prepare(self) -> None:
        """No date is proposed."""
        self.fields["until"].initial = None


class WithdrawForm(StepForm):
    """撤回."""

    how = words("申请人怎样撤回的", rows=3, help_text="书面、电话或者当面，及经过。")
    on = day("撤回日期", required=True)


class SearchForm(StepForm):
    """检索记录."""

    on = day("检索日期", required=True)
    where = line("检索了哪些地方", help_text="如档案室、办公系统、某某科室。")
    how = line("检索的方法和关键词", most=300)
    found = forms.BooleanField(label="找到了所申请的信息", required=False)
    result = words("结果", rows=3, most=500)
    searcher = line("检索人", most=40)


class ServeForm(StepForm):
    """送达."""

    letter = forms.ChoiceField(label="文书")
    way = forms.ChoiceField(
        label="送达方式", choices=[(row.code, row.name) for row in service.TABLE.rows]
    )
    on = day(
        "日期",
        required=True,
        help_text="直接、委托送达填签收日期，邮寄填交邮日期，电子送达填发送日期；是否按期以此为准。",
    )
    carrier = line("邮政企业", required=False, most=40, help_text="邮寄时填写，如“中国邮政EMS”。")
    tracking = line("邮件号", required=False, most=40)
    proof = forms.FileField(label="送达凭证", required=False)
    note = line("说明", required=False, most=300)

    def prepare(self) -> None:
        """The letters that were not served; the answer first."""
        letters = self.case.letters.filter(services__isnull=True)
        found = [(str(one.pk), f"{one.title} {one.number}") for one in letters]
        answers = {str(one.pk) for one in letters if one.kind == "reply"}
        found.sort(key=lambda pair: pair[0] not in answers)
        self.fields["letter"].choices = found  # type: ignore[attr-defined]


class WhyForm(StepForm):
    """A reason."""

    why = words("原因", rows=3, most=LONGEST_WHY)


class RemoveForm(StepForm, removing.RemoveForm):
    """按期清除."""


class RedoForm(StepForm):
    """重新答复."""

    until = day("重新答复的期限", required=True, help_text="按复议决定或者判决写明的日期。")

    def prepare(self) -> None:
        """The day that the decision names."""
        ordered = self.case.disputes.filter(redo=True, redone=False).first()
        self.fields["until"].initial = ordered.redo_by if ordered else None


class HandOverForm(StepForm):
    """交接."""

    handler = AccountChoice(label="承办人", queryset=Account.objects.none())
    why = words("交接的原因和已经办到哪一步", rows=3, required=False, most=LONGEST_WHY)

    def prepare(self) -> None:
        """Who may handle."""
        people = handlers_of(self.case.town_id)
        self.fields["handler"].queryset = people  # type: ignore[attr-defined]


class ClassifyForm(StepForm):
    """简称和归类."""

    subject = line("列表中的简称", most=60, help_text="不写姓名、住址等个人信息。")
    topic = line("归类", required=False, most=60)

    def prepare(self) -> None:
        """What there is."""
        self.fields["subject"].initial = self.case.subject
        self.fields["topic"].initial = self.case.topic


class FileForm(StepForm):
    """添加文件."""

    kind = forms.ChoiceField(
        label="类别",
        choices=[pair for pair in FileKind.choices if pair[0] not in MADE_HERE],
    )
    file = forms.FileField(label="文件", help_text="加密保存，每次打开都有记录。")


class DisputeForm(StepForm):
    """复议、诉讼."""

    kind = forms.ChoiceField(
        label="类别", choices=[(k.value, v) for k, v in disputes.KIND_NAMES.items()]
    )
    reference = line("案号", most=80)
    body = line("复议机关或者法院", most=80)
    notified_on = day("收到通知日期", required=True)
    simplified = forms.BooleanField(label="适用简易程序", required=False)


class TellForm(StepForm):
    """书面告知第三方."""

    which = forms.ChoiceField(label="第三方")
    on = day("告知日期", required=True)

    def prepare(self) -> None:
        """Third parties against whose will something is released."""
        found = self.case.consultations.filter(kind="third_party").exclude(override="")
        self.fields["which"].choices = [  # type: ignore[attr-defined]
            (str(one.pk), f"{one.party_mask}（{one.get_outcome_display()}）") for one in found
        ]


class AssistanceForm(StepForm):
    """协办函."""

    unit = forms.ModelChoiceField(label="协办单位", queryset=Unit.objects.none())
    request = words(
        "请对方办理什么",
        help_text="要检索的信息、范围，要提供的材料。对方会看到，不写申请人的姓名和联系方式。",
    )
    reply_by = day("请在此日前反馈", required=True)
    sent_on = day("发出日期", required=True)

    def prepare(self) -> None:
        """The other units of the town."""
        others = Unit.objects.filter(town_id=self.case.town_id, closed_on=None)
        self.fields["unit"].queryset = others.exclude(  # type: ignore[attr-defined]
            pk=self.case.unit_id
        )
        self.fields["reply_by"].initial = None
        if self.case.due_on is not None:
            self.fields["reply_by"].help_text = f"不能晚于答复期限{self.case.due_on}。"


class AssistedForm(StepForm):
    """协办反馈."""

    which = forms.ChoiceField(label="哪一件协办函")
    on = day("收到反馈日期", required=True)
    answer = words("反馈的内容", help_text="没有找到的，写明检索的范围、方法和结果。")

    def prepare(self) -> None:
        """The requests that wait for an answer."""
        found = self.case.assistances.filter(answered_on=None).select_related("unit")
        self.fields["which"].choices = [  # type: ignore[attr-defined]
            (str(one.pk), f"{one.unit.name}，{one.sent_on}发出") for one in found
        ]


def _open_consultations(rows: QuerySet[Consultation]) -> list[tuple[str, str]]:
    found = rows.filter(outcome="")
    return [
        (
            str(one.pk),
            f"{one.get_kind_display()} {one.party_mask}，{one.sent_on}发出"
            + (f"，{one.received_on}收到" if one.received_on else ""),
        )
        for one in found
    ]
