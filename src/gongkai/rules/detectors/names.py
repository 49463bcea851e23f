"""Personal names in Chinese text: told by surname and by what stands around them."""

import re
from collections.abc import Iterator
from typing import Final

from gongkai.rules.detectors.vocabulary import words

_SURNAMES: Final = (
    "王李张刘陈杨黄赵周吴徐孙马胡朱郭何罗高林郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏"
    "吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严"
    "覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒"
    "阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳穆卓古吉缪"
    "简连芦麦褚娄窦戚岑景宫费卜冷晏卫柏宗瞿桂佟臧闵苟邬边卞姬仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩佘池"
    "麻苑迟邝封谈匡鞠惠荆乐冀郁胥栗燕楚鄢劳谌奚皮粟冼蔺楼闻厉伊仝郜阚廉禹井祖漆巴卿狄晋扈晁芮阙浦戈"
    "鹿邸傅萧阎常赖洪丘畅竺习雍辜羊乌裘亓邰赫杭隆茹慕嵇湛衡逄矫逯綦宓庹揭冶郗臣"
)
_COMPOUND: Final = (
    "欧阳|司马|诸葛|上官|东方|慕容|尉迟|令狐|皇甫|公孙|夏侯|端木|南宫|长孙|司徒|司空|独孤|"
    "澹台|宇文|百里|呼延|申屠|轩辕|闻人|"
    "西门|钟离|鲜于|淳于|单于|太史|濮阳|赫连|完颜"
)
_HAN: Final = r"[\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U000323af]"
_GIVEN: Final = r"(?![某的等及或患因被者们])[\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U000323af]"

# Lazy, so that what follows decides how long a name is.
NAME: Final = (
    rf"(?:(?:{_COMPOUND}){_GIVEN}{{1,2}}?|[{_SURNAMES}](?:[ \u3000]{{1,3}}{_GIVEN}(?!{_HAN})|"
    rf"{_GIVEN}{{1,2}}?)|{_HAN}{{2,6}}[·•]{_HAN}{{2,8}})"
)
# A name begins where no character stands before, or after one that ends a word for a person.
LEFT: Final = (
    rf"(?:(?<!{_HAN})|"
    r"(?<=[叫是为子女孙童儿生名户主民给与和及对将者员人婴弟妹兄哥姐娃孩象友工属长母亲父妻夫由系村组班级园即请]))"
)
# And ends where none follows, or one that cannot belong to it.
RIGHT: Final = (
    r"(?=$|[^\u4e00-\u9fff]|因|患|系|属|为|是|被|的|等|在|家|已|由|与|和|及|女|男|现|今|于|"
    r"年龄|同志|同学|小朋友|获|身|"
    r"残疾|经|自|从|有|申请|反映|名下|户|本人|一家|之|到|就读|享受|确诊|近|曾|不|去|突发|住|"
    r"电话|联系|向|来|因病|通过|"
    r"符合|提出|需|无|家庭|每月|领取|共|所|父母|父亲|母亲|随|出生|生于)"
)

_NOT_NAMES: Final = frozenset(words("not_names"))
_TITLES: Final = re.compile(
    r"老师|校长|主任|园长|书记|医生|大夫|护士|院长|镇长|乡长|县长|市长|区长|局长|所长|科长|"
    r"处长|部长|站长|村长|先生|女士|"
    r"师傅|经理|会长|队长|组长|委员|代表|律师|法官|警官|教授|同志|家长|教师|同学|学生|家庄|"
    r"家村|家沟|家庭|家属|家中|"
    r"[某的一是在了者们员]$"
)


# The two or three characters before a bracket, where the bracket is proof enough of a name.
NAME_AT_END: Final = rf"(?:[{_SURNAMES}]{_GIVEN}{{2}}|[{_SURNAMES}]{_GIVEN})"
SKIP_ALIAS: Final = r"(?![（(]?\s?化名)"
# More names follow after 、 or, where nothing but names stands there, after other signs.
NAMES: Final = (
    rf"(?:[{_SURNAMES}][某×*＊●○]{{1,2}}[、，,])*"
    rf"(?P<names>{NAME}(?:、{NAME}{RIGHT}|[，,\s]{{1,3}}{NAME}(?=[、，,\s。；;]|\Z)){{0,60}})"
)
_NAME: Final = re.compile(NAME)
_ITEM: Final = re.compile(rf"[{_SURNAMES}][ \u3000]{{1,3}}{_GIVEN}(?!{_HAN})|[^、，,\s]+")


_FIRST: Final = frozenset(f"{_SURNAMES}{_COMPOUND} \t\n\r\u3000：:（(“")


def may_follow(text: str, at: int, more: frozenset[str]) -> bool:
    """Whether a name, alone or after words that begin with one of ``more``, can begin here.

    Most places are settled by this one look.
    """
    sign = text[at : at + 1]
    return sign in _FIRST or sign in more or "·" in text[at : at + 9]


def is_name(candidate: str) -> bool:
    """Whether what has the form of a name is not an ordinary word or a title."""
    bare = candidate.replace(" ", "").replace("\u3000", "")
    return bare[:2] not in _NOT_NAMES and _TITLES.search(bare[1:]) is None


def listed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Each name of a list that ``NAMES`` found, without those that are masked."""
    for item in _ITEM.finditer(text, start, end):
        if _NAME.fullmatch(item[0]) and is_name(item[0]) and not _is_alias(text, item.end()):
            yield item.span()


def _is_alias(text: str, at: int) -> bool:
    return "化名" in text[at : at + 4] or text[at : at + 1] in {"某", "*", "×", "＊", "●", "○"}
