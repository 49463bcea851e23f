"""Named people with an illness, a disability or another sensitive status (handbook 5.4)."""

import re
from collections.abc import Iterator
from typing import Final

from gongkai.rules.detectors.kinds import Kind
from gongkai.rules.detectors.names import (
    LEFT,
    NAME,
    NAMES,
    RIGHT,
    SKIP_ALIAS,
    is_name,
    listed,
    may_follow,
)
from gongkai.rules.detectors.triggers import Found, Page
from gongkai.rules.detectors.vocabulary import words

ILLNESSES: Final = words("illnesses")
DISABILITIES: Final = tuple(
    f"{kind}{grade}级"
    for kind in ("肢体", "视力", "听力", "言语", "智力", "精神", "多重")
    for grade in "一二三四1234"
)
STATUSES: Final = words("statuses")
_MINDS: Final = (
    r"(?:[\s，,、：:（(|“]|男|女|[\d一二三四五六七八九十]{1,3}周?岁|因|患有?|身患|罹患|不幸|"
    r"系|属于?|是|为|被|经|确诊|诊断|鉴定|认定|评定|"
    r"查出|检查|检测|突发|突患|住院|治疗|[重中轻极]度|[重大]|[一二三四1234][级期]|先天性?|"
    r"长期|常年|多年|身体|家庭|本人|自幼|从小|"
    r"\d{4}年|\d{1,2}月|\d{1,2}日|今年|去年|前年|于|后|有|的|得了?|意外|导?致|精神|肢体|视力|"
    r"听力|言语|语言|智力|多重|残疾?|低保|特困|"
    r"建档立卡|脱贫户|村民|我镇|该|目前|现|已|在|医院|县|市|区|镇|人民|青大附院|急性|慢性|"
    r"[\u4e00-\u9fff]{1,3}性|体检|发现|检测出|[甲乙丙丁]型|[12一二ⅠⅡ]型|双侧|术后|后遗症|"
    r"晚期|早期|恶性|良性|原发性|复发|继发性?|"
    r"[胃肝肺肠胰肾脑骨血胸乳腺直结甲状前列子宫颈卵巢食管道鼻咽喉膀胱淋巴皮肤舌胆囊口腔心]|"
    r"癌|症|伴|合并|并|及|和|疾病|病史|病|史|家中|儿子|妻子|丈夫|之[妻子女夫]|"
    r"户主|其|类别|等级|病种|原因|健康状况|致贫|困难|救助|患病|情况|类型|身份证号码?|"
    r"[\dXx*]{1,18}|电话|联系){0,14}?"
)
_LONGEST_NAME: Final = 12
_BEFORE_ILL: Final = re.compile(rf"{LEFT}(?P<name>{NAME}){SKIP_ALIAS}(?P<gap>{_MINDS})\Z")
# The characters of what may link a name to an illness: most places are settled by them alone.
_LINKS: Final = "".join(
    {*re.findall(r"[\u4e00-\u9fff]", _MINDS), *" \t\n\u3000，,、：:（(|“0123456789Xx*"}
)
_AFTER_ILL: Final = re.compile(
    r"[病症人]?(?:后遗症|手术|住院|治疗|去世|致残|，)*(?:的)?(?:患者|病人|病例|感染者|携带者|人员|儿童|者|人|户|"
    r"家庭|对象|职工|村民|群众|户主|学生|老人|老党员|妇女|军人|青年|男子|女子)?"
    rf"(?:有|为|是|名单|姓名)?[：:\s（(“]{{0,3}}{NAMES}{RIGHT}"
)
_AFTER_SUFFERING: Final = re.compile(
    rf"[^。；;，,\n]{{0,8}}?(?:的[^。；;，,\n]{{0,6}}?|患者|病人){NAMES}{RIGHT}"
)
ILLNESS: Final = re.compile("|".join((*ILLNESSES, *DISABILITIES)))


_TOLD: Final = re.compile("患|因|诊|查出|检出|定为|突发")
_BEFORE_TOLD: Final = re.compile(
    rf"{LEFT}(?P<name>{NAME}){SKIP_ALIAS}(?P<gap>(?:（[^（）]{{0,20}}）)?(?:[，,]?(?:男|女|"
    rf"现年|今年|\d{{1,3}}岁|系|是|该|其|家住|\d{{4}}年|"
    r"于|自|从|近日|前期|现|曾|经|被|也|还|本人|身|常年|长期|不幸|[因患]|确诊|诊断|查出|"
    r"突发)[^。；;\n，,]{0,22}?)?"
    r"(?:因|患有?|确诊[为有]?|诊断[为出]?|查出|检出|鉴定为|认定为|"
    r"突发)(?!病率)[^。；;，,\n]{0,10})\Z"
)


# Who is presented with sex and age is a private person, whatever else stands in between.
_BEFORE_BIO: Final = re.compile(
    rf"{LEFT}(?P<name>{NAME})(?P<gap>[，,、（(\s|]{{1,2}}[男女][，,、）)\s|][^。；;\n]{{0,70}})\Z"
)


_AT_WORK: Final = re.compile(
    r"医|擅长|[现曾担]任|从事|主治|专家|分管|负责|联合会|残联|理事|职务|干部|事业|研究|防治|诊治"
)


def _before_ill(text: str, start: int, told: bool) -> re.Match[str] | None:
    if not told and text[start - 1 : start] not in _LINKS:
        return None
    reach = max(start - 84, 0)
    words = text[max(text.rfind("。", reach, start) + 1, reach) : start]
    floor = start - len(words)
    if told:
        found = _BEFORE_TOLD.search(text, floor, start)
        if found is not None:
            return found
    if "男" in words or "女" in words:
        found = _BEFORE_BIO.search(text, floor, start)
        if found is not None and not _AT_WORK.search(text, found.end("name"), start + 8):
            return found
    near = floor + max(len(words.rstrip(_LINKS)) - _LONGEST_NAME, 0)
    return _BEFORE_ILL.search(text, near, start)


_ROLES: Final = frozenset("病症人后手住治去致，的患感携儿者户家对职村群学老妇军青男女有为是名姓")


def ill(page: Page, start: int, end: int) -> Iterator[Found]:
    """A named person with an illness, a disability or another sensitive status."""
    text = page.text
    near = text[max(start - 16, 0) : start].replace("患者", "")
    told = _TOLD.search(near) is not None
    before = _before_ill(text, start, told)
    if before is not None and before["gap"] and is_name(before["name"]):
        yield Kind.HEALTH, before.start("name"), end
        return
    if not told and not may_follow(text, end, _ROLES):
        return
    after = (_AFTER_SUFFERING if told else _AFTER_ILL).match(text, end)
    if after is not None:
        for left, right in listed(text, after.start("names"), after.end("names")):
            yield Kind.HEALTH, start if left - end < 6 else left, right
