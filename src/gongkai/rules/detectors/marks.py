"""Marks on documents: secret (handbook 5.4 M1), internal, not for release."""

import re
from collections.abc import Iterator
from typing import Final

from gongkai.rules.detectors.kinds import Kind
from gongkai.rules.detectors.triggers import Found, Page
from gongkai.rules.detectors.vocabulary import words

STARS: Final = ("★", "☆", "⭐", "✩", "✭", "✮", "✯", "✰", "⋆")
_GRADE: Final = re.compile(r"(?<!工作)(?<!商业)[绝机秘]\s{0,4}密[】\]）)]?\s{0,6}$")
_GAPS: Final = re.compile(r"\s+")
_NO_STATE: Final = frozenset({"工作", "商业"})
_PERIOD: Final = re.compile(
    r"\s{0,4}(?:[\d一二三四五六七八九十]{1,3}\s?(?:年|个?月|日|天)|长\s?期|永\s?久|"
    r"启\s?用\s?前|公\s?布\s?前)?"
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
    if (
        grade
        and _GAPS.sub("", page.text[max(grade.start() - 8, 0) : grade.start()])[-2:] in _NO_STATE
    ):
        return
    period = _PERIOD.match(page.text, end)
    if grade is not None and period is not None:
        yield Kind.SECRET_MARK, grade.start(), period.end() if period[0].strip() else end


def secret_grade(page: Page, start: int, end: int) -> Iterator[Found]:
    """密级 with its value is the mark of a form, star or not."""
    value = _GRADE_VALUE.match(page.text, end)
    if value is not None:
        yield Kind.SECRET_MARK, start, value.end()


def _spread(word: str) -> str:
    """A pattern for a word whose characters may stand apart, as in headings."""
    return r"\s{0,3}".join(word)


def _with_gaps(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(gap.join(word) for word in words for gap in ("", " ", "\u3000", "  "))


_KINDS_OF_INTERNAL: Final = words("internal")
INTERNAL: Final = _with_gaps(
    (
        *(f"内部{thing}" for thing in _KINDS_OF_INTERNAL),
        *(
            "工作秘密",
            "注意保存",
            "注意保密",
            "收回",
            "退回",
            "交回",
            "回收",
            "即焚",
            "外传",
            "外泄",
        ),
        *("不得转发", "请勿转发", "严禁转发", "禁止转发", "扩散", "翻印", "对外提供"),
    )
)
_SPREAD_INTERNAL: Final = "|".join(
    [_spread(f"内部{thing}") for thing in _KINDS_OF_INTERNAL]
    + [_spread(word) for word in ("工作秘密", "注意保存", "注意保密")]
)
_INTERNAL_WORDS: Final = (
    rf"(?:{_SPREAD_INTERNAL}|[会阅用]\s{{0,3}}后\s{{0,3}}(?:请|一律|须|应|由专人|统一|予以|"
    rf"即)?\s{{0,3}}(?:收\s{{0,3}}回|退\s{{0,3}}回|交\s{{0,3}}回|"
    r"回\s{0,3}收|即焚)|(?:不\s{0,3}得|请\s{0,3}勿|严禁|禁止|不要|切勿|勿|不)\s{0,3}(?:对外|"
    r"擅自|随意|私自|向外|(?:复制|复印|摘抄|翻拍|拍照|录音|转发|转载|泄露|扩散|传播)[、和或及与]?){0,4}\s{0,3}"
    r"(?:外\s{0,3}传|外\s{0,3}泄|转发|翻印|扩散|复印|传播|对外提供))"
)
_THING: Final = (
    r"(?:本|此|该|以上|以下|上述|有关)?(?:次|份)?(?:会议|培训|座谈会|党委会|讲话|汇报)?"
    r"(?:文件|资料|材料|件|文稿|稿|表|名单|名册|通知|纪要|文|内容|信息|数据|简报|清单|情况)?"
)
_INTERNAL_MARK: Final = re.compile(
    rf"{_THING}(?:为|系|是|属于?|均为|均属|仅供|仅限|只供|限|供|请|未经(?:批准|许可|允许|"
    rf"同意)|严格)?"
    rf"(?:本?(?:机关|单位|部门|镇|系统|会议|工作人员))?{_INTERNAL_WORDS}"
    rf"(?:[、\s·•/—-]{{0,4}}(?:请|妥善|严格|切勿|和)?{_INTERNAL_WORDS})*"
    r"(?:\s{0,3}[★☆*＊]?\s{0,3}(?:\d{1,2}\s?年|长期|\d{1,2}个月)?|使用|范围|阅[读知])?"
)
_MORE_MARKS: Final = re.compile(rf"(?:[，,；;]\s?(?:请)?{_INTERNAL_WORDS})+")
_EDGES: Final = r"。；;！!？?\n\r\t|（）()〔〕【】\[\]《》〈〉<>：:，,“”「」★☆"
_CLAUSE_LEFT: Final = re.compile(
    rf"[★☆]\s{{0,3}}(?:\d{{1,2}}\s?(?:年|个?月)|长期|永久)\s{{0,3}}|[{_EDGES}]|\s{{2,}}|[—-]{{2,}}"
)
_CLAUSE_RIGHT: Final = re.compile(rf"[{_EDGES}]|\s{{2,}}|[—-]{{2,}}|$")


def internal(page: Page, start: int, end: int) -> Iterator[Found]:
    """The words of a mark where they make up a whole clause, as marks do; rules about such
    documents use the same words inside of longer sentences.
    """
    left, right = _clause(page.text, start, end)
    if _quoted(page.text, left, right):
        return
    mark = _mark_in(page.text, left, right, start)
    if mark is not None:
        more = _MORE_MARKS.match(page.text, mark[1])
        yield Kind.INTERNAL_MARK, mark[0], more.end() if more else mark[1]


def _mark_in(text: str, left: int, right: int, at: int) -> tuple[int, int] | None:
    """The mark that is a clause, or stands in its line beside a title and a blank."""
    bare = text[left:right].strip()
    begin = text.find(bare, left)
    if _INTERNAL_MARK.fullmatch(bare):
        return begin, begin + len(bare)
    head = _MARK_AND_TITLE.match(bare) if _starts_line(text, begin) else None
    if head is not None and at < begin + head.end("mark"):
        return begin, begin + head.end("mark")
    tail = _TITLE_AND_MARK.fullmatch(bare) if _ends_line(text, right) else None
    return (begin + tail.start("mark"), begin + len(bare)) if tail else None


_MARK_AND_TITLE: Final = re.compile(
    rf"(?P<mark>{_INTERNAL_WORDS}(?:[ \u3000、]{_INTERNAL_WORDS})*)[ \u3000]"
)


_TITLE_AND_MARK: Final = re.compile(rf"[^，、]{{2,24}}[ \u3000](?P<mark>{_INTERNAL_MARK.pattern})")


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    floor = max(start - 40, 0)
    left = floor
    for edge in _CLAUSE_LEFT.finditer(text, floor, start):
        left = edge.end()
    right = _CLAUSE_RIGHT.search(text, end, min(end + 40, len(text)))
    return left, right.start() if right else end


def _quoted(text: str, left: int, right: int) -> bool:
    return text[left - 1 : left] in {"“", "「", "《"} and text[right : right + 1] in {
        "”",
        "」",
        "》",
    }


RELEASE: Final = _with_gaps(
    (
        *(
            "不公开",
            "不予公开",
            "依申请公开",
            "不得公开",
            "不宜公开",
            "不对外公开",
            "不主动公开",
            "暂不公开",
        ),
        *("此件", "本件", "请勿公开", "禁止公开", "不上网", "不得上网", "不予发布", "免予公开"),
    )
)
_RELEASE_WORDS: Final = (
    r"(?:不\s{0,3}(?:予\s{0,3})?(?:对外)?公\s{0,3}开(?:发布)?|依\s{0,3}申\s{0,3}请\s{0,3}公\s{0,3}开|"
    r"不(?:得|宜)(?:对外)?(?:公开|上网)(?:发布)?|不(?:对外|予|得|宜)公布|不对外公开|不主动公开|暂不公开|"
    r"请勿(?:对外)?公开|禁止公开|不上网(?:公开|发布)?|不予发布|免予公开)"
)
_RELEASE_MARK: Final = re.compile(
    r"(?:此|本|该)\s{0,3}(?:件|文件?|通知|材料|资料|信息|表|稿)\s{0,3}(?:属于?|为|系|按|拟)?"
    rf"{_RELEASE_WORDS}"
)
_PROPERTY: Final = re.compile(
    r"(?:公开(?:属性|方式|类型|形式|选项|类别|性质|范围)|信息属性|是否公开)[\"'”]?\s{0,3}[：:\t|=>"
    r"]?\s{0,3}[\"'“]?"
    rf"[☑√✓■]?\s?{_RELEASE_WORDS}(?=$|[\s。；;，,|)）（(\]】\"'”<])"
)


def not_for_release(page: Page, start: int, end: int) -> Iterator[Found]:
    """（此件不公开） and the value of 公开属性; the same words in rules and replies are no mark."""
    text = page.text
    mark = _RELEASE_MARK.search(text, max(start - 18, 0), min(end + 12, len(text)))
    mark = mark or _PROPERTY.search(text, max(start - 16, 0), min(end + 6, len(text)))
    if mark is not None:
        yield Kind.NOT_FOR_RELEASE_MARK, mark.start(), mark.end()
        return
    left, right = _clause(text, start, end)
    if _stands_alone(text, left, right) and _RELEASE_ALONE.fullmatch(text[left:right].strip()):
        yield Kind.NOT_FOR_RELEASE_MARK, left, right


def _stands_alone(text: str, left: int, right: int) -> bool:
    """Whether a clause stands in brackets on a line of its own."""
    brackets = text[left - 1 : left], text[right : right + 1]
    return brackets in _BRACKETS and _starts_line(text, left - 1) and _ends_line(text, right + 1)


_BRACKETS: Final = frozenset({("（", "）"), ("(", ")"), ("【", "】"), ("[", "]")})
_RELEASE_ALONE: Final = re.compile(_RELEASE_WORDS)


def _starts_line(text: str, at: int) -> bool:
    before = text[max(at - 8, 0) : at]
    _, line, indent = before.rpartition("\n")
    return indent.strip() == "" and (line != "" or at <= len(before))


def _ends_line(text: str, at: int) -> bool:
    return text[at : at + 2].strip() == "" or text[at : at + 1] == "\n"
