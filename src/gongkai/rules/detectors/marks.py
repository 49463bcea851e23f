"""Marks on documents: secret (handbook 5.4 M1), internal, not for release."""

import re
from collections.abc import Iterator
from typing import Final

from gongkai.rules.detectors.kinds import Kind
from gongkai.rules.detectors.triggers import Found, Page

STARS: Final = ("★", "☆", "⭐", "✩", "✭", "✮", "✯", "✰", "⋆")
_GRADE: Final = re.compile(r"[绝机秘]\s{0,4}密\s{0,6}$")
_PERIOD: Final = re.compile(
    r"\s{0,4}(?:[\d一二三四五六七八九十]{1,3}\s?(?:年|个?月|日|天)|长\s?期|永\s?久|启\s?用\s?前|公\s?布\s?前)?"
)
_GRADE_VALUE: Final = re.compile(
    r"\s{0,4}(?:等级|级别)?\s{0,4}[：:\t|]\s{0,4}(?:绝\s?密|机\s?密|秘\s?密)"
    r"(?=$|[\s★☆*＊，。；,;|)）\d])(?:\s{0,3}[★☆*＊])?"
    r"(?:\s{0,3}(?:\d{1,2}\s?年|长期))?"
)
GRADES: Final = ("密级", "密 级", "密　级")


def secret_star(page: Page, start: int, end: int) -> Iterator[Found]:
    """A star after 绝密, 机密 or 秘密, with the period of secrecy if one stands there."""
    grade = _GRADE.search(page.text, max(start - 14, 0), start)
    period = _PERIOD.match(page.text, end)
    if grade is not None and period is not None:
        yield Kind.SECRET_MARK, grade.start(), period.end() if period[0].strip() else end


def secret_grade(page: Page, start: int, end: int) -> Iterator[Found]:
    """密级 with its value is the mark of a form, star or not."""
    value = _GRADE_VALUE.match(page.text, end)
    if value is not None:
        yield Kind.SECRET_MARK, start, value.end()


INTERNAL: Final = (
    "内部资料", "内部文件", "内部材料", "内部使用", "内部参考", "内部参阅", "内部传阅", "内部掌握",
    "内部刊物", "内部文稿", "内部交流", "内部讨论", "内部发行", "内部事项", "内部信息", "内部阅读",
    "内部学习", "内 部", "内　部", "工作秘密", "注意保存", "注意保密", "会后收回", "会后退回", "会后交回",
    "会后请收回", "会后请交回", "会后请退回", "阅后收回", "阅后退回", "阅后即焚", "用后收回", "会后回收",
    "不得外传", "请勿外传", "严禁外传", "禁止外传", "勿外传", "不外传", "不要外传", "切勿外传",
    "不得外泄", "请勿外泄", "严禁外泄", "不得转发", "请勿转发", "严禁转发", "不得翻印", "请勿扩散",
    "不得扩散", "严禁扩散",
)  # fmt: skip
_THING: Final = (
    r"(?:本|此|该|以上|以下|上述)?(?:次|份)?(?:会议|培训|座谈会|党委会|讲话|汇报)?"
    r"(?:文件|资料|材料|件|文稿|稿|表|名单|名册|通知|纪要|文|内容|信息|数据|简报|清单)?"
)
_INTERNAL_WORDS: Final = (
    r"(?:内\s{0,3}部\s{0,3}(?:资\s{0,3}料|文\s{0,3}件|材料|使用|参考|参阅|传阅|掌握|刊物|文稿|交流|讨论|发行|事项|信息|"
    r"阅读|学习)|工作秘密|注意保[存密]|(?:会|阅|用)后(?:请|一律|须|应|由专人|统一|予以|即)?(?:收回|退回|交回|回收|即焚)|"
    r"(?:不得|请勿|严禁|禁止|不要|切勿|勿|不)(?:对外|擅自|随意|私自)?(?:外传|外泄|转发|翻印|扩散|复印|传播))"
)
_INTERNAL_MARK: Final = re.compile(
    rf"{_THING}(?:为|系|是|属于?|均为|均属|仅供|仅限|只供|限|供|请|未经(?:批准|许可|允许|同意)|严格)?"
    rf"(?:本?(?:机关|单位|部门|镇|系统|会议|工作人员))?{_INTERNAL_WORDS}"
    rf"(?:[，,、\s·]{{0,4}}(?:请|妥善|严格|切勿|和)?{_INTERNAL_WORDS})*"
    r"(?:\s{0,3}[★☆*＊]?\s{0,3}(?:\d{1,2}\s?年|长期|\d{1,2}个月)?|使用|范围|阅[读知])?"
)
_EDGE: Final = "。；;！!？?\n\r\t|（）()【】[]《》〈〉<>：:，,"
_CLAUSE_LEFT: Final = re.compile(r"[。；;！!？?\n\r\t|（）()【】\[\]《》〈〉<>：:，,“”「」★☆]|\s{2,}")
_CLAUSE_RIGHT: Final = re.compile(
    r"[。；;！!？?\n\r\t|（）()【】\[\]《》〈〉<>：:，,“”「」★☆]|\s{2,}|$"
)


