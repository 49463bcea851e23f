"""Forms: 姓名：… with what the other fields beside it say about the same person."""

import re
from collections.abc import Iterator
from typing import Final

from gongkai.rules.detectors.checks import age_on, birth_date
from gongkai.rules.detectors.health import ILLNESS
from gongkai.rules.detectors.kinds import Kind
from gongkai.rules.detectors.minors import ADULT, age_in_words, is_young
from gongkai.rules.detectors.rosters import COLUMN
from gongkai.rules.detectors.triggers import Found, Page

LABELS: Final = (
    *(gap.join("姓名") for gap in ("", " ", "  ", "\u3000", "\u3000\u3000", "   ", "    ")),
    *('name"', 'xm"', "name>", "xm>", 'Name"'),
)
_IS: Final = r"[\"'”]?\s{0,3}[：:=>|\t]\s{0,3}[\"'“]?"
_NAME_VALUE: Final = re.compile(
    rf"(?:[（(][^（）()\n]{{0,8}}[）)])?(?:[>\"']?{_IS}|(?<=>))"
    r"(?P<name>[\u4e00-\u9fff\u3400-\u4dbf·•\U00020000-\U000323af]{2,8}|"
    r"[\u4e00-\u9fff][ \u3000]{1,3}[\u4e00-\u9fff])"
    r"(?![\u4e00-\u9fff*×＊●○])"
)
_CHILD: Final = re.compile(
    r"(?:学生|儿童|幼儿|孩子|新生儿?|婴儿|孤儿|子女|宝宝|幼童|学员|患儿)\s?\Z"
)
_FIELD: Final = re.compile(
    rf"(?P<ill>病种|诊断(?:结果|意见|名称)?|病名|病情|疾病(?:名称|类型|种类|诊断)?|所患疾病|患病(?:情况|名称|种类|类型)?|"
    rf"残疾(?:类别|等级|类型|类别等级|级别|情况|种类|类别及等级)?|健康(?:状况|情况)|身体(?:状况|情况)|病史|既往病?史|致残原因|"
    rf"主诉|伤情|症状|disease|diagnosis|illness|disability|health)(?={_IS})|"
    rf"(?P<maybe>(?:致贫|救助|申请|困难|致困|休学|请假|免修|帮扶|返贫|入院|死亡|缺勤|备注|检[查测]|体检|鉴定)"
    rf"(?:的?(?:原因|事由|理由|情况|类型|类别|结果|结论|意见))?|人员类别|困难类别|对象类别|reason|remark)(?={_IS})|"
    rf"(?P<age>年\s{{0,4}}龄|age|nl)(?={_IS})|(?P<birth>出生(?:日期|年月|时间|年月日)?|生日|birth(?:day|"
    rf"date)?|csrq)(?={_IS})|"
    rf"(?P<school>(?:就读|所在|所读)?(?:学校|班级|年级|幼儿园)|class|grade|school|bj|nj)(?={_IS})|"
    rf"(?P<number>(?<![0-9A-Za-z])\d{{17}}[\dXx](?![0-9A-Za-z]))|(?P<stop>姓\s{{0,4}}名|\n\s*\n|"
    rf"[\"'<]name)"
)
_VALUE: Final = re.compile(rf"{_IS}(?P<value>[^\n。；;，,\t|\"'”<&\u3000]{{1,24}})")
_WELL: Final = re.compile(
    r"无|否|没有|未|不详|健康|良好|正常|一般|较好|合格|[-—/\d.\s]*|.*[某*×].*|良|好|优|null|none|体健",
    re.IGNORECASE,
)
_PUPILS: Final = re.compile(
    r"小学|初中|中学|高中|幼儿园|年级|[初高][一二三]|[大中小]班|[（(\d一二三四五六七八九][)）]?班|学前"
)
_GROWN: Final = re.compile(r"大学|学院|高职|大专|本科|研究生|老年|党校|教师")
_YEAR: Final = re.compile(r"((?:19|20)\d\d)(?:\s?[年./-]?\s?(\d{1,2}))?")
_AGE: Final = re.compile(r"(\d{1,3}|[一二三四五六七八九十]{1,3})\s?(?:周?岁|个?月|$|\s)")
_AHEAD: Final = 240
_BACK: Final = 60


def person(page: Page, start: int, end: int) -> Iterator[Found]:
    """The person of a form: a child by age, birth, number or class; an illness by its field."""
    text = page.text
    match = _NAME_VALUE.match(text, end)
    if match is None or COLUMN.search(match["name"]) or "某" in match["name"]:
        return
    if page.rosters.at(start) is not None:
        return
    name = match.span("name")
    fields = list(_fields(page, start, name[1]))
    if _CHILD.search(text, max(start - 6, 0), start):
        yield Kind.MINOR, *name
    else:
        yield from _childhood(page, name, fields)
    for kind, value in fields:
        if kind in {"ill", "maybe"} and _is_illness(kind, value["value"]):
            yield Kind.HEALTH, min(name[0], value.start("value")), max(name[1], value.end("value"))
            return


def _fields(page: Page, start: int, end: int) -> Iterator[tuple[str, re.Match[str]]]:
    """The fields after a name up to the next one, and those before it in the same sentence."""
    text = page.text
    floor = max(text.rfind("\n", 0, start) + 1, text.rfind("。", 0, start) + 1, start - _BACK)
    last = text.rfind("姓名", floor, start)
    for left, right in ((end, end + _AHEAD), (floor if last < 0 else start, start)):
        for field in _FIELD.finditer(text, left, min(right, len(text))):
            kind = str(field.lastgroup)
            if kind == "stop":
                break
            value = field if kind == "number" else _VALUE.match(text, field.end())
            if value is not None:
                yield kind, value


def _is_illness(kind: str, value: str) -> bool:
    bare = value.strip()
    if _WELL.fullmatch(bare):
        return False
    return kind == "ill" or ILLNESS.search(bare) is not None


def _childhood(
    page: Page, name: tuple[int, int], fields: list[tuple[str, re.Match[str]]]
) -> Iterator[Found]:
    for kind, value in fields:
        young = _is_child(page, kind, value)
        if young is None:
            continue
        if young:
            last = value.end() if kind == "number" else value.end("value")
            yield Kind.MINOR, min(name[0], value.start()), max(name[1], last)
        return


def _is_child(page: Page, kind: str, value: re.Match[str]) -> bool | None:
    """Whether a field says that the person is below 18; None when it says nothing."""
    if kind == "number":
        born = birth_date(value[0].upper(), page.day)
        return None if born is None else age_on(born, page.day) < ADULT
    words = value["value"].strip()
    if kind == "age":
        age = _AGE.match(words)
        return None if age is None else age_in_words(age[1]) < ADULT
    if kind == "birth":
        year = _YEAR.match(words)
        return None if year is None else is_young(year[1], year[2], page.day)
    if kind == "school" and _PUPILS.search(words) and not _GROWN.search(words):
        return True
    return None
