"""The forms of the public pages. What is wrong is said by ``rules.foi.fields``."""

from typing import Any, Final

from django import forms

from gongkai.foi.actions.stating import LONGEST
from gongkai.foi.files import FileToKeep, check_file
from gongkai.foi.models import Application, ConsultationOutcome
from gongkai.foi.personal import open_applicant, request_of
from gongkai.foi.public.token import LONGEST as LONGEST_WAIT
from gongkai.foi.public.token import QUICKEST, Token, read_token
from gongkai.organisation.refusals import Invalid
from gongkai.rules.foi import applicants
from gongkai.rules.foi.fields import FORMS, ID_TYPES, ROUTES, Applying, problems

KINDS: Final = [(row.code, row.name) for row in applicants.TABLE.rows]
MOST_FILES: Final = 4
PICTURES: Final = ("image/png", "image/jpeg", "application/pdf")
NOT_AGREED: Final = "身份证明是敏感个人信息，上传要经您单独同意。不愿上传的，请不选文件。"
TRAP: Final = "second_remark"
"""A field that people do not see: what fills it in is a program."""


def line(label: str, help_text: str = "", *, initial: str = "") -> forms.CharField:
    """A text. It is never required here: what is lacking is said by the rules."""
    return forms.CharField(label=label, required=False, help_text=help_text, initial=initial)


class PublicForm(forms.Form):
    """A form whose fields the templates draw; errors keep the order of the fields."""

    use_required_attribute = False

    def faults(self) -> list[tuple[str, str]]:
        """Name of the field ("" for the whole) and what is wrong, in the order of the page."""
        names = [*self.fields, "__all__"]
        return [
            ("" if name == "__all__" else name, str(said))
            for name in names
            for said in self.errors.get(name, ())
        ]

    def add_refusal(self, errors: dict[str, str]) -> None:
        """Put the sentences of a refusal beside the fields that they are about."""
        for name, said in errors.items():
            self.add_error(name if name in self.fields else None, said)


class ApplyForm(PublicForm):
    """What Art. 29 asks for, and nothing more."""

    description = line(
        "您需要什么信息",
        "写文件的名称，或者说清楚内容：哪一年、哪个项目、哪方面的事。一件申请写一件事，办得更快。",
    )
    feature = line("文号，或者便于查找的其他特征", "例如：青西新管办发〔2020〕54号。不知道就不填。")
    form = line("想要什么形式", initial="electronic")
    route = line("怎样交给您", initial="email")
    kind = line("您以什么身份申请", initial=applicants.NATURAL)
    name = line("姓名，或者单位名称", "与身份证明上的一致。")
    id_type = line("身份证明")
    id_number = line("证件号码")
    representative = line("法定代表人或者负责人")
    contact = line("联系人")
    phone = line("联系电话")
    email = line("电子邮箱")
    address = line("通信地址")
    postcode = line("邮政编码")

    def clean(self) -> dict[str, Any]:
        """Say what the rules find."""
        for name, said in problems(self.applying()).items():
            if name not in self.errors:
                self.add_error(name, said)
        return self.cleaned_data

    def applying(self) -> Applying:
        """The application as it was typed."""
        given = self.cleaned_data
        return Applying(**{name: given.get(name, "") for name in Applying.__dataclass_fields__})


class SendForm(PublicForm):
    """What the preview asks for: proof of identity, the agreement to its use, the question."""

    proof = forms.FileField(required=False, label="身份证明的照片或者扫描件")
    agree = forms.BooleanField(required=False, label="同意处理身份证明")
    answer = line("请回答")
    token = line("")
    second_remark = line("这一栏请留空")

    def clean(self) -> dict[str, Any]:
        """Files that will do, an agreement where they came, a right answer not too quick."""
        self.uploads = proofs(self, self.files.getlist("proof")) if self.files else []
        if self.uploads and not self.cleaned_data.get("agree"):
            self.add_error("agree", NOT_AGREED)
        if self.cleaned_data.get(TRAP):
            self.add_error(TRAP, "这一栏请留空，然后再提交一次。")
        self._check_token(read_token(self.cleaned_data.get("token", "")))
        return self.cleaned_data

    def _check_token(self, token: Token | None) -> None:
        self.read = token
        if token is None or token.age > LONGEST_WAIT:
            self.read = None
            self.add_error("answer", "页面打开得太久了，请回答这个新问题，再提交一次。")
        elif not token.answered_by(self.cleaned_data.get("answer", "")):
            self.add_error("answer", f"答案不对。请填写得数：{token.question}")
        elif token.age < QUICKEST:
            self.add_error("answer", "提交得太快了，请核对一遍内容，再提交一次。")


