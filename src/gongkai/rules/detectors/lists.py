"""Lists of names under a title or after a label that says what those named have in common."""

import re
from collections.abc import Iterator
from string import digits
from typing import Final

from gongkai.rules.detectors.health import ILLNESS, PATIENTS, STATUSES
from gongkai.rules.detectors.kinds import Kind
from gongkai.rules.detectors.minors import of_adults
from gongkai.rules.detectors.names import NAME, NAMES, RIGHT, SURNAME, listed
from gongkai.rules.detectors.pairs import matches, pairs
from gongkai.rules.detectors.triggers import Found, Page

TITLES: Final = ("名单", "名册", "花名册", "台账", "登记表", "录取名单", "登记册", "明细表")
_LONGEST_LABEL: Final = 34
_LIST_LABEL: Final = re.compile(
    rf"\s{{0,3}}(?:[（(]?\d{{1,3}}[)）.．、]\s?)?{NAMES}(?:{RIGHT}|[（(])"
)
_CHILDREN: Final = re.compile(
    r"学生(?!会|处|资助中心)|小学|幼儿|儿童|新生|少年|孤儿|婴|学前|[大中小][（(]?[一二三四五六\d]?[)）]?班|年级|"
    r"[初高][一二三](?!致)|中考|少先队|小升初|U\d{1,2}组|双胞胎|三好|入学|入园|转学|辍学|漏种|童星|小小|未成年"
)
_GROWN: Final = re.compile(
    r"企业家|爱心|捐|资助人|结对|医护|护工|工作人员|老年大学|党校|大学|学院|本科|硕士|博士|大专|高职|教师|老师|家长|校长|园长|班主任|辅导员|主任|负责人|"
    r"联系人|组长|领队|教练|志愿者|"
    r"监护人|校医|保安|司机|代表|电话|裁判|评委|记者|作者|编辑|委员|成员单位|指导|领导|医生|医师|护士|专家|书记|干部|监考|收费"
)
_ILL_LABEL: Final = re.compile(
    r"(?:患者|病人|病例|户|人员|对象|者|人|儿童|军人|异常|阳性|如下|公示|登记|补助|补贴|救助金?|给付|慰问|结果|随访|发放|名单|名册|台账|情况|病种|诊断|残疾|"
    r"[病症癌瘤炎]|[级期])\s?(?:[（(][^（）()]{0,16}[）)])?[：:]?\s{0,3}\Z"
)
_NO_ILL_LABEL: Final = re.compile(
    r"工作|专班|小组|负责|联系|管理(?!对象|人员|名单|台账|登记|服务对象)|防治|服务队|机构|科室|救治(?!名单|对象)|残联|联合会|定点|咨询|"
    r"协会|保险|爱心|志愿|帮扶(?!对象)|责任|网格|捐|经办|审核|作者|来源|慰问人|先进|表彰|优秀|设备|物资|某"
)
_PATIENTS: Final = re.compile("|".join(PATIENTS))
_STATUS: Final = re.compile("|".join(STATUSES))
_ITEM: Final = re.compile(
    rf"\s{{0,4}}(?:[（(]?\d{{1,3}}[)）.．、]?\s{{0,3}})?(?P<name>{NAME})(?=\s|[，,、；;。（(|]|\Z)"
)


def _kinds(label: str) -> Iterator[Kind]:
    """What a label or title says about the people whom it introduces."""
    if _GROWN.search(label):
        return
    if _CHILDREN.search(label):
        yield Kind.MINOR
    shared = shared_by_list(label)
    if shared is not None:
        yield shared


def shared_by_list(label: str) -> Kind | None:
    """What a title or label says of all whom it introduces: an illness, another status."""
    if _GROWN.search(label) or _NO_ILL_LABEL.search(label) or not _ILL_LABEL.search(label):
        return None
    if ILLNESS.search(label) or _PATIENTS.search(label):
        return Kind.HEALTH
    return Kind.SENSITIVE_STATUS if _STATUS.search(label) else None


