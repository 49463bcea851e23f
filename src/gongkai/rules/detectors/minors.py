"""Named minors: by age, birth, identity number, class or the words beside the name."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from gongkai.rules.detectors.checks import age_on, birth_date
from gongkai.rules.detectors.kinds import Kind
from gongkai.rules.detectors.names import (
    LEFT,
    NAME,
    NAME_AT_END,
    NAMES,
    RIGHT,
    SKIP_ALIAS,
    is_name,
    listed,
    may_follow,
)
from gongkai.rules.detectors.pairs import matches, pairs
from gongkai.rules.detectors.prepare import CHINESE_DIGITS
from gongkai.rules.detectors.triggers import Found, Page
from gongkai.rules.detectors.vocabulary import words

ADULT: Final = 18

_NAMED: Final = re.compile(rf"{LEFT}(?P<name>{NAME}){RIGHT}")
_CHINESE_AGES: Final = {word: age for age, word in enumerate("零一二三四五六七八九十")} | {
    f"十{word}": age for age, word in enumerate("一二三四五六七", 11)
}
_LINK: Final = (
    r"(?:[\s，,、：:（(|]|今年|现年|殁年|终年|约|作案时|案发时|时|未满|不满|尚未|年龄|年仅|年满|刚满|才|仅|时年|满|系|是|为|的|性别|男|女|"
    r"孩|童|婴|民族|[汉回满蒙壮苗藏]族|"
    r"出生日期|出生年月|出生时间|出生|生日|生于|于|同学|小朋友|化名|现|名|该生|学生|儿童|其|"
    r"之[子女]|身份证号码?){0,14}?"
)

_AGED: Final = re.compile(
    rf"{LEFT}(?P<name>{NAME}){SKIP_ALIAS}{_LINK}(?P<age>\d{{1,3}}|[一二三四五六七八九十]{{1,3}})"
    rf"(?:个?半)?\s?(?:周?岁|个?半?月)"
)
_AGED_IN_BRACKETS: Final = re.compile(
    rf"(?P<name>{NAME_AT_END})[（(][^（(）)\d]{{0,8}}?(?P<age>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})"
    r"\s?(?:周?岁|个半?月大?[）)])"
)
# Sex and age after it make a name of what stands before, whatever the surname.
_PRESENTED: Final = re.compile(
    r"(?:(?<![\u4e00-\u9fff])(?P<any>[\u4e00-\u9fff]{2,3})|(?P<name>" + NAME_AT_END + r"))"
    r"[，,、（(\s]{1,2}(?:[男女][，,、\s]{1,2})(?:现年|今年|年龄|约)?(?P<age>\d{1,2}|[一二三四五六七八九十]{1,3})\s?周?岁"
)
_IN_BRACKETS: Final = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<any>[\u4e00-\u9fff]{3})(?P<name>)[（(](?P<age>\d{1,2})\s?周?岁"
)
_IN_CLAUSE: Final = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<any>[\u4e00-\u9fff]{3})(?P<name>)[，,]\s?(?:现年|今年|年仅)?"
    r"(?P<age>\d{1,2}|[一二三四五六七八九十]{1,3})\s?周?岁(?=[，,。；;\s])"
)
_NOBODY: Final = re.compile(
    r"^[一二三两每各满多该本另]|某|[童生班人者员期段组级龄岁年月日类区孩女男子婴儿]$"
)
_RANGE_AFTER: Final = re.compile(r"\s?(?:以[上下内前后]|[至到～~—-]|（?\(?含|及以)")
_LABELLED_AGE: Final = re.compile(
    rf"{LEFT}(?P<name>{NAME}){SKIP_ALIAS}{_LINK}年龄[：:\s|]{{1,4}}(?P<age>\d{{1,3}})(?!\d|"
    rf"[-～~—至])"
)
_BORN: Final = re.compile(
    rf"{LEFT}(?P<name>{NAME}){SKIP_ALIAS}{_LINK}(?P<year>(?:19|"
    rf"20)\d\d)\s?[年./\-]\s?(?:(?P<month>\d{{1,2}})\s?[月./\-]?\s?)?"
    rf"(?:\d{{1,2}}\s?日?)?\s?(?:出生|生(?![产活效])|[）)]|(?=[，,；;。\s|]|$))"
)

AGE: Final = ("岁", "个月大", "月龄", "个月）", "个月)", "个月的", "个半月")
AGE_LABEL: Final = ("年龄",)
BIRTH: Final = ("出生", "生于", "生）", "生)", "生，", "年生", "月生", "日生", "生日")


def aged(page: Page, start: int, end: int) -> Iterator[Found]:
    """A name with an age below 18: 王小明（男，9岁）."""
    if _RANGE_AFTER.match(page.text, end):
        return
    later = _AGE_FIRST.match(page.text, end) or _AGE_OF.match(page.text, end)
    if later is not None and is_name(later["name"]):
        yield from _child_of_age(page.text, start, later)
        return
    yield from _young(page, _AGED, start, end, end)
    yield from _young(page, _AGED_IN_BRACKETS, start, end, end)
    yield from _presented(page, start, end)


def _presented(page: Page, start: int, end: int) -> Iterator[Found]:
    for pattern in (_PRESENTED, _IN_BRACKETS, _IN_CLAUSE):
        for match in pattern.finditer(page.text, max(start - 16, 0), end + 1):
            name = match["name"] or match["any"]
            if (
                not _NOBODY.search(name)
                and match.end() >= end
                and age_in_words(match["age"]) < ADULT
            ):
                yield Kind.MINOR, match.start(), match.end()


_AGE_FIRST: Final = re.compile(
    rf"的?(?:小)?(?:男孩|女孩|男童|女童|儿童|孩子|学生|少年|少女|幼儿|女儿|儿子|孙子|孙女|"
    rf"小学生|中学生)?(?P<name>{NAME}){RIGHT}"
)
_AGE_OF: Final = re.compile("的(?P<name>" + NAME.replace("}?)", "})") + ")")
_AGE_BEFORE: Final = re.compile(r"(?<!\d)(\d{1,2}|[一二三四五六七八九十]{1,2})\s?周?\Z")


def _child_of_age(text: str, start: int, later: re.Match[str]) -> Iterator[Found]:
    """8岁的王子豪: the age stands before the name."""
    before = _AGE_BEFORE.search(text, max(start - 5, 0), start)
    if before is not None and age_in_words(before[1]) < ADULT:
        yield Kind.MINOR, before.start(), later.end("name")


def age_in_words(words: str) -> int:
    """An age in digits or Chinese numbers below 18; any other Chinese number counts as 18."""
    return int(words) if words.isdigit() else _CHINESE_AGES.get(words, ADULT)


def labelled_age(page: Page, start: int, end: int) -> Iterator[Found]:
    """姓名：… 年龄：9, also over lines."""
    yield from _young(page, _LABELLED_AGE, start, min(end + 7, len(page.text)), end)


def _young(
    page: Page, pattern: re.Pattern[str], start: int, stop: int, least: int
) -> Iterator[Found]:
    for match in pattern.finditer(page.text, max(start - 44, 0), stop):
        if match.end() < least or not is_name(match["name"]):
            continue
        if age_in_words(match["age"]) < ADULT:
            yield Kind.MINOR, match.start("name"), match.end()


def born(page: Page, start: int, end: int) -> Iterator[Found]:
    """A name with a date of birth less than 18 years ago."""
    text = page.text
    for match in _BORN.finditer(text, max(start - 50, 0), min(end + 16, len(text))):
        if "生" not in text[match.end("name") : match.end()]:
            continue
        if is_name(match["name"]) and is_young(match["year"], match["month"], page.day):
            yield Kind.MINOR, match.start("name"), match.end()


DATED: Final = tuple(pairs("（(", "2男女"))
_DATED: Final = re.compile(
    r"[（(](?P<sex>[男女][，,、\s]{0,2})?(?P<year>20\d\d)"
    r"[年./\-]?(?P<month>[01]?\d)(?:[月./\-]?[0-3]?\d日?|月)?[）)]"
)
_NAMED_AT_END: Final = re.compile(rf"(?P<name>{NAME_AT_END})\Z")
_OF_CHILDREN: Final = re.compile(
    r"家长|宝宝|儿童|学生|幼儿|婴|新生|接种|疫苗|入学|入园|孩|子女|女儿|儿子|之[子女]"
)


def dated(page: Page) -> Iterator[Found]:
    """A child named with nothing but a date of birth: 杜俊宸（20201210）."""
    for match in matches(_DATED, page.text, page.begins.dated):
        name = _NAMED_AT_END.search(page.text, max(match.start() - 3, 0), match.start())
        if name is None or not is_name(name["name"]):
            continue
        around = max(match.start() - 60, 0), match.end() + 30
        near = match["sex"] or _OF_CHILDREN.search(page.text, *around)
        if near and is_young(match["year"], match["month"], page.day):
            yield Kind.MINOR, name.start(), match.end()


_LINE_OF_CHILD: Final = re.compile(
    rf"^[ \t\u3000]*(?:[（(]?\d{{1,3}}[)）.．、\s]\s?)?(?P<name>{NAME})[\s，,|：:]{{1,4}}"
    r"(?:[男女][\s，,|]{1,3})?(?P<year>20\d\d)[年./\-](?P<month>\d{1,2})(?:[月./\-](?:\d{1,2}日?)?)?(?!\d)",
    re.MULTILINE,
)
_LONGEST_HEADING: Final = 20
_LINES_OF_CHILDREN: Final = 4000


def _dated_lines(page: Page, end: int) -> Iterator[Found]:
    """Names with bare dates of birth on the lines under a heading that speaks of children."""
    text = page.text
    line_end = text.find("\n", end)
    if not 0 <= line_end - end <= _LONGEST_HEADING:
        return
    stop = text.find("\n\n", line_end)
    stop = min(stop if stop > 0 else len(text), line_end + _LINES_OF_CHILDREN)
    for match in _LINE_OF_CHILD.finditer(text, line_end + 1, stop):
        if is_name(match["name"]) and is_young(match["year"], match["month"], page.day):
            yield Kind.MINOR, match.start("name"), match.end()


def is_young(year: str, month: str | None, day: date) -> bool:
    """Whether somebody born in this month is a minor on ``day``; impossible dates are not."""
    number = int(month or 1)
    if not 1 <= number <= 12 or int(year) > day.year:
        return False
    return age_on(date(int(year), number, 1), day) < ADULT


def numbered(page: Page, start: int, end: int) -> Iterator[Found]:
    """A name before the identity number of a child, in the same sentence or row."""
    number = "".join(_PLACES.findall(page.text[start:end].translate(CHINESE_DIGITS)))
    birth = birth_date(number, page.day)
    if birth is None or age_on(birth, page.day) >= ADULT:
        return
    floor = max(
        start - 40, page.text.rfind("\n", 0, start) + 1, page.text.rfind("。", 0, start) + 1
    )
    names = [
        match.start("name")
        for match in _NAMED.finditer(page.text, floor, start)
        if is_name(match["name"])
    ]
    if names:
        yield Kind.MINOR, names[-1], end


_PLACES: Final = re.compile(r"[0-9Xx]")


CHILD_WORDS: Final = words("children")
ADULT_STUDENTS: Final = (
    "大学生",
    "研究生",
    "本科生",
    "专科生",
    "留学生",
    "大学同学",
    "老同学",
    "毕业生",
)
_LIST: Final = rf"{NAME}(?:[（(][^（）()\n]{{0,14}}[）)])?"
_AFTER_CHILD: Final = re.compile(
    rf"(?:[姓人]?名单?|为|是|有|叫|分别为|包括|如下|代表)?[：:\s（(“]{{0,4}}{NAMES}{RIGHT}"
)
_BEFORE_CHILD: Final = re.compile(rf"(?:{LEFT}|(?<=[学园校级的]))(?P<name>{NAME})\Z")
_BEFORE_LABEL: Final = re.compile(
    rf"{LEFT}(?P<name>{NAME})[（(，,]\s?(?:系|为|是)?"
    r"(?:留守|困境|孤残|在校|\d{1,2}[-—－–~～至]\d{1,2}周?岁)?\Z"
)
_GROWN: Final = re.compile(r"大学|学院|本科|研究生|硕士|博士|专科|高职")
_CLOSES: Final = re.compile(r"[）)，,。；;、\n]|\Z")


_LIST_WORDS: Final = frozenset("姓人名为是有叫分包如代")
_OPENERS: Final = frozenset("（(，,")


def _labelled(text: str, start: int, end: int) -> Iterator[Found]:
    """李子涵（小学生）."""
    before = _BEFORE_LABEL.search(text, max(start - 12, 0), start)
    if before is not None and is_name(before["name"]) and _CLOSES.match(text, end):
        yield Kind.MINOR, before.start("name"), end


def _among_grown(text: str, start: int, end: int) -> bool:
    around = _GROWN.search(text, max(start - 8, 0), end + 16)
    return around is not None or of_adults(text, start)


def child(page: Page, start: int, end: int) -> Iterable[Found]:
    """A name beside a word for a child: 留守儿童王小明, 王小明同学, 学生名单 and names."""
    text = page.text
    named = may_follow(text, end, _LIST_WORDS)
    before = text[max(start - 5, 0) : start]
    heads = "\n" in text[end : end + _LONGEST_HEADING]
    if named or heads or text[start:end] in _CALLED or not _OPENERS.isdisjoint(before):
        return _child(page, start, end, named)
    return ()


_CALLED: Final = frozenset({"同学", "小朋友"})


def _child(page: Page, start: int, end: int, named: bool) -> Iterator[Found]:
    yield from _dated_lines(page, end)
    match = _AFTER_CHILD.match(page.text, end) if named else None
    if match is not None and not _among_grown(page.text, start, match.end()):
        for left, right in listed(page.text, match.start("names"), match.end("names")):
            yield Kind.MINOR, left, right
    if not _OPENERS.isdisjoint(page.text[max(start - 5, 0) : start]):
        yield from _labelled(page.text, start, end)
    if page.text[start:end] in _CALLED:
        before = _BEFORE_CHILD.search(page.text, max(start - 5, 0), start)
        if before is not None and is_name(before["name"]):
            yield Kind.MINOR, before.start("name"), end


CLASS_WORDS: Final = words("classes")
_AFTER_CLASS: Final = re.compile(
    r"(?P<class>[（(]?[\d一二三四五六七八九十]{0,2}[)）]?班?)(?P<who>[：:]?的?(?:在读|贫困|困难|"
    r"优秀|留守)?"
    r"(?:学生|同学|小朋友|幼儿|学员|女生|男生|班长))?"
    rf"[：:，, \u3000\r\n（(]{{0,3}}{NAMES}{RIGHT}"
)
_NO_PUPIL: Final = re.compile(r"(?:班主任|教师|老师|任教|校长|园长|联系人|负责人)[：:\s]{0,2}$")
_TEACHER: Final = re.compile(
    r"[^\n。；]{0,8}(?:教师|老师|班主任|校长|园长|任教|教研|教导|主任|语文|数学|英语)"
)
_LINKED: Final = r"(?:[现目今明去已正刚将秋暑开]|就?读|上学|[系在是为上考入]|[（(，,：:\s|])"
_BEFORE_CLASS: Final = re.compile(
    rf"{LEFT}(?P<name>{NAME}){SKIP_ALIAS}(?={_LINKED})[（(，,：:\s|]{{0,3}}(?:[男女][，,\s|"
    rf"]{{0,2}})?(?:(?:现|目前|[今明去]年|今秋|已经?|正|刚|将|秋季|暑假后|开学)*(?:就?读于?|上学于|系|在|是|为|上|考入|入读))?"
    r"[^\s。；;，,、（(]{0,14}\Z"
)
TEACHERS: Final = re.compile(r"教师|任教|职务|职称|班主任|任课|校长|家长$")


_IN_NUMBERED_CLASS: Final = re.compile(
    r"(?:[（(]?[\d一二三四五六七八九十]{1,2}[)）]?班的?|的)(?P<name>"
    + NAME.replace("}?)", "})")
    + ")"
)


def in_class(page: Page, start: int, end: int) -> Iterator[Found]:
    """A name beside a class or school: 三年级2班王小明, 王小明，泊里小学三年级."""
    text = page.text
    school = text[start:end] in {"幼儿园", "小学", "中学", "初中", "高中"}
    contest = school and _at_contest(text, start, end)
    if not contest and (_TEACHER.match(text, end) or _of_teachers(page, start)):
        return
    if of_adults(text, start) or _is_lunar_day(text, start, end):
        return
    yield from _named_after_class(text, end, school)
    if school and not (contest or _studies(text, end)):
        return
    before = _BEFORE_CLASS.search(text, max(start - 24, 0), start)
    if before is None or _NO_PUPIL.search(
        text, max(before.start("name") - 6, 0), before.start("name")
    ):
        return
    if is_name(before["name"]):
        yield Kind.MINOR, before.start("name"), end


def _named_after_class(text: str, end: int, school: bool) -> Iterator[Found]:
    match = _AFTER_CLASS.match(text, end)
    if match is not None and (match["who"] or not school):
        for left, right in listed(text, match.start("names"), match.end("names")):
            yield Kind.MINOR, left, right
    numbered = _IN_NUMBERED_CLASS.match(text, end)
    if match is None and not school and numbered is not None and is_name(numbered["name"]):
        yield Kind.MINOR, numbered.start("name"), numbered.end("name")


_HOLIDAY: Final = re.compile(r"除夕|春节|正月|农历|腊月|元宵|大年|值班|放假")


def _is_lunar_day(text: str, start: int, end: int) -> bool:
    """初一 is a day of the new year, too."""
    day = text[start:end] in {"初一", "初二", "初三"}
    return day and _HOLIDAY.search(text, max(start - 80, 0), start) is not None


_ADULT_HEADING: Final = re.compile(
    r"老年大学|班主任(?:安排|名单|一览)|任课|党校|培训班|干部|成人|职工|夜校|学员队"
)


def of_adults(text: str, start: int) -> bool:
    """Whether the heading shortly before makes the class one of grown people."""
    return _ADULT_HEADING.search(text, max(start - 60, 0), start) is not None


_CONTEST: Final = re.compile(
    r"等奖|作文|竞赛|比赛|学生|少年|辅导|书法|获奖|同学|儿童|小学组|冠军|第[一二三四五六\d]{1,2}名|中考|成绩|\d分"
)
_STAFF: Final = re.compile(
    r"(?:优秀|骨干|模范|先进|获奖)?(?:教师|教学|园丁|教育工作者)|师德|课件|教案|公开课"
)


def _at_contest(text: str, start: int, end: int) -> bool:
    """王小明（辛庄小学）一等奖: a school in brackets where pupils are named."""
    if text[end : end + 1] not in {"）", ")"}:
        return False
    left, right = max(start - 60, 0), end + 24
    return bool(_CONTEST.search(text, left, right)) and not _STAFF.search(text, left, right)


def _of_teachers(page: Page, start: int) -> bool:
    """Whether the place stands in a table of teachers and their classes."""
    found = page.rosters.at(start)
    return found is not None and TEACHERS.search("\t".join(found[0].header)) is not None


def _studies(text: str, end: int) -> bool:
    return text[end : end + 2] in {"学生", "读书", "就读", "上学", "在读"}