def proofs(form: forms.Form, given: list[Any]) -> list[FileToKeep]:
    """Identity papers under names of our own; adds errors on ``proof`` for what will not do."""
    if len(given) > MOST_FILES:
        form.add_error("proof", f"一次最多上传{MOST_FILES}个文件。")
        return []
    kept = []
    for number, upload in enumerate(given, 1):
        suffix = "." + (upload.name or "").rpartition(".")[2].lower()[:5]
        file = FileToKeep("identity", f"身份证明{number}{suffix}", upload.read())
        try:
            fits = check_file(file) in PICTURES
        except Invalid as refused:
            form.add_error("proof", f"第{number}个文件：{refused}")
            continue
        if not fits:
            form.add_error("proof", f"第{number}个文件不能用，请上传照片（JPG、PNG）或者 PDF。")
            continue
        kept.append(file)
    return kept


class EnterForm(PublicForm):
    """Number and code."""

    number = line("登记编号", "例如 2026-00012，在回执上。")
    code = line("查询码", "12位字母和数字，在回执或者征求意见书上。大小写、横线都不要紧。")


class CaseForm(PublicForm):
    """A form on the page of a case."""

    def __init__(self, *given: Any, case: Application, **options: Any) -> None:
        self.case = case
        super().__init__(*given, **options)


class CorrectForm(CaseForm):
    """补正: the words of the application, and what about the applicant was lacking."""

    description = line("您需要什么信息（补正后的全文）")
    feature = line("文号，或者便于查找的其他特征")
    id_type = line("证件类型")
    id_number = line("证件号码", "没有要求补正身份证明的，不填。")
    contact = line("联系人", "不改的不填。")
    phone = line("联系电话", "不改的不填。")
    email = line("电子邮箱", "不改的不填。")
    address = line("通信地址", "不改的不填。")
    proof = forms.FileField(required=False, label="补正的材料")
    agree = forms.BooleanField(required=False, label="同意处理身份证明")

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        if not self.is_bound:
            self.initial = dict(request_of(self.case))

    def clean(self) -> dict[str, Any]:
        """The application as it would be, by the rules; the files."""
        self.uploads = proofs(self, self.files.getlist("proof")) if self.files else []
        if self.uploads and not self.cleaned_data.get("agree"):
            self.add_error("agree", NOT_AGREED)
        for name, said in problems(self.applying()).items():
            self.add_error(name if name in self.fields else None, said)
        return self.cleaned_data

    def applying(self) -> Applying:
        """What was known with what is new; an empty field of contact changes nothing."""
        known = open_applicant(self.case)
        names = [name for name in self.fields if name in Applying.__dataclass_fields__]
        given = {name: self.cleaned_data.get(name, "") for name in names}
        always = {"description", "feature"}
        new = {name: text for name, text in given.items() if text or name in always}
        return Applying(**{**known.__dict__, **new})


class WordsForm(CaseForm):
    """A statement in words."""

    words = line("请写明理由", f"最多{LONGEST}个字。")


class PaymentForm(CaseForm):
    """缴费: the number of the fiscal receipt."""

    words = line("财政票据号码", "缴款后取得的财政电子票据上的号码；没有的，写缴款日期和方式。")


class OpinionForm(CaseForm):
    """第三方意见."""

    choice = line("是否同意公开")
    words = line("不同意公开的内容和理由", f"最多{LONGEST}个字。同意的可以不填。")


class WithdrawForm(CaseForm):
    """撤回: nothing to fill in."""


class RateForm(CaseForm):
    """评价."""

    satisfaction = line("您对这次服务")
    opinion = line("意见和建议", "最多500个字。请不要写个人信息。")


CHOICES: Final = {
    "kind": KINDS,
    "form": list(FORMS.items()),
    "route": list(ROUTES.items()),
    "id_type": [("", "暂不提供"), *ID_TYPES.items()],
    "choice": [
        (value, ConsultationOutcome(value).label) for value in ("agreed", "partly", "refused")
    ],
}
"""What can be chosen, by field."""