def internal(page: Page, start: int, end: int) -> Iterator[Found]:
    """The words of a mark where they make up a whole clause, as marks do; rules about such
    documents use the same words inside of longer sentences.
    """
    left, right = _clause(page.text, start, end)
    clause = page.text[left:right]
    bare = clause.strip()
    if not _INTERNAL_MARK.fullmatch(bare) or _quoted(page.text, left, right):
        return
    begin = left + clause.find(bare)
    yield Kind.INTERNAL_MARK, begin, begin + len(bare)


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    floor = max(start - 40, 0)
    left = floor
    for edge in _CLAUSE_LEFT.finditer(text, floor, start):
        left = edge.end()
    right = _CLAUSE_RIGHT.search(text, end, min(end + 40, len(text)))
    return left, right.start() if right else end


def _quoted(text: str, left: int, right: int) -> bool:
    return text[left - 1 : left] in {"“", "「", "《"} and text[right : right + 1] in {"”", "」", "》"}


RELEASE: Final = (
    "不公开", "不予公开", "依申请公开", "不得公开", "不宜公开", "不对外公开", "不主动公开", "暂不公开",
    "请勿公开", "禁止公开", "不上网", "不得上网", "不予发布", "不公开发布", "不得公开发布", "免予公开",
)  # fmt: skip
_RELEASE_WORDS: Final = (
    r"(?:不予?公开(?:发布)?|依申请公开|不(?:得|宜)(?:对外)?(?:公开|上网)(?:发布)?|不对外公开|不主动公开|暂不公开|"
    r"请勿(?:对外)?公开|禁止公开|不上网(?:公开|发布)?|不予发布|免予公开)"
)
_RELEASE_MARK: Final = re.compile(
    rf"(?:此|本|该)(?:件|文件?|通知|材料|资料|信息|表|稿)(?:属于?|为|系|按|拟)?{_RELEASE_WORDS}"
)
_PROPERTY: Final = re.compile(
    rf"(?:公开(?:属性|方式|类型|形式|选项|类别|性质|范围)|信息属性|是否公开)\s{{0,3}}[：:\t|]?\s{{0,3}}"
    rf"[☑√✓■]?\s?(?P<value>{_RELEASE_WORDS})(?=$|[\s。；;，,|)）（(\]】])"
)


def not_for_release(page: Page, start: int, end: int) -> Iterator[Found]:
    """（此件不公开） and the value of 公开属性; the same words in rules and replies are no mark."""
    text = page.text
    for mark in _RELEASE_MARK.finditer(text, max(start - 10, 0), min(end + 4, len(text))):
        yield Kind.NOT_FOR_RELEASE_MARK, mark.start(), mark.end()
        return
    for found in _PROPERTY.finditer(text, max(start - 16, 0), min(end + 6, len(text))):
        yield Kind.NOT_FOR_RELEASE_MARK, found.start(), found.end()
        return
    left, right = _clause(text, start, end)
    bracketed = text[left - 1 : left] in {"（", "(", "【", "["}
    if bracketed and text[right : right + 1] in {"）", ")", "】", "]"}:
        if re.fullmatch(_RELEASE_WORDS, text[left:right].strip()) and _ends_line(text, right + 1):
            yield Kind.NOT_FOR_RELEASE_MARK, left, right


def _ends_line(text: str, at: int) -> bool:
    return text[at : at + 2].strip() == "" or text[at : at + 1] == "\n"