def labelled(page: Page) -> Iterator[Found]:
    """Names after a colon: 肺结核患者转诊登记：王建国、李秀英."""
    text = page.text
    for colon in matches(_COLON, text, sorted(_colons(page))):
        match = _LIST_LABEL.match(text, colon.start() + 1)
        kinds = tuple(_kinds(_label(text, colon.start()))) if match else ()
        if match is None or not kinds or of_adults(text, colon.start()):
            continue
        spans = list(listed(text, match.start("names"), match.end("names")))
        line_end = text.find("\n", match.end())
        spans.extend(
            more.span("name")
            for more in _NEXT.finditer(text, match.end(), line_end if line_end > 0 else len(text))
        )
        yield from ((kind, *span) for span in spans for kind in kinds)


_NEXT: Final = re.compile(rf"[；;]\s?(?:\d{{1,3}}[.、．])?(?P<name>{NAME})(?=[，,（(\s；;。]|\Z)")
_COLON: Final = re.compile(
    rf"[：:](?:[ \u3000\n]{{0,3}}(?:[（(]?\d{{1,3}}[)）.．、]\s?)?{SURNAME}|.{{2,6}}[·•])"
)
_GAPS: Final = " \u3000\n"
_CLOSES: Final = ")）.．、"
COLONS: Final = tuple(
    f"{colon}{beginning}"
    for colon in "：:"
    for beginning in (
        *SURNAME[1:-1],
        *pairs(_GAPS, SURNAME[1:-1] + _GAPS),
        *(
            f"{gap}{bracket}{number}"
            for gap in ("", *_GAPS)
            for bracket in ("", "（", "(")
            for number in (*pairs(digits, _CLOSES), *pairs(digits, digits, _CLOSES))
        ),
    )
)
_LONGEST_FIRST: Final = 7


def _colons(page: Page) -> Iterator[int]:
    """Where a list may begin: at a colon before a surname or number, or shortly before a dot."""
    yield from page.begins.colon
    for dot in page.begins.dot:
        stop = max(dot - _LONGEST_FIRST, 0)
        yield max(page.text.rfind("：", stop, dot), page.text.rfind(":", stop, dot), 0)


_LABEL_ENDS: Final = re.compile(r"[。；;！!？?\n：:|\t]|\s{2}")


def _label(text: str, start: int) -> str:
    words = text[max(start - _LONGEST_LABEL, 0) : start]
    return _LABEL_ENDS.split(words)[-1]


PRIZES: Final = ("等奖", "第一名", "第二名", "第三名", "冠军", "亚军", "季军")
_PRIZED: Final = re.compile(rf"[：:\s（(]{{0,3}}{NAMES}(?:{RIGHT}|[（(])")


_GROUP: Final = re.compile(
    "(?:少年|儿童|幼儿|小学|初中|中学|高中|青少年|青年|中年|老年|成人|职工|教师|家长|社会|大学)"
    "[男女]?[子生]?组"
)


def prized(page: Page, start: int, end: int) -> Iterator[Found]:
    """初中组：一等奖 蔡紫涵: names after a prize where the line speaks of pupils."""
    match = _PRIZED.match(page.text, end)
    if match is None:
        return
    label = page.text[max(page.text.rfind("\n", 0, start), start - 60, 0) : start]
    groups = _GROUP.findall(label)
    label = groups[-1] if groups else label
    if _CHILDREN.search(label) or _SCHOOL_GROUP.search(label):
        for name in listed(page.text, match.start("names"), match.end("names")):
            yield Kind.MINOR, *name


_SCHOOL_GROUP: Final = re.compile("(?:小学|初中|中学|高中|少年|幼儿)[男女]?[子生]?组")


def titled(page: Page, start: int, end: int) -> Iterator[Found]:
    """Names on lines of their own under a title: 新生录取名单, 1.魏紫涵, 2.张梦瑶."""
    text = page.text
    line_end = text.find("\n", end)
    if line_end < 0 or line_end - end > _LONGEST_LABEL or page.rosters.at(line_end + 1) is not None:
        return
    kinds = tuple(
        _kinds(text[max(text.rfind("\n", 0, start) + 1, start - _LONGEST_LABEL) : line_end])
    )
    if kinds:
        for name in _lines_of_names(text, line_end + 1):
            for kind in kinds:
                yield kind, *name


def _lines_of_names(text: str, at: int) -> Iterator[tuple[int, int]]:
    match = _ITEM.match(text, at)
    while match is not None:
        yield match.span("name")
        line_end = text.find("\n", match.end())
        for more in _NEXT.finditer(text, match.end(), line_end if line_end > 0 else len(text)):
            yield more.span("name")
        match = _ITEM.match(text, line_end + 1) if line_end >= 0 else None
