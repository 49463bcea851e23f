"""What an application states (Art. 29), and nothing more: there is no purpose field.

The 2019 Regulation dropped the "special needs" of 2007; asking for a purpose is not allowed to be
a condition. Identity, what is asked for, the form and way wanted: that is all (PIPL Art. 6, 19).
"""

import re
from dataclasses import dataclass, fields
from typing import Final

from gongkai.rules.foi import applicants

ID_TYPES: Final = {
    "resident_id": "居民身份证",
    "passport": "护照",
    "mainland_permit": "港澳台居民居住证或者来往内地（大陆）通行证",
    "military": "军官证、士兵证",
    "credit_code": "统一社会信用代码证书",
    "other": "其他证件",
}
FORMS: Final = {"paper": "纸质", "electronic": "电子文档", "copy": "抄录或者复制", "read": "查阅"}
"""Form wanted (信息的形式), Art. 29 and 40."""

ROUTES: Final = {
    "post": "邮寄",
    "email": "电子邮件",
    "online": "网上获取",
    "pickup": "自行领取",
    "fax": "传真",
}
"""Way and route of supply (获取方式、途径)."""

LENGTHS: Final = {
    "name": 100,
    "id_number": 40,
    "representative": 40,
    "contact": 40,
    "phone": 40,
    "email": 120,
    "address": 200,
    "postcode": 10,
    "description": 3000,
    "feature": 300,
}
_LABELS: Final = {
    "name": "姓名或者名称",
    "id_number": "证件号码",
    "representative": "法定代表人或者负责人",
    "contact": "联系人",
    "phone": "联系电话",
    "email": "电子邮箱",
    "address": "通信地址",
    "postcode": "邮政编码",
    "description": "所需信息的名称或者内容描述",
    "feature": "文号或者其他便于查询的特征",
}
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE: Final = re.compile(r"[0-9+\-() ]{7,25}", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Applying:
    """An application as it was made. Strings are empty where nothing was given."""

    kind: str = applicants.NATURAL
    name: str = ""
    id_type: str = ""
    id_number: str = ""
    representative: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""
    description: str = ""
    feature: str = ""
    form: str = "electronic"
    route: str = "email"

    def stripped(self) -> "Applying":
        """The same without blanks at the ends."""
        return Applying(**{f.name: getattr(self, f.name).strip() for f in fields(self)})


def problems(applying: Applying) -> dict[str, str]:
    """What is wrong, by field, in Chinese; empty when it can be registered.

    Only what the applicant typed wrongly or what nobody could work without. What Art. 29 asks for
    and is lacking is found by :func:`lacking` and corrected under Art. 30: an application is not
    turned away for it.
    """
    given = applying.stripped()
    faults = {
        name: f"{_LABELS[name]}最多{most}个字，现为{len(getattr(given, name))}个字。"
        for name, most in LENGTHS.items()
        if len(getattr(given, name)) > most
    }
    if given.kind not in applicants.KINDS:
        faults["kind"] = "请选择申请人的类别。"
    if given.form not in FORMS:
        faults["form"] = "请选择希望获取信息的形式。"
    if given.route not in ROUTES:
        faults["route"] = "请选择希望获取信息的方式。"
    if given.id_type and given.id_type not in ID_TYPES:
        faults["id_type"] = "请选择证件类型。"
    return {**_mistyped(given), **faults}


def _mistyped(given: Applying) -> dict[str, str]:
    faults = {}
    if not given.name:
        faults["name"] = "请填写申请人的姓名或者名称。"
    if not given.description:
        faults["description"] = "请写明需要的信息的名称、文号，或者内容描述。"
    if given.email and not _EMAIL.fullmatch(given.email):
        faults["email"] = "电子邮箱的写法不对，请写成 name@example.com 的样子。"
    if given.phone and not _PHONE.fullmatch(given.phone):
        faults["phone"] = "联系电话只能有数字、空格和 + - ( )，请核对。"
    return faults


def lacking(applying: Applying, *, has_proof: bool) -> dict[str, str]:
    """What Art. 29 asks for and is not there, by field: to be asked for under Art. 30.

    has_proof: an identity proof came with it.
    """
    given = applying.stripped()
    found = {}
    if not has_proof and not given.id_number:
        found["id_number"] = "没有身份证明（证件号码或者证件复印件）。"
    if not (given.phone or given.email or given.address):
        found["phone"] = "没有联系方式。"
    if given.route == "email" and not given.email:
        found["email"] = "选择用电子邮件获取，但没有电子邮箱。"
    if given.route == "post" and not given.address:
        found["address"] = "选择邮寄，但没有通信地址。"
    if not applicants.is_person(given.kind) and not (given.representative or given.contact):
        found["contact"] = "没有法定代表人、负责人或者联系人的姓名。"
    return found


def masked_name(name: str, kind: str = applicants.NATURAL) -> str:
    """The name as lists show it: a person keeps the first sign, an organisation its ends.

    Empty for an empty name.
    """
    name = name.strip()
    if applicants.is_person(kind) or len(name) <= 4:
        return name[:1] + "*" * min(len(name[1:]), 2)
    return f"{name[:2]}***{name[-2:]}"


def masked_number(number: str) -> str:
    """A document number as it may be shown beside a case: two signs, stars, three signs."""
    number = number.strip()
    if len(number) < 8:
        return "*" * len(number)
    return f"{number[:2]}{'*' * (len(number) - 5)}{number[-3:]}"


def masked_phone(phone: str) -> str:
    """A telephone number with three and four digits left (handbook 5.6)."""
    digits = re.sub(r"\D", "", phone)
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) >= 9 else "*" * len(digits)
