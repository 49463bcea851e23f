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
    "酆茅项席强贲诸钮荀於羿储汲邴糜牧隗钭戎束幸韶蓟薄印宿鄂索籍屠阴莘党扶堵宰郦郤璩濮郏农宦慎庾暨殳沃蔚"
    "夔厍勾訾那乜丰蒯查权桓车计应明云昌凤花时仉禚郄缑展修初衣撒谯蹇旷帅代慈尉昃佴侴敬来檀菅呙眭郇郐邾笪"
    "茆蔄蕲衷虢祢禤朴淦睢琚弋晁爨皋妥赛续蔡暴战蚁闭滑盖扬苌苻稽揣斛溥昝仰郸鄞杲扆撖麴咸"
)
# Family names of mothers that parents put after the father's: 张陈欣怡.
_MOTHERS: Final = (
    "王李张刘陈杨黄赵周吴徐孙朱郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖董潘"
    "蒋蔡余杜程苏魏吕丁沈姚卢姜崔谭陆汪范廖贾邹"
)
_COMPOUND: Final = (
    "欧阳|司马|诸葛|上官|东方|慕容|尉迟|令狐|皇甫|公孙|夏侯|端木|南宫|长孙|司徒|司空|独孤|"
    "澹台|宇文|百里|呼延|申屠|轩辕|闻人|"
    "西门|钟离|鲜于|淳于|单于|太史|濮阳|赫连|完颜|亓官|公冶|太叔|仲孙|司寇|巫马|公西|漆雕|乐正|"
    "公良|拓跋|谷梁|东郭|南门|羊舌|微生|梁丘|左丘|万俟|公羊|纳兰|叶赫|那拉|贺兰|达奚|第五"
)
_HAN: Final = r"[\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U000323af]"
_GIVEN: Final = r"(?![某的等及或患因被者们了是])[\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U000323af]"

# Lazy, so that what follows decides how long a name is.
NAME: Final = (
    rf"(?:(?:{_COMPOUND}){_GIVEN}{{1,2}}?|[{_SURNAMES}](?:[ \u3000]{{1,3}}{_GIVEN}(?!{_HAN})|"
    rf"{_GIVEN}{{1,2}}?)|[{_MOTHERS}][{_MOTHERS}]{_GIVEN}{{2}}|{_HAN}{{2,6}}[·•]{_HAN}{{2,8}})"
)
# A name begins where no character stands before, or after one that ends a word for a person.
_PERSON_ENDS: Final = (
    "叫是为子女孙童儿生名户主民给与和及对将者员人婴弟妹兄哥姐"
    "娃孩象友工属长母亲父妻夫由系村组班级园即请妇岁师兵例手"
)
LEFT: Final = rf"(?:(?<!{_HAN})|(?<=[{_PERSON_ENDS}])|(?<=[青少壮]年))"
# The same for the first character of a name only: settles most sentences without names.
_BEGINS: Final = re.compile(
    rf"[{_SURNAMES}{_COMPOUND.replace('|', '')}](?:(?<!{_HAN}.)|(?<=[{_PERSON_ENDS}].)(?<!儿童)|"
    rf"(?<=[青少壮]年.))|[·•]",
    re.DOTALL,
)

# And ends where none follows, or one that cannot belong to it.
RIGHT: Final = (
    r"(?=$|[^\u4e00-\u9fff]|因|患|系|属|为|是|被|的|等|在|家|已|由|与|和|及|女|男|现|今|于|"
    r"年龄|同志|同学|小朋友|获|身|"
    r"残疾|经|自|从|有|申请|反映|名下|户|本人|一家|之|到|就读|享受|确诊|近|曾|不|去|突发|住|"
    r"电话|联系|向|来|因病|通过|"
    r"符合|提出|需|无|家庭|每月|领取|共|所|父母|父亲|母亲|随|出生|生于|做|怀|持|服|遗|未|均|应|将|还|又|"
    r"都|只|用|没|昨|提|入|跌|摔|受|感|丧|失|死|病|瘫|残|接|再|也|且|发现|发病|出院|长期|常年|多年|多次|"
    r"生活|生病|先后|行动|独自|正在|主动|前往|后|荣获|拾金|夺得|参加|参赛|[两二三四五六几]位|[两二三四五六七八九十]人|创办|开办|创业|经营|养殖|种植|自主|表示|介绍|报名|成功|收到|拿到|代表|送|走失|走丢|落水|溺|独|老人|每[周天日年])"
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
_ASIDE: Final = r"(?:[（(][^（）()\n]{1,16}[）)])?"
_NUMBERED: Final = r"(?:[（(]?\d{1,3}[)）.．、]\s{0,2})?"
# More names follow after 、 or, where nothing but names stands there, after other signs.
NAMES: Final = (
    rf"(?:[{_SURNAMES}][某×*＊●○]{{1,2}}[、，,])*"
    rf"(?P<names>{NAME}(?:{_ASIDE}、{NAME}{RIGHT}|[，,\s]{{1,3}}{_NUMBERED}{NAME}(?=[、，,\s。；;]|"
    rf"\Z)){{0,60}})"
)
_NAME: Final = re.compile(NAME)
_ITEM: Final = re.compile(rf"[{_SURNAMES}][ \u3000]{{1,3}}{_GIVEN}(?!{_HAN})|[^、，,\s（(]+")


SURNAME: Final = rf"[{_SURNAMES}{_COMPOUND.replace('|', '')}]"
_FIRST: Final = frozenset(f"{_SURNAMES}{_COMPOUND} \t\n\r\u3000：:（(“")


def may_follow(text: str, at: int, more: frozenset[str]) -> bool:
    """Whether a name, alone or after words that begin with one of ``more``, can begin here.

    Most places are settled by this one look.
    """
    sign = text[at : at + 1]
    if sign in _FIRST:
        return sign in more or text[at : at + 2] not in _NOT_NAMES
    return sign in more or "·" in text[at : at + 9]


def first_name(text: str, start: int, end: int) -> int | None:
    """Where the first name may begin between two places; most sentences have none."""
    match = _BEGINS.search(text, start, end)
    while match is not None:
        at = match.start()
        if text[at : at + 2] not in _NOT_NAMES:
            return at
        match = _BEGINS.search(text, at + 1, end)
    return None


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
    if text[at : at + 2] in {"之子", "之女", "之孙"}:
        return True
    return "化名" in text[at : at + 4] or text[at : at + 1] in {"某", "*", "×", "＊", "●", "○"}
