"""Named people with an illness, a disability or another sensitive status (handbook 5.4)."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from gongkai.rules.detectors.kinds import Kind
from gongkai.rules.detectors.names import (
    LEFT,
    NAME,
    NAMES,
    RIGHT,
    SKIP_ALIAS,
    first_name,
    is_name,
    listed,
    may_follow,
)
from gongkai.rules.detectors.triggers import Found, Page
from gongkai.rules.detectors.vocabulary import words

ILLNESSES: Final = words("illnesses")
DISABILITIES: Final = tuple(
    f"{kind}{gap}{grade}级"
    for kind in ("肢体", "视力", "听力", "言语", "智力", "精神", "多重")
    for gap in ("", " ", "\u3000")
    for grade in "一二三四1234"
)
STATUSES: Final = words("statuses")
_STATUSES: Final = frozenset(STATUSES)
PATIENTS: Final = words("patients")
NOT_ILL: Final = words("not_ill")
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
    r"[\dXx*]{1,18}+|电话|联系){0,14}?"
)
_BEFORE_ILL: Final = re.compile(rf"{LEFT}(?P<name>{NAME}){SKIP_ALIAS}(?P<gap>{_MINDS})\Z")
_AFTER_ILL: Final = re.compile(
    r"[病症人性]?(?:后遗症|手术|住院|治疗|去世|致残|抗体|阳性|[一二三四1-4]级|重度|，)*(?:的)?(?:患者|病人|病例|感染者|携带者|"
    r"人员|儿童|者|人|户|家庭|对象|职工|村民|居民|群众|户主|学生|老人|老党员|妇女|军人|青年|男子|女子|女职工|职工|孕妇|产妇|"
    r"孤儿|党员|员工|农民|驾驶员|母亲|父亲|妻子|丈夫|儿子|女儿)*(?:转诊|登记|救助|补贴|随访|管理|公示)?"
    rf"(?:名单|名册|花名册|台账)?(?:有|为|是|姓名|包括)?[：:\s（(“]{{0,4}}{NAMES}{RIGHT}"
)
_AFTER_SUFFERING: Final = re.compile(
    rf"[^。；;，,\n]{{0,8}}?(?:的[^。；;，,\n]{{0,10}}?|患者|病人)(?:是|为|叫|名叫)?{NAMES}{RIGHT}"
)
ILLNESS: Final = re.compile(
    "|".join((*ILLNESSES, *DISABILITIES)).replace(
        "|病|", "|病(?!历|例|房|床|假|毒|虫|害|险|因|种|情)|"
    )
)


_TOLD: Final = re.compile("患(?!者)|因|诊|查出|检出|定为|突发")
_BEFORE_TOLD: Final = re.compile(
    rf"{LEFT}(?P<name>{NAME}){SKIP_ALIAS}(?P<gap>(?:（[^（）]{{0,20}}）)?(?:[，,]?(?:男|女|"
    rf"现年|今年|\d{{1,3}}岁|系|是|该|其|家住|\d{{4}}年|"
    r"于|自|从|近日|前期|现|曾|经|被|也|还|本人|身|常年|长期|不幸|[因患]|确诊|诊断|查出|"
    r"突发)[^。；;\n，,]{0,22}?)?"
    r"(?:因|患有?|确诊[为有]?|诊断[为出]?|查出|检出|鉴定为|认定为|"
    r"突发)(?!病率)[^。；;，,\n]{0,10})\Z"
)


_AT_WORK: Final = re.compile(
    r"医(?!院|保|药费|疗费|学)|擅长|[现曾担]任|从事|主治|专家|分管|负责|联合会|残联|理事|职务|干部|事业|研究|防治|"
    r"诊治|主持|走访|慰问|看望|调研|检查工作|督导|检查指导|视察|讲解|讲座|讲授|介绍|开展|部署|强调|指出|要求|组织|参加|出席|"
    r"会议|汇报|宣传|义诊|宣讲|帮助|关爱|关心|捐|资助|服务|发放|颁发|送去|送上|办理|带领|陪同|护理|照顾|照料|签约|"
    r"采访|报道|设计|施工|管理|防控|预防|咨询电话|筛查|镇长|书记|主任|局长|科长|院长|所长|站长|老师|校长|教授"
)
# What people suffer stands in a short clause, or after a word that says so.
_SUFFERS: Final = re.compile(
    r"因|患|诊|查出|检出|检测|检查|体检|突发|做|行|接受|系|属|是|为|被|得|有|持|怀|致|级|住院|治疗|不幸|自幼|从小|先天|后|"
    r"遭|伤|曾|吸|[（(]|男|女|岁|长期|常年|多年|正在|目前|现|服|依靠|靠|需|不慎|意外|跌|摔|出现|接种|呈|结果|"
    r"[：:\s|]|身|左|右|双|急|慢|重|中度|轻度|晚期|早期|反映|称|自述|自称|诉"
)
_ELSEWHERE: Final = re.compile(
    r"(?<![，,\d])\d+\s?[名人例户]|等\d|人均|某|各村|各社区|全镇|全区|全市|我镇(?!村民)|[“《]|不得|应当|可以申请|标准|"
    r"果树|作物|家禽|[养种]的|的(?:羊|牛|猪|鸡|鸭|犬|狗|树)|母亲节|规定|未患|无(?=[\u4e00-\u9fff]{0,4}\Z)|没有|否认|排除|预防"
)
_POLICY: Final = re.compile(
    r"(?:患者|病人|人员|人群|人|者|户)?的?(?:防治|防控|预防|筛查|监测|健康|管理|服务|知识|宣传|讲座|科普|义诊|门诊|科(?!技)|"
    r"专家|医生|联合会|联|事业|工作|协会|之家|研究|政策|制度|办法|项目|疫苗|日(?!常)|月活|周活|培训|专科|团队|"
    r"病毒|指南|证(?:办理|申领|换发|管理|年审|可)|家庭(?!困|贫|生)|两项补贴|运动|艺术|就业|文化|群体|代表|送|领域|定点|防范|高发|流行|传播|"
    r"[办护教]|保险|研判)"
)
_BODY: Final = (
    r"(?=核酸|腿|腰|肝|肾|脑|心|血|尿|胸|肺|胃|左|右|双|眼|耳|精神|智力|肢体|视力|听力|言语|体检|检|初步|高烧|发|咳|重度|"
    r"轻度|中度|急性|慢性|突|疑|不慎|意外|术|晚期|早期|手|脚|足|膝|颈|骨|[一二三四][级期])"
)
_PERSON: Final = re.compile(rf"{LEFT}(?P<name>{NAME})(?:{SKIP_ALIAS}(?:{RIGHT}|{_BODY})|\Z)")
_LONGEST_GAP: Final = 46
_SHORT_GAP: Final = 8
_REACH: Final = 84
_ENDS: Final = "。；;！!？?\n"


def _sentence(text: str, start: int) -> int:
    """Where the sentence begins in which ``start`` stands, within reach."""
    reach = max(start - _REACH, 0)
    stop = max(text.rfind("。", reach, start), text.rfind("；", reach, start))
    return max(reach, stop + 1, text.rfind("\n", reach, start) + 1)


def _first_before(page: Page, start: int) -> int | None:
    """Where the first name may begin in the sentence before ``start``."""
    text = page.text
    reach = start - _REACH if start > _REACH else 0
    since, until = page.nameless
    known = until if since <= reach < until else reach
    if first_name(text, known, start) is None:
        page.nameless = (since if known > reach else reach), start
        return None
    return first_name(text, max(known, _sentence(text, start)), start)


def _before_ill(text: str, first: int, start: int, end: int, told: bool) -> int | None:
    """Where the name of the person begins whom the words before an illness mean."""
    floor = max(_sentence(text, start), first - 8)
    for pattern in (_BEFORE_TOLD if told else None, _BEFORE_ILL):
        found = pattern.search(text, floor, start) if pattern is not None else None
        if found is not None and found["gap"] and is_name(found["name"]):
            work = not told and _POLICY.match(text, end)
            return None if work else found.start("name")
    return _subject(text, floor, start, end)


def _subject(text: str, floor: int, start: int, end: int) -> int | None:
    """The last person named in a sentence, if what follows links the person to the illness."""
    last = None
    for match in _PERSON.finditer(text, floor, start):
        if is_name(match["name"]):
            last = match
    if last is None:
        return None
    gap = text[last.end() : start]
    if len(gap) > _LONGEST_GAP or _ELSEWHERE.search(gap) or _AT_WORK.search(gap):
        return None
    if not gap and len(last["name"]) < 3:
        return None
    if _POLICY.match(text, end) or not (len(gap) <= _SHORT_GAP or _SUFFERS.search(gap)):
        return None
    return last.start("name")


_ROLES: Final = frozenset("病症人后手住治去致，的患感携儿者户家对职村群学老妇军青男女有为是名姓")


def ill(page: Page, start: int, end: int) -> Iterable[Found]:
    """A named person with an illness, a disability or another sensitive status."""
    text = page.text
    first = None if text[start - 1 : start] in _ENDS else _first_before(page, start)
    follows = may_follow(text, end, _ROLES)
    before, after = text[max(start - _SELF_REACH, 0) : start], text[end : end + 10]
    graded = text[start:end] in _GRADES
    if first is None and not (graded or follows or _who_suffers(before, after)):
        return ()
    told = _TOLD.search(text, max(start - 16, 0), start) is not None
    name = None if first is None else _before_ill(text, first, start, end, told)
    if name is not None:
        return ((_kind(text, start, end), name, end),)
    own = _ANYBODY.search(before) if graded else None
    if own is None and told and _tells_own_name(text, start):
        own = _SELF.search(before)
    if own is not None:
        return ((Kind.HEALTH, start - len(own[0]), end),)
    return _listed_ill(text, start, end, told) if told or follows else ()


# The grade of a disability in a list needs no known surname beside it.
_GRADES: Final = frozenset(DISABILITIES)
_ANYBODY: Final = re.compile(
    r"(?<![\u4e00-\u9fff])(?!姓名|性别|合计|其中|备注|[\u4e00-\u9fff]{0,2}[人数类型级别等村镇区县市省户证])"
    r"[\u4e00-\u9fff]{3}[ \u3000\t|，,（(]{1,2}(?:[男女][ \u3000，,]{1,2})?\Z"
)
_SELF: Final = re.compile(
    r"(?:本人|我)(?:于|自|从|因|现|身|也|还|长期|常年|不幸|[今去前]年|\d{4}年|\d{1,2}月|被|已|曾|在[^，。；;\n]{2,12}医院)*"
    r"(?:患有?|确诊[为有]?|诊断[为出]?|查出|检出|得了?)[^。；;，,\n]{0,10}\Z"
)
_OWN_NAME: Final = re.compile(
    rf"(?:本人|我叫|我是|申请人|申诉人|反映人|来信人|投诉人|姓名)[姓名]{{0,2}}[：:（(\s]{{0,3}}(?P<name>{NAME}){RIGHT}"
)
_LETTER: Final = 160
_SELF_REACH: Final = 40


def _tells_own_name(text: str, start: int) -> bool:
    """Whether the writer of a letter is named in it: 本人郭德安… 本人患有宫颈癌."""
    left, right = max(start - _LETTER, 0), start + _LETTER
    return any(is_name(own["name"]) for own in _OWN_NAME.finditer(text, left, right))


def _who_suffers(before: str, after: str) -> bool:
    """Whether those that suffer may be named after an illness, or tell of their own."""
    later = "的" in after or "患者" in after or "病人" in after
    return later or "本人" in before or "我" in before


def _kind(text: str, start: int, end: int) -> Kind:
    return Kind.SENSITIVE_STATUS if text[start:end] in _STATUSES else Kind.HEALTH


def _listed_ill(text: str, start: int, end: int, told: bool) -> Iterator[Found]:
    after = _AFTER_SUFFERING.match(text, end) if told else None
    after = after or _AFTER_ILL.match(text, end)
    if after is not None:
        for left, right in listed(text, after.start("names"), after.end("names")):
            yield _kind(text, start, end), start if left - end < 6 else left, right
