"""The form with which staff register an application of letter, counter, fax, e-mail or speech."""

from typing import Any

from django import forms

from gongkai.foi.actions import Filing, Receipt
from gongkai.foi.files import FileToKeep
from gongkai.foi.forms.common import AccountChoice, day, handlers_of, line, uploaded, words
from gongkai.organisation.models import Account
from gongkai.rules.foi import applicants, assisted, receipt
from gongkai.rules.foi.assisted import Assisted
from gongkai.rules.foi.fields import FORMS, ID_TYPES, ROUTES, Applying

_KINDS = [(row.code, applicants.kind_label(row.code)) for row in applicants.TABLE.rows]
_CHANNELS = [(row.code, row.name) for row in receipt.TABLE.rows if row.code != "internet"]


class RegisterForm(forms.Form):
    """What Art. 29 asks for, how it came, and what staff add for their own lists."""

    channel = forms.ChoiceField(label="提交方式", choices=_CHANNELS, widget=forms.RadioSelect)
    received_on = day("收到日期", required=True, help_text="当面提交之日、签收之日或者到达之日。")
    misaddressed = forms.BooleanField(
        label="寄给个人或者其他单位的信件",
        required=False,
        help_text="要先与申请人联系确认，确认之日为收到申请之日。",
    )
    confirmed_on = day("与申请人确认的日期", help_text="信函、电子邮件、传真还没有确认的，请留空。")
    confirmation = line("确认的方式和经过", required=False, most=300)
    kind = forms.ChoiceField(label="申请人类别", choices=_KINDS)
    name = line("姓名或者名称", most=100)
    id_type = forms.ChoiceField(
        label="证件类型", choices=[("", "没有提供"), *ID_TYPES.items()], required=False
    )
    id_number = line("证件号码", required=False, most=40)
    representative = line("法定代表人或者负责人", required=False, most=40)
    contact = line("联系人", required=False, most=40)
    phone = line("联系电话", required=False, most=40)
    email = line("电子邮箱", required=False, most=120)
    address = line("通信地址", required=False, most=200)
    postcode = line("邮政编码", required=False, most=10)
    description = words("所需信息的名称或者内容描述", rows=5)
    feature = line("文号或者其他便于查询的特征", required=False, most=300)
    form = forms.ChoiceField(label="希望获取信息的形式", choices=list(FORMS.items()))
    route = forms.ChoiceField(label="希望获取信息的方式", choices=list(ROUTES.items()))
    assisted = forms.ChoiceField(
        label="代填或者协助",
        choices=[("", "申请人自己填写"), *assisted.WAYS.items()],
        required=False,
        help_text="口头申请由工作人员代为填写；阅读、视听有困难的，可以由他人协助。不要记录是什么困难。",
    )
    helper = line("代填人或者协助人", required=False, most=40, help_text="加密保存，写入登记回执。")
    confirmed = line(
        "怎样核对、确认的",
        required=False,
        most=200,
        help_text="如“当场宣读，申请人确认无误并签名”。写入登记回执。",
    )
    identity = forms.FileField(
        label="身份证明", required=False, help_text="证件的扫描件或者照片，加密保存。"
    )
    paper = forms.FileField(label="申请书扫描件", required=False)
    subject = line(
        "列表中的简称",
        required=False,
        most=60,
        help_text="不写姓名、住址等个人信息；留空时取内容描述的第一句。",
    )
    topic = line(
        "归类", required=False, most=60, help_text="同类申请用同一个词，能看出集中的需求。"
    )
    handler = AccountChoice(
        label="承办人",
        queryset=Account.objects.none(),
        required=False,
        empty_label="暂不指定",
    )

    def __init__(self, *given: Any, town_id: int, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["handler"].queryset = handlers_of(town_id)  # type: ignore[attr-defined]
        self.fields["confirmed_on"].initial = None

    def applying(self) -> Applying:
        """The application as it was made."""
        names = Applying.__dataclass_fields__
        return Applying(**{name: self.cleaned_data[name] for name in names})

    def receipt(self) -> Receipt:
        """How and when it came."""
        given = self.cleaned_data
        return Receipt(
            channel=given["channel"],
            received_on=given["received_on"],
            confirmed_on=given["confirmed_on"],
            confirmation=given["confirmation"],
            misaddressed=given["misaddressed"],
            assisted=Assisted(given["assisted"], given["helper"], given["confirmed"]),
        )

    def filing(self) -> Filing:
        """What staff add."""
        given = self.cleaned_data
        return Filing(given["subject"], given["topic"], given["handler"])

    def uploads(self) -> list[FileToKeep]:
        """What came with it."""
        given = self.cleaned_data
        return [*uploaded("identity", given["identity"]), *uploaded("application", given["paper"])]
