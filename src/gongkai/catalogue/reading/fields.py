"""领域: the field of a table from its title, its sheet name or a heading."""

from __future__ import annotations

import re

from gongkai.catalogue.reading import glyphs
from gongkai.catalogue.reading.text import phrase

NATIONAL = (
    "重大建设项目", "公共资源交易", "财政预决算", "安全生产", "税收管理", "征地补偿",
    "农村集体土地征收", "国有土地上房屋征收", "国有土地上房屋征收与补偿", "保障性住房",
    "农村危房改造", "环境保护", "生态环境", "公共文化服务", "公共法律服务", "扶贫", "乡村振兴",
    "巩固脱贫攻坚成果", "救灾", "食品药品监管", "城市综合执法", "就业", "就业创业", "社会保险",
    "社会救助", "养老服务", "户籍管理", "涉农补贴", "义务教育", "医疗卫生", "卫生健康",
    "市政服务", "统计", "自然资源", "交通运输", "旅游", "文化旅游", "新闻出版版权",
    "广播电视和网络视听", "农田水利", "减税降费", "国土空间规划", "地方财政预决算",
)  # fmt: skip
"""Names of the fields with national guides (国办发〔2019〕54号 and later), and those of their
renamings that are in use; other names are taken as the title prints them."""

_BY_KEY = {glyphs.key(name): name for name in NATIONAL}
_ORDINAL = re.compile(
    r"^(?:附件|附表|附|表)?[\s\d一二三四五六七八九十]*(?:[-—.]\d+)?[：:、.．]\s*"
    r"|^[(（][\d一二三四五六七八九十]{1,3}[)）][、.]?|^\d{1,3}(?=[\u3400-\u9fff])"
    r"|^第[一二三四五六七八九十]+[章节部分]*|^附件\d*|^[一二三四五六七八九十]{1,3}[、.]"
)
_LISTS = r"(?:目录|清单|标准|事项|指引|一览)"
_WITH_FIELD = re.compile(rf"^(.{{1,40}}?)领域(?=.{{0,25}}{_LISTS}|[(（].{{0,12}}[)）]$|$)")
_WITHOUT = re.compile(rf"^(.{{2,30}}?)(?:基层)?政务公开.{{0,12}}{_LISTS}")
_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|"
    "海南|四川|贵州|云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|全省|全市|全县|全区|全镇|我市|我县|我区|我镇"
)
_PLACE = re.compile(
    rf"^(?:\d{{4}}年?度?)?(?:(?:{_PROVINCES})(?![省市区自]))?"
    r"(?:[^市县区镇乡州盟旗省]{2,5}(?:省|自治区))?"
    r"(?:[^市县区镇乡]{2,5}(?<!城)市(?!政))?"
    r"(?:(?!.{0,3}[社园景辖小地]区)[^镇乡]{2,8}?(?:县|区|旗|自治州|州|盟))?"
    r"(?:[^区县]{2,6}?(?:(?<!城)镇(?!化)|(?<!城)乡(?!村|镇)|街道(?:办事处)?))?"
)
_BEFORE_FIELD = re.compile(rf"(?:[省市县区镇乡州旗盟道局办府年度的]|{_PROVINCES})$")
_EMPTY_WORDS = re.compile(
    r"(?:国家|全国|试点|各|相关|有关|本|重点|全部|所有|\d+个|若干|多个|以下|上述|主要|基层|乡镇|街道|镇|乡|镇级|乡级|县级)+"
)
_QUOTES = "《》“”\"' "
_SENTENCE = re.compile(r"[，。；;？！《》>›»]|^(?:根据|按照|依据|为了|结合|围绕|现将|经)")
_TITLE = re.compile(
    rf"政务公开.{{0,15}}{_LISTS}|公开(?:事项)?(?:标准)?目录|领域.{{0,15}}{_LISTS}|标准目录"
)


def bare(text: str) -> str:
    """A heading without its number: （七）公共法律服务领域 gives 公共法律服务领域."""
    plain = phrase(text) or ""
    while (shorter := _ORDINAL.sub("", plain).strip()) != plain:
        plain = shorter
    return plain


def canonical(text: str) -> str | None:
    """A field name as known nationally, else as printed without 领域; None when empty."""
    name = re.sub(r"(?:领域|領域)$", "", bare(text))
    return _BY_KEY.get(glyphs.key(name), name) or None


def known(text: str) -> str | None:
    """The national name that a heading consists of, or None."""
    name = re.sub(r"(?:领域|類|类)?$", "", glyphs.simplify(bare(text)), count=1)
    return _BY_KEY.get(glyphs.key(name))


def is_title(text: str) -> bool:
    """Whether a line is the title of a catalogue."""
    plain = glyphs.fold(text).strip(_QUOTES)
    return len(plain) <= 60 and not _SENTENCE.search(plain) and bool(_TITLE.search(plain))


def from_title(text: str) -> str | None:
    """The field that a title, heading or sheet name tells, or None.

    A title names its place first (沙湾区安全生产领域…); the place is dropped, and words that
    name no field (试点领域, 各领域) give None.
    """
    plain = glyphs.simplify(glyphs.repair(bare(text))).strip(_QUOTES)
    if len(plain) > 60 or _SENTENCE.search(plain):
        return None
    if known(plain):
        return known(plain)
    match = _WITH_FIELD.match(plain) or _WITHOUT.match(plain)
    if match is None:
        return None
    printed = match[1].strip()
    return _named(printed, "领域" in match[0] or bool(_WITH_FIELD.match(plain)))


def _named(printed: str, certain: bool) -> str | None:
    """The field in the words before 领域; without that word only a national name counts."""
    for start in range(len(printed)):
        name = _BY_KEY.get(glyphs.key(printed[start:]))
        if name and (start == 0 or _BEFORE_FIELD.search(printed[:start])):
            return name
    if not certain:
        return None
    rest = _PLACE.sub("", printed).strip()
    if len(rest) < 2 or _EMPTY_WORDS.fullmatch(rest):
        return None
    return _BY_KEY.get(glyphs.key(rest), rest)
