"""Named minors and named people with an illness or another sensitive status."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from gongkai.rules.detectors.checks import age_on, birth_date
from gongkai.rules.detectors.kinds import Kind
from gongkai.rules.detectors.names import LEFT, NAME, RIGHT, is_name
from gongkai.rules.detectors.prepare import CHINESE_DIGITS
from gongkai.rules.detectors.triggers import Found, Page

ADULT: Final = 18

_NAMED: Final = re.compile(rf"{LEFT}(?P<name>{NAME}){RIGHT}")
_CHINESE_AGES: Final = {
    word: age
    for age, word in enumerate(
        "零 一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七".split()
    )
}
_LINK: Final = (
    r"(?:[\s，,、：:（(|]|今年|现年|年龄|年仅|年满|刚满|才|仅|时年|满|系|是|为|的|性别|男|女|孩|童|婴|民族|[汉回满蒙壮苗藏]族|"
    r"出生日期|出生年月|出生时间|出生|生日|生于|于|同学|小朋友|化名|现|名|该生|学生|儿童|其|之[子女]|身份证号码?){0,14}?"
)
_SKIP_ALIAS: Final = r"(?![（(]?\s?化名)"
_AGED: Final = re.compile(
    rf"{LEFT}(?P<name>{NAME}){_SKIP_ALIAS}{_LINK}(?P<age>\d{{1,3}}|[一二三四五六七八九十]{{1,3}})"
    rf"(?:个?半)?\s?(?:周?岁|个月大?)"
)
_RANGE_AFTER: Final = re.compile(r"\s?(?:以[上下内前后]|[至到～~—-]|（?\(?含|及以)")
_LABELLED_AGE: Final = re.compile(
    rf"{LEFT}(?P<name>{NAME}){_SKIP_ALIAS}{_LINK}年龄[：:\s|]{{1,4}}(?P<age>\d{{1,3}})(?!\d|[-～~—至])"
)
_BORN: Final = re.compile(
    rf"{LEFT}(?P<name>{NAME}){_SKIP_ALIAS}{_LINK}(?P<year>(?:19|20)\d\d)\s?[年./\-]\s?(?:(?P<month>\d{{1,2}})\s?[月./\-]?\s?)?"
    rf"(?:\d{{1,2}}\s?日?)?\s?(?:出生|生(?![产活效])|[）)]|(?=[，,；;。\n|]|$))"
)

AGE: Final = ("岁",)
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


_AGE_FIRST: Final = re.compile(
    rf"的?(?:小)?(?:男孩|女孩|男童|女童|儿童|孩子|学生|少年|少女|幼儿|女儿|儿子|孙子|孙女|小学生|中学生)?(?P<name>{NAME}){RIGHT}"
)
_AGE_OF: Final = re.compile("的(?P<name>" + NAME.replace("}?)", "})") + ")")
_AGE_BEFORE: Final = re.compile(r"(\d{1,2}|[一二三四五六七八九十]{1,2})\s?周?\Z")


def _child_of_age(text: str, start: int, later: re.Match[str]) -> Iterator[Found]:
    """8岁的王子豪: the age stands before the name."""
    before = _AGE_BEFORE.search(text, max(start - 4, 0), start)
    if before is not None and _age(before[1]) < ADULT:
        yield Kind.MINOR, before.start(), later.end("name")


def _age(words: str) -> int:
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
        if _age(match["age"]) < ADULT:
            yield Kind.MINOR, match.start("name"), match.end()


def born(page: Page, start: int, end: int) -> Iterator[Found]:
    """A name with a date of birth less than 18 years ago."""
    text = page.text
    for match in _BORN.finditer(text, max(start - 50, 0), min(end + 16, len(text))):
        if "生" not in text[match.end("name") : match.end()]:
            continue
        if is_name(match["name"]) and is_young(match["year"], match["month"], page.day):
            yield Kind.MINOR, match.start("name"), match.end()


def is_young(year: str, month: str | None, day: date) -> bool:
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
    floor = max(start - 40, page.text.rfind("\n", 0, start) + 1, page.text.rfind("。", 0, start) + 1)
    names = [
        match.start("name")
        for match in _NAMED.finditer(page.text, floor, start)
        if is_name(match["name"])
    ]
    if names:
        yield Kind.MINOR, names[-1], end


_PLACES: Final = re.compile(r"[0-9Xx]")


CHILD_WORDS: Final = (
    "学生", "儿童", "孤儿", "幼儿", "婴儿", "婴幼儿", "未成年人", "患儿", "小朋友", "同学", "女童", "男童",
    "女孩", "男孩", "少年", "小学生", "中学生", "初中生", "高中生", "孩子", "新生儿", "弃婴", "未成年子女",
)  # fmt: skip
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
# More names follow after 、 or, where nothing but names stands there, after other signs.
_NAMES: Final = (
    rf"(?P<names>{NAME}(?:、{NAME}{RIGHT}|[，,\s]{{1,3}}{NAME}(?=[、，,\s。；;]|\Z)){{0,60}})"
)
_AFTER_CHILD: Final = re.compile(
    rf"(?:[姓人]?名单?|为|是|有|叫|分别为|包括|如下|代表)?[：:\s（(“]{{0,4}}{_NAMES}{RIGHT}"
)
_BEFORE_CHILD: Final = re.compile(rf"{LEFT}(?P<name>{NAME})\Z")
_BEFORE_LABEL: Final = re.compile(
    rf"{LEFT}(?P<name>{NAME})[（(，,]\s?(?:系|为|是)?(?:留守|困境|孤残|在校)?\Z"
)
_GROWN: Final = re.compile(r"大学|学院|本科|研究生|硕士|博士|专科|高职")
_CLOSES: Final = re.compile(r"[）)，,。；;、\n]|\Z")
_NAME: Final = re.compile(NAME)
_SPLIT: Final = re.compile(r"[、，,\n\t]|\s{2,}")


_OPENERS: Final = frozenset("（(，,")


def _labelled(text: str, start: int, end: int) -> Iterator[Found]:
    """李子涵（小学生）."""
    before = _BEFORE_LABEL.search(text, max(start - 12, 0), start)
    if before is not None and is_name(before["name"]) and _CLOSES.match(text, end):
        yield Kind.MINOR, before.start("name"), end


def child(page: Page, start: int, end: int) -> Iterator[Found]:
    """A name beside a word for a child: 留守儿童王小明, 王小明同学, 学生名单：…"""
    match = _AFTER_CHILD.match(page.text, end)
    if match is not None and not _GROWN.search(page.text, max(start - 8, 0), match.end() + 16):
        yield from _listed(page.text, match.start("names"), match.end("names"))
    if not _OPENERS.isdisjoint(page.text[max(start - 5, 0) : start]):
        yield from _labelled(page.text, start, end)
    if page.text[start:end] in {"同学", "小朋友"}:
        before = _BEFORE_CHILD.search(page.text, max(start - 5, 0), start)
        if before is not None and is_name(before["name"]):
            yield Kind.MINOR, before.start(), end


def _listed(text: str, start: int, end: int) -> Iterator[Found]:
    at = start
    while at < end:
        edge = _SPLIT.search(text, at, end)
        stop = edge.start() if edge else end
        piece = text[at:stop].strip()
        begin = at + text[at:stop].find(piece)
        if _NAME.fullmatch(piece) and is_name(piece) and not _is_alias(text, stop):
            yield Kind.MINOR, begin, begin + len(piece)
        at = edge.end() if edge else end


def _is_alias(text: str, at: int) -> bool:
    return "化名" in text[at : at + 4] or text[at : at + 1] in {"某", "*", "×", "＊", "●", "○"}


CLASS_WORDS: Final = (
    "年级", "大班", "中班", "小班", "学前班", "初一", "初二", "初三", "高一", "高二", "高三", "幼儿园",
    "小学", "中学", "初中", "高中",
)  # fmt: skip
_AFTER_CLASS: Final = re.compile(
    r"(?P<class>[（(]?[\d一二三四五六七八九十]{0,2}[)）]?班?)(?P<who>的?(?:在读|贫困|困难|优秀|留守)?"
    r"(?:学生|同学|小朋友|幼儿|学员|女生|男生))?"
    rf"[：:，,\s（(]{{0,3}}{_NAMES}{RIGHT}"
)
_TEACHER: Final = re.compile(
    r"[^\n。；]{0,8}(?:教师|老师|班主任|校长|园长|任教|教研|教导|主任|语文|数学|英语)"
)
_BEFORE_CLASS: Final = re.compile(
    rf"{LEFT}(?P<name>{NAME}){_SKIP_ALIAS}[（(，,：:\s|]{{0,3}}(?:[男女][，,\s|]{{0,2}})?(?:(?:现|目前)?(?:就?读于?|上学于|系|在|是|为|上|考入|入读))?"
    r"[^\s。；;，,、（(]{0,14}\Z"
)
_LINKED: Final = re.compile(r"就?读|上学|[系在是为上]|[（(，,：:\s|]")


_IN_NUMBERED_CLASS: Final = re.compile(
    r"[（(]?[\d一二三四五六七八九十]{1,2}[)）]?班(?:的)?(?P<name>" + NAME.replace("}?)", "})") + ")"
)


def in_class(page: Page, start: int, end: int) -> Iterator[Found]:
    """A name beside a class or school: 三年级2班王小明, 王小明，泊里小学三年级."""
    text = page.text
    if _TEACHER.match(text, end):
        return
    school = text[start:end] in {"幼儿园", "小学", "中学", "初中", "高中"}
    match = _AFTER_CLASS.match(text, end)
    if match is not None and (match["who"] or not school):
        yield from _listed(text, match.start("names"), match.end("names"))
    numbered = _IN_NUMBERED_CLASS.match(text, end)
    if match is None and numbered is not None and is_name(numbered["name"]):
        yield Kind.MINOR, numbered.start("name"), numbered.end("name")
    if school and not _studies(text, end):
        return
    before = _BEFORE_CLASS.search(text, max(start - 24, 0), start)
    if before is not None and is_name(before["name"]):
        if _LINKED.match(text, before.end("name")):
            yield Kind.MINOR, before.start("name"), end


def _studies(text: str, end: int) -> bool:
    return text[end : end + 2] in {"学生", "读书", "就读", "上学", "在读"}


ILLNESSES: Final = (
    "癌", "肿瘤", "白血病", "尿毒症", "艾滋", "HIV", "精神病", "精神分裂", "精神障碍", "精神疾病", "抑郁",
    "躁狂", "焦虑症", "自闭症", "孤独症", "糖尿病", "高血压", "心脏病", "冠心病", "脑梗", "脑出血", "脑溢血",
    "脑瘫", "脑卒中", "中风", "瘫痪", "偏瘫", "截瘫", "残疾", "肝硬化", "肺结核", "结核", "乙肝", "肝炎", "梅毒",
    "癫痫", "帕金森", "阿尔茨海默", "老年痴呆", "痴呆", "怀孕", "流产", "肾衰", "透析", "智障", "弱智", "聋哑",
    "失明", "重病", "大病", "重大疾病", "慢性病", "患病", "确诊", "红斑狼疮", "血友病", "地中海贫血", "再障",
    "再生障碍性贫血", "尘肺", "骨折", "截肢", "植物人", "失能", "半失能", "卧床", "淋巴瘤", "骨髓瘤", "渐冻症",
    "肌无力", "强直性脊柱炎", "类风湿", "股骨头坏死", "心衰", "心力衰竭", "心肌梗", "先天性心脏病", "唐氏",
    "肺气肿", "慢阻肺", "哮喘", "甲亢", "肾病", "肾炎", "肝病", "传染病", "新冠", "阳性", "手术", "化疗", "放疗",
    "器官移植", "肾移植", "精神异常", "痛风", "白内障", "青光眼", "麻痹症", "不孕", "性病", "淋病", "毒瘾",
)  # fmt: skip
DISABILITIES: Final = tuple(
    f"{kind}{grade}级"
    for kind in ("肢体", "视力", "听力", "言语", "智力", "精神", "多重")
    for grade in "一二三四1234"
)
STATUSES: Final = (
    "低保户", "低保对象", "低保人员", "低保家庭", "特困人员", "特困供养", "特困户", "特困对象", "五保户", "五保老人",
    "五保对象", "吸毒", "戒毒", "涉毒", "矫正对象", "矫正人员", "社区矫正", "刑满释放", "刑释", "信访人",
    "上访人", "上访户", "上访人员", "缠访", "病人", "患者",
)  # fmt: skip
_MINDS: Final = (
    r"(?:[\s，,、：:（(|“]|男|女|[\d一二三四五六七八九十]{1,3}周?岁|因|患有?|身患|罹患|不幸|系|属于?|是|为|被|经|确诊|诊断|鉴定|认定|评定|"
    r"查出|检查|检测|突发|突患|住院|治疗|[重中轻极]度|[重大]|[一二三四1234][级期]|先天性?|长期|常年|多年|身体|家庭|本人|自幼|从小|"
    r"\d{4}年|\d{1,2}月|\d{1,2}日|今年|去年|前年|于|后|有|的|得了?|意外|导?致|精神|肢体|视力|听力|言语|语言|智力|多重|残疾?|低保|特困|"
    r"建档立卡|脱贫户|村民|我镇|该|目前|现|已|在|医院|县|市|区|镇|人民|青大附院|急性|慢性|[\u4e00-\u9fff]{1,3}性|体检|发现|检测出|[甲乙丙丁]型|[12一二ⅠⅡ]型|双侧|术后|后遗症|晚期|早期|恶性|良性|原发性|复发|继发性?|"
    r"[胃肝肺肠胰肾脑骨血胸乳腺直结甲状前列子宫颈卵巢食管道鼻咽喉膀胱淋巴皮肤舌胆囊口腔心]|癌|症|伴|合并|并|及|和|疾病|病史|病|史|家中|儿子|妻子|丈夫|之[妻子女夫]|"
    r"户主|其|类别|等级|病种|原因|健康状况|致贫|困难|救助|患病|情况|类型|身份证号码?|[\dXx*]{1,18}|电话|联系){0,14}?"
)
_BEFORE_ILL: Final = re.compile(rf"{LEFT}(?P<name>{NAME}){_SKIP_ALIAS}(?P<gap>{_MINDS})\Z")
# The characters of what may link a name to an illness: most places are settled by them alone.
_LINKS: Final = "".join(
    {*re.findall(r"[\u4e00-\u9fff]", _MINDS), *" \t\n\u3000，,、：:（(|“0123456789Xx*"}
)
_AFTER_ILL: Final = re.compile(
    r"[病症人]?(?:后遗症|手术|住院|治疗|去世|致残|，)*(?:的)?(?:患者|病人|人员|儿童|者|人|户|家庭|对象|职工|村民|群众|户主|学生|老人|老党员|妇女|军人|青年|男子|女子)?"
    rf"(?:有|为|是|名单|姓名)?[：:\s（(“]{{0,3}}{_NAMES}{RIGHT}"
)
_AFTER_SUFFERING: Final = re.compile(
    rf"[^。；;，,\n]{{0,8}}?(?:的[^。；;，,\n]{{0,6}}?|患者|病人){_NAMES}{RIGHT}"
)
ILLNESS: Final = re.compile("|".join((*ILLNESSES, *DISABILITIES)))


_TOLD: Final = ("患", "因", "诊", "查出", "检出", "定为", "突发")
_BEFORE_TOLD: Final = re.compile(
    rf"{LEFT}(?P<name>{NAME}){_SKIP_ALIAS}(?P<gap>(?:（[^（）]{{0,20}}）)?(?:[，,]?(?:男|女|现年|今年|\d{{1,3}}岁|系|是|该|其|家住|\d{{4}}年|"
    r"于|自|从|近日|前期|现|曾|经|被|也|还|本人|身|常年|长期|不幸|[因患]|确诊|诊断|查出|突发)[^。；;\n，,]{0,22}?)?"
    r"(?:因|患有?|确诊[为有]?|诊断[为出]?|查出|检出|鉴定为|认定为|突发)(?!病率)[^。；;，,\n]{0,10})\Z"
)


def _before_ill(text: str, start: int, told: bool) -> re.Match[str] | None:
    if not told and text[start - 1 : start] not in _LINKS:
        return None
    reach = max(start - 44, 0)
    words = text[max(text.rfind("。", reach, start) + 1, reach) : start]
    floor = start - len(words)
    if told:
        found = _BEFORE_TOLD.search(text, floor, start)
        if found is not None:
            return found
    near = floor + max(len(words.rstrip(_LINKS)) - 8, 0)
    return _BEFORE_ILL.search(text, near, start)


def ill(page: Page, start: int, end: int) -> Iterator[Found]:
    """A named person with an illness, a disability or another sensitive status."""
    text = page.text
    near = text[max(start - 16, 0) : start].replace("患者", "")
    told = any(verb in near for verb in _TOLD)
    before = _before_ill(text, start, told)
    if before is not None and before["gap"] and is_name(before["name"]):
        yield Kind.HEALTH, before.start("name"), end
        return
    after = (_AFTER_SUFFERING if told else _AFTER_ILL).match(text, end)
    if after is not None:
        for kind, left, right in _listed(text, after.start("names"), after.end("names")):
            yield Kind.HEALTH, start if left - end < 6 else left, right


def nobody(page: Page, start: int, end: int) -> Iterator[Found]:
    """Words that hold one of the others and mean no child: 大学生."""
    return iter(())
