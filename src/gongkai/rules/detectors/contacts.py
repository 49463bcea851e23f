"""Mailboxes, QQ and WeChat numbers, social security cards and number plates."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from string import digits
from typing import Final

from gongkai.rules.detectors.checks import birth_date
from gongkai.rules.detectors.kinds import Kind
from gongkai.rules.detectors.pairs import matches, pairs
from gongkai.rules.detectors.triggers import Found, Page
from gongkai.rules.detectors.vocabulary import words

_MAILBOX_LEFT: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._%+\-]{0,62}[A-Za-z0-9_\-])?\s?$")
_MAILBOX_RIGHT: Final = re.compile(
    r"\s?[A-Za-z0-9](?:[A-Za-z0-9\-]{0,40}[A-Za-z0-9])?(?:\s?\.\s?[A-Za-z0-9\-]{2,20}){1,4}"
)
_GOVERNMENT: Final = re.compile(
    r"(?:^|\.)(?:gov|beijing|tianjin|hebei|shanxi|neimenggu|nmg|liaoning|jilin|heilongjiang|"
    r"shanghai|jiangsu|"
    r"zhejiang|anhui|fujian|jiangxi|shandong|henan|hubei|hunan|guangdong|guangxi|hainan|"
    r"chongqing|"
    r"sichuan|guizhou|yunnan|xizang|shaanxi|gansu|qinghai|ningxia|xinjiang)\.cn$",
    re.IGNORECASE,
)
_PUBLIC_MAILBOX: Final = re.compile(
    r"(?:监督|举报|投诉|办公|单位|公务|政务|官方|公共|公开|机关|征集|意见|建议|咨询|受理|"
    r"部门|办公室|中心|政府|服务|技术支持|客服|售后|代理|招标|采购|企业|公司|业务|合作社)"
    r"[^，。；;\n]{0,6}(?:邮箱|邮件|信箱|E-?mail)[^，。；;\n]{0,4}$",
    re.IGNORECASE,
)
AT: Final = ("@", "[at]", "(at)", "［at］", "（at）")


def mailbox(page: Page, start: int, end: int) -> Iterable[Found]:
    """A mailbox, except those of the government and those named as a public one."""
    right = _MAILBOX_RIGHT.match(page.text, end)
    if right is None or _GOVERNMENT.search(right[0].replace(" ", "")):
        return ()
    return _private_mailbox(page, start, right)


def _private_mailbox(page: Page, start: int, right: re.Match[str]) -> Iterator[Found]:
    left = _MAILBOX_LEFT.search(page.text, max(start - 65, 0), start)
    if left is None:
        return
    if _PUBLIC_AFTER.match(page.text, right.end()) or _ROLE_MAILBOX.match(page.text, left.start()):
        return
    before = page.text[max(left.start() - 20, 0) : left.start()]
    if page.text[left.start() - 1 : left.start()] not in MASKS and not _PUBLIC_MAILBOX.search(
        before
    ):
        yield Kind.EMAIL, left.start(), right.end()


_PUBLIC_AFTER: Final = re.compile(
    r"\s?[（(][^（）()\n]{0,24}(?:公务|政府|办公室|官方|单位|中心|编辑部|报社|委员会|[局所站])[^（）()\n]{0,6}[）)]"
)
_ROLE_MAILBOX: Final = re.compile(
    r"(?:service|info|admin|webmaster|support|kefu|office|contact|sales|hr|tousu|jubao|hotline)"
    r"\s?@(?!(?:qq|163|126|139|189|sina|sohu|foxmail|gmail|outlook|hotmail|yeah|aliyun|21cn)\.)",
    re.IGNORECASE,
)
MASKS: Final = frozenset("*＊×●○•")

QQ: Final = ("QQ", "Q Q", "q q", "qq", "Qq", "扣扣", "企鹅号")
_QQ_NUMBER: Final = re.compile(
    r"\s?(?:[/／、或和（(]?微信(?:同号)?[）)]?)?(?:号码?|联系|账号|帐号|_?(?:no|num|number|id|"
    r"code))?[为是]?[\"'“”]{0,2}[：:\s|（(=>]{0,4}[\"'“]?"
    r"([1-9一二三四五六七八九](?:[ \u3000-]?[\d〇零一二三四五六七八九]){4,11})(?![\d@])"
)


_QQ_BEFORE: Final = re.compile(r"(?<!\d)([1-9]\d{4,10})\s?[（(]\Z")


def qq(page: Page, start: int, end: int) -> Iterator[Found]:
    """The number after QQ; numbers of groups belong to nobody."""
    number = _QQ_NUMBER.match(page.text, end)
    if number is None and page.text[end : end + 1] in {"）", ")"}:
        number = _QQ_BEFORE.search(page.text, max(start - 16, 0), start)
    if number is not None:
        yield Kind.QQ, number.start(1), number.end(1)


WECHAT: Final = (
    *words("wechat"),
    "V 信",
    "v 信",
    "微 信",
    "微　信",
    "加 V 信",
    "加 v 信",
    "加V信",
    "加v信",
    "加 微信",
    "加 V",
    "加 v",
    "V　信",
)
_WECHAT_NAME: Final = re.compile(
    r"\s?(?:号码?|_?(?:ID|id|Id|no|num|number|account)|账号|帐号|联系)?[为是]?[）)]?[\"'“”]{0,2}"
    r"[：:\s|（(=>]{0,4}[\"'“]?([A-Za-z][A-Za-z0-9_\-]{5,19})"
    r"(?![A-Za-z0-9_\-@.])"
)
_PUBLIC_ACCOUNT: Final = re.compile(
    r"(?:公众号|服务号|订阅号|小程序)[^。；;\n]{0,24}\Z|(?:官方|政务)[^。；;，\n]{0,8}\Z"
)
_WXID: Final = re.compile(r"wxid_[A-Za-z0-9]{6,20}")


def wechat(page: Page, start: int, end: int) -> Iterator[Found]:
    """The name of a WeChat account after its label; 公众号 and 小程序 have other labels."""
    text = page.text
    own = _WXID.match(text, start)
    if own is not None:
        yield Kind.WECHAT, start, own.end()
        return
    if (
        text[start].isascii()
        and text[start - 1 : start].isascii()
        and text[start - 1 : start].isalnum()
    ):
        return
    if _PUBLIC_ACCOUNT.search(text, max(start - 30, 0), start):
        return
    name = _WECHAT_NAME.match(text, end)
    if name is not None:
        yield Kind.WECHAT, name.start(1), name.end(1)


SOCIAL_SECURITY: Final = (
    "社保", "社会保障", "社会保险", "医保", "医疗保险", "合作医疗", "新农合", "合疗", "医疗证",
    "sbk", "SBK", "shbzk", "ssc", "social_security", "socialSecurity",
)  # fmt: skip
_CARD_NUMBER: Final = re.compile(
    r"\s?(?:卡|证|个人|人员)?\s?(?:卡|证)?\s?(?:号码|编号|号|卡)[为是]?[：:\s|（(]{0,4}"
    r"((?:[A-Za-z]\s?)?\d(?:[ -]?\d){7,19}[Xx]?)(?![\dA-Za-z])"
)
_CARD_LATER: Final = re.compile(
    r"(?:[^。]{0,90}?[卡证]号码?[为是]?[：:\s]{0,3}|[^。\n\d]{0,20}(?<![0-9A-Za-z]))"
    r"([A-Za-z]\d{7}[\dXx])(?![\dA-Za-z])"
)
_CARD_KEY: Final = re.compile(
    r"(?:kh|_?(?:no|num|number|id|card))?[\"']?\s?[=:：>]\s?[\"']?([A-Za-z]\d{7}[\dXx])\b"
)


def _is_identity(number: str, day: date) -> bool:
    return len(number) == 18 and number[:17].isdigit() and birth_date(number, day) is not None


def social_security(page: Page, start: int, end: int) -> Iterator[Found]:
    """The number after 社保卡号, 医保卡号 and the like."""
    number = _CARD_NUMBER.match(page.text, end) or _CARD_LATER.match(page.text, end)
    number = number or _CARD_KEY.match(page.text, end)
    if number is not None and not _is_identity(number[1], page.day):
        yield Kind.SOCIAL_SECURITY_CARD, number.start(1), number.end(1)


_REGIONS: Final = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵黔云滇藏陕甘青宁新"
_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"
PLATES: Final = (
    *pairs(_REGIONS, _LETTERS + _LETTERS.lower()),
    *pairs(_REGIONS, " ", _LETTERS + _LETTERS.lower()),
    "WJ",
    *pairs("使", digits),
)
_GAP: Final = r"[ \u3000·•・.|\t\-]{0,2}"
_PLATE: Final = re.compile(
    rf"(?:[A-HJ-NP-Za-hj-np-z](?:(?<=[{_REGIONS}].)|(?<=[{_REGIONS}] .)){_GAP}"
    rf"(?:(?:[A-HJ-NP-Za-hj-np-z0-9] ?){{4}}(?:[学警港澳挂试超领使]|"
    rf"[A-HJ-NP-Za-hj-np-z0-9]{{1,2}}))"
    rf"|WJ\s?[{_REGIONS}]?{_GAP}\d{{4}}[\dA-Z]|使\d{{6}})(?![A-Za-z0-9\-]|\.\d)"
)


def plates(page: Page) -> Iterator[Found]:
    """Number plates (GA 36-2018), with the dot, blanks and small letters of everyday use."""
    for match in matches(_PLATE, page.text, sorted(_plate_places(page))):
        if sum(sign.isdigit() for sign in match[0]) >= 2:
            yield Kind.PLATE, _plate_start(page.text, match), match.end()


def _plate_places(page: Page) -> Iterator[int]:
    """Where the expression for plates begins: after the province, if that stands there."""
    text = page.text
    for place in page.begins.plate:
        if text[place] in "W使":
            yield place
        else:
            yield place + (2 if text[place + 1] == " " else 1)


def _plate_start(text: str, match: re.Match[str]) -> int:
    if match[0][0] in {"W", "使"}:
        return match.start()
    return match.start() - (2 if text[match.start() - 1] == " " else 1)
