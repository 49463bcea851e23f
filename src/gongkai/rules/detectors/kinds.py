"""The kinds of finding: what each is, how grave, why it matters and what to do about it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from gongkai.rules.tables import Row, Table


class Level(StrEnum):
    """``hard`` stops the release until it is cleared; ``soft`` is for a person to look at."""

    HARD = "hard"
    SOFT = "soft"


class Kind(StrEnum):
    """What was found. The values are the words of ``gongkai scan`` and never change."""

    ID_CARD = "id_card"
    ID_CARD_15 = "id_card_15"
    BANK_CARD = "bank_card"
    MOBILE = "mobile"
    LANDLINE = "landline"
    ADDRESS = "address"
    MINOR = "minor"
    HEALTH = "health"
    SECRET_MARK = "secret_mark"  # noqa: S105
    INTERNAL_MARK = "internal_mark"
    NOT_FOR_RELEASE_MARK = "not_for_release_mark"
    PLATE = "plate"
    EMAIL = "email"
    QQ = "qq"
    WECHAT = "wechat"
    SOCIAL_SECURITY_CARD = "social_security_card"
    HIDDEN_CONTENT = "hidden_content"
    SENSITIVE_STATUS = "sensitive_status"
    SECRET_WORD = "secret_word"  # noqa: S105
    PROCESS_DOCUMENT = "process_document"
    BUSINESS_SECRET = "business_secret"  # noqa: S105
    STABILITY = "stability"
    BULK = "bulk"
    WORD_LIST = "word_list"


@dataclass(frozen=True)
class Finding:
    """One finding: ``text`` is what stands from ``start`` to ``end`` (characters, end not
    included) of the text that was scanned. ``note`` is the note of the town's own word list.
    """

    kind: Kind
    level: Level
    start: int
    end: int
    text: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class KindRow(Row):
    """A kind for people.

    maskable: masking (handbook 5.6) clears it. quarantines: the file is set aside at once and
    the 24-hour task is opened (handbook 5.2). printed: ``gongkai scan`` prints it by default.
    """

    level: Level
    explanation: str
    remedy: str
    maskable: bool = False
    quarantines: bool = False
    printed: bool = True


_PERSONAL: Final = (
    "《个人信息保护法》第二十五条、第二十八条；《政府信息公开条例》第十五条；手册 5.4"
)
_SECRECY: Final = (
    "《保守国家秘密法》第二十二条、第三十五条；《保守国家秘密法实施条例》第四十二条；手册 5.4"
)
_PROCESS: Final = "《政府信息公开条例》第十六条；手册 5.4"


def _number(kind: Kind, name: str, explanation: str, remedy: str) -> KindRow:
    return KindRow(
        code=kind,
        name=name,
        level=Level.HARD,
        explanation=explanation,
        remedy=remedy,
        source=_PERSONAL,
        maskable=True,
    )


def _contact(kind: Kind, name: str, explanation: str) -> KindRow:
    return KindRow(
        code=kind,
        name=name,
        level=Level.SOFT,
        explanation=explanation,
        remedy="请核对是否属于个人；属于个人的，请脱敏或者删除。",
        source=_PERSONAL,
        maskable=True,
    )


def _topic(kind: Kind, name: str, explanation: str, remedy: str, source: str) -> KindRow:
    return KindRow(
        code=kind,
        name=name,
        level=Level.SOFT,
        explanation=explanation,
        remedy=remedy,
        source=source,
        printed=False,
    )


KINDS: Final = Table(
    name="公开前检查项目",
    source="手册 5.4（检查项目）、5.6（脱敏）；《个人信息保护法》；《保守国家秘密法》",
    effective_from=date(2021, 11, 1),
    effective_to=None,
    evidence="SEEN（密级标志形式、个人信息保护法）；RECALL（其余词语）",
    rows=(
        _number(
            Kind.ID_CARD,
            "身份证号码",
            "这里有完整的公民身份号码，可以直接识别到个人。",
            "请删除；确需保留的，只留前两位和后三位，其余用星号代替。",
        ),
        _number(
            Kind.ID_CARD_15,
            "身份证号码（15 位）",
            "这里有 15 位旧身份证号码，可以直接识别到个人。",
            "请删除；确需保留的，只留前两位和后三位，其余用星号代替。",
        ),
        _number(
            Kind.BANK_CARD,
            "银行卡号、账号",
            "这里有完整的银行卡号或者账号，公开后可能造成财产损失。",
            "请删除，或者只留后四位，其余用星号代替。",
        ),
        _number(
            Kind.MOBILE,
            "手机号码",
            "这里有完整的手机号码。个人的手机号码不应公开。",
            "请改为办公电话，或者只留前三位和后四位，中间用星号代替。",
        ),
        _number(
            Kind.LANDLINE,
            "个人固定电话",
            "这里有个人或者家庭的固定电话。",
            "请删除，或者只留前三位，其余用星号代替；单位的公开电话可以保留。",
        ),
        KindRow(
            code=Kind.ADDRESS,
            name="家庭住址",
            level=Level.SOFT,
            explanation="这里的地址具体到组、号或者室，可能是个人住址。",
            remedy="请只写到村、社区；办公地址可以保留。",
            source=_PERSONAL,
            maskable=True,
        ),
        _number(
            Kind.MINOR,
            "未成年人信息",
            "这里可以识别到具体的未成年人。不满十四周岁的未成年人个人信息属于敏感个人信息。",
            "请删除姓名和其他能识别到本人的内容，不公开未成年人姓名。",
        ),
        _number(
            Kind.HEALTH,
            "健康状况",
            "这里把具体个人同疾病、残疾等情况联系在一起，属于敏感个人信息。",
            "请删除疾病、残疾等原因。",
        ),
        KindRow(
            code=Kind.SECRET_MARK,
            name="密级标志",
            level=Level.HARD,
            explanation="这里有国家秘密标志。本系统不得存储、处理涉密内容。",
            remedy="请立即停止操作，不要转发，马上报告保密工作机构。",
            source=_SECRECY,
            quarantines=True,
        ),
        KindRow(
            code=Kind.INTERNAL_MARK,
            name="内部标志",
            level=Level.HARD,
            explanation="这里写明属于内部资料或者不得外传。",
            remedy="请不要公开；确可公开的，由保密工作机构作出书面决定。",
            source=_SECRECY,
        ),
        KindRow(
            code=Kind.NOT_FOR_RELEASE_MARK,
            name="不公开标注",
            level=Level.HARD,
            explanation="这里写明不予公开或者依申请公开，不能主动公开。",
            remedy="请核对公开属性；可以主动公开的，先按程序变更公开属性。",
            source="《政府信息公开条例》第十四条至第十六条；手册 5.4、9.4",
        ),
        _contact(Kind.PLATE, "车牌号码", "这里有完整的车牌号码。"),
        _contact(Kind.EMAIL, "电子邮箱", "这里有电子邮箱地址，可能是个人邮箱。"),
        _contact(Kind.QQ, "QQ 号码", "这里有 QQ 号码，可能属于个人。"),
        _contact(Kind.WECHAT, "微信号", "这里有微信号，可能属于个人。"),
        _number(
            Kind.SOCIAL_SECURITY_CARD,
            "社会保障卡号",
            "这里有社会保障卡号或者医保卡号。",
            "请删除，或者只留后三位，其余用星号代替。",
        ),
        KindRow(
            code=Kind.HIDDEN_CONTENT,
            name="隐藏内容",
            level=Level.HARD,
            explanation="这里有平时看不见、公开后别人却能读到的内容。",
            remedy="请删除隐藏的内容，另存一份干净的文件再上传。",
            source="手册 5.4",
        ),
        KindRow(
            code=Kind.SENSITIVE_STATUS,
            name="救助、信访等敏感情况",
            level=Level.HARD,
            explanation="这里把具体个人同救助、涉毒、信访、矫正等情况联系在一起，属于敏感个人信息。",
            remedy="请删除姓名；救助名单只在村（社区）范围内公布。",
            source=_PERSONAL,
            maskable=True,
            printed=False,
        ),
        _topic(
            Kind.SECRET_WORD,
            "密级字样",
            "这里出现“绝密”“机密”“秘密”字样，没有密级标志。",
            "请核对是否来自涉密文件；普通用语可以保留。",
            _SECRECY,
        ),
        _topic(
            Kind.PROCESS_DOCUMENT,
            "过程性信息",
            "这里像是讨论稿、请示、会议记录等过程性或者内部事务信息。",
            "请核对是否为最终文本；依法可以不公开的，请变更公开属性。",
            _PROCESS,
        ),
        _topic(
            Kind.BUSINESS_SECRET,
            "商业秘密",
            "这里可能涉及企业的商业秘密。",
            "请书面征求第三方意见后再决定是否公开。",
            "《政府信息公开条例》第十五条、第三十二条；手册 5.4",
        ),
        _topic(
            Kind.STABILITY,
            "三安全一稳定",
            "这里可能涉及国家安全、公共安全、经济安全或者社会稳定。",
            "请同有关部门核对后再决定是否公开。",
            "《政府信息公开条例》第十四条；手册 5.4",
        ),
        _topic(
            Kind.BULK,
            "成批个人信息",
            "这张表有多行、多项能识别到个人的内容。",
            "请先做个人信息保护影响评估，并按最小必要删减。",
            "《个人信息保护法》第六条、第五十五条；手册 5.4",
        ),
        _topic(
            Kind.WORD_LIST,
            "本地词库",
            "这里出现了本单位词库中的词语。",
            "请按词库说明核对表述。",
            "手册 5.4",
        ),
    ),
)

LEVELS: Final = {Kind(row.code): row.level for row in KINDS}

COMMAND_KINDS: Final = frozenset(Kind(row.code) for row in KINDS if row.printed)
