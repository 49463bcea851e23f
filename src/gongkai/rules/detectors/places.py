"""Household addresses and private landlines: what belongs to people, not to offices."""

import re
from collections.abc import Iterator
from string import ascii_letters, digits
from typing import Final

from gongkai.rules.detectors.kinds import Kind
from gongkai.rules.detectors.names import LEFT, NAME, is_name
from gongkai.rules.detectors.pairs import matches, pairs
from gongkai.rules.detectors.triggers import Found, Page
from gongkai.rules.detectors.vocabulary import words

_PRIVATE: Final = re.compile(
    r"家庭|住宅|宅电|(?<![大专国厂商])家(?=[：:])|户搬|[搬迁]至|搬到|选房|家中|家里|户主|本人|个人|家属|家长|亲属|监护人|父亲|母亲|配偶|住户|业主|"
    r"村民(?!委|小组)|居民(?!委|服务)|"
    r"申请人|信访人|反映人|投诉人|来访人|上访人|当事人|患者|低保|特困|残疾人(?!联|证)|学生|"
    r"经营者|原告|被告(?!人单位)|申请执行人|被执行人|牧民|渔民|(?<!公司)(?<!企业)(?<!单位)(?<!法定)住所|安置房|房号|"
    r"我的地址|收件人|寄件人|本户|持卡人|车主|救助对象|孤儿|学生家|受益人|被征收人|承包户|养殖户|死者|"
    r"伤者|租住|住址|家住|住(?!院|建)在?|户籍|居住|身份证(?![、和及原复])|被拆迁人|房屋坐落|房主|产权人|租客|承租人|"
    r"老人|群众"
)
_OFFICIAL: Final = re.compile(
    r"咨询|监督|举报电话|投诉电话|服务|热线|值班|传真|办公|受理|报名|预约|客服|单位|中心|"
    r"大厅|窗口|派出所|医院|学校|小学|中学|"
    r"幼儿园|政府|委员会|村委(?!会[^，。；]{0,8}[组号村])|居委(?!会[^，。；]{0,8}[组号])|公司|企业|银行|支行|"
    r"(?<![\d一二三四五六七八九])[局所站科室厅处院厂店](?=[^\u4e00-\u9fff]|电话|地址|联系|咨询|服务|$)|采购|招标|代理|"
    r"投标|开标|项目|供电|供水|机关|驻地|消防|设备|经办人|摊位|农贸市场|"
    r"会议|(?<!送达)地点|递交|接收|经营(?!者)|注册地|仓库|工程|施工|地块|四至|道路|路灯|监控|公厕|"
    r"基地|合作社|广场|"
    r"办事处|法庭|报到|集合|培训|考试|举办|门店|商铺|超市|饭店|宾馆|酒店|联系人|拆迁范围|"
    r"停电|停水|镇长|主任|书记|科长|局长|所长|站长|院长|校长|干部|经理|工程师|负责人"
)
_WHOSE: Final = re.compile(f"(?P<private>{_PRIVATE.pattern})|(?P<official>{_OFFICIAL.pattern})")
_PHONE_WORD: Final = (
    r"(?:的)?(?:家庭|住宅|联系)?(?:电话|固话|座机|固定电话|联系方式|Tel|tel|TEL)?(?:号码)?"
)
_OWNER: Final = re.compile(
    rf"{LEFT}(?P<name>{NAME})[（(，,、：:\s|]{{0,3}}{_PHONE_WORD}[：:（(\s+|]{{0,3}}$"
)
# Keys of records: a telephone belongs to the person whose number or name stands beside it.
_KEY: Final = re.compile(r"(?:tel|phone|telephone|dh)[\"']?\s?[:=>]\s?[\"']?\Z", re.IGNORECASE)
_RECORD: Final = re.compile(
    r"id_?card|id_?no|sfz|real_?name|\"(?:user)?name|<name|xm", re.IGNORECASE
)
_PRIVATE_COLUMN: Final = re.compile(
    r"身份证|住址|户主|低保|残疾|补贴|监护人|家长|年龄|救助|病|性别|银行|账号|卡号|一卡通|"
    r"村民|居民"
)
_OFFICE_COLUMN: Final = re.compile(r"职务|单位|部门|科室|机构|职责|窗口|事项")


def _nearer(before: str) -> bool | None:
    """Whether the nearest word before a place is private; None when there is no such word."""
    nearest = None
    for match in _WHOSE.finditer(before):
        nearest = match
    return None if nearest is None else nearest.lastgroup == "private"


_PUBLIC_LABELS: Final = frozenset(
    f"{use}{thing}"
    for use in ("咨询", "监督", "举报", "投诉", "服务", "值班", "办公", "受理", "报名", "报警")
    for thing in ("电话", "热线")
)


_HOME_AFTER: Final = re.compile(r"[\d\- ]{7,14}\s?[（(](?:宅|家|住宅|家庭|家中)[）)]")


def is_private_line(page: Page, start: int) -> bool:
    """Whether the landline at ``start`` stands beside a private person."""
    if page.text[max(start - 5, 0) : start - 1] in _PUBLIC_LABELS:
        return False
    found = page.rosters.at(start)
    if found is not None:
        header = page.rosters.header(start) or ""
        if _nearer(header):
            return True
        names = "\t".join(found[0].header)
        return not _OFFICE_COLUMN.search(names) and bool(_PRIVATE_COLUMN.search(names))
    line = page.text.rfind("\n", 0, start) + 1
    before = page.text[max(line, start - 40) : start]
    if _KEY.search(before):
        return _RECORD.search(page.text, max(start - 160, 0), start + 160) is not None
    nearer = _nearer(re.split("[。；;]", before)[-1])
    if nearer is not None:
        return nearer
    owner = _OWNER.search(before)
    named = owner is not None and is_name(owner["name"])
    return named or _HOME_AFTER.match(page.text, start) is not None


HOME_LINE: Final = words("home_lines")
_LOCAL: Final = re.compile(
    r"(?:号码?)?[为是]?[：:\s|（(]{0,4}((?:\d{3,4}[- ])?[2-8]\d{6,7}|"
    r"(?:\d{3,4}[- ])?[2-8]\d{2,3}[- ]\d{4})(?!\d)"
)


def home_line(page: Page, start: int, end: int) -> Iterator[Found]:
    """A number without area code after 家庭电话, 住宅电话 and the like."""
    number = _LOCAL.match(page.text, end)
    if number is not None:
        yield Kind.LANDLINE, number.start(1), number.end(1)


_N: Final = (
    r"(?:附?第?[0-9A-Za-z一二三四五六七八九十百〇零甲乙丙丁]{1,5}(?:[-—－–][0-9A-Za-z]{1,5}){0,3})"
)
_PART: Final = (
    rf"(?:[ |\t]?{_N}[ ]?(?:村民小组|居民小组|小组|组|队|社|屯|"
    rf"排|胡同|号楼|号院|#楼|号|栋|幢|座|楼|单元|"
    r"室|户|弄|巷|院|门|层|#)(?:东户|西户|中户|南户|北户)?)"
)
_KINDS: Final = (
    "村屯庄疃寨堡湾沟营社区园苑寓城府庭居路街巷弄里同道景际邑廷庐岭山河岗屿嘴滩桥店铺集井塘峪崖口头湖洼堰泉"
    "厦家坊泊郡墅都院期镇乡组会查队坪冲坝圩垸墩埠畈塬岙坳阁轩岛"
)
_PARTS_OF_A_PLACE: Final = "东南西北中前后区片园期里段"
_COUNTED: Final = f" |\t附第一二三四五六七八九十百〇零甲乙丙丁{digits}{ascii_letters}"
ADDRESSES: Final = (*pairs(_KINDS, _COUNTED), *pairs("村庄寨屯", "（("))
ADDRESSES_OF_PARTS: Final = tuple(pairs(_PARTS_OF_A_PLACE, _COUNTED))
_MOST_PARTS: Final = 3
_ADDRESS: Final = re.compile(
    rf"(?P<kind>[{_KINDS}])(?:[（(][^（）()\d\n]{{1,8}}[）)])?(?=[{_PARTS_OF_A_PLACE}{_COUNTED}])"
    rf"(?P<parts>(?:[东南西北中前后]{{0,2}}[区片园期里段]?)?(?:{_PART}(?:地块(?=\d))?)+"
    rf"(?:[ ]?\d{{2,4}}(?![\d年月日.]))?|"
    rf"\d{{1,3}}[#号]?[-—－–]\d{{1,2}}[-—－–]\d{{2,4}}(?!\d)[室户]?)"
)
_CUT: Final = re.compile(
    r"住址|地址|家住|现住|居住[地在于]?|住在|户籍(?:所在)?地?|位于|坐落于?|住|租住|(?<=[住位落居处])于|在|址|"
    r"至|到|是|户主|搬到|前往|送到|迁入|迁往|(?<=[\u4e00-\u9fff]{2})由|从|送回|返回|走访|抵达|送往|寄往|发往|家在|选房"
)
_ASIDE: Final = re.compile(r"(?<=[村庄寨屯])[（(][^（）()\n]{1,10}[）)]\Z")
_HAN_TAIL: Final = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]{0,28}$")
_OFFICE_AFTER: Final = re.compile(
    r"(?:[、和及至]\d+号)*(?:文件|[一二两三四五\d]厅|[〔\[]|[^，。；;\n]{0,2}(?:林班|小班|图斑|机井|路灯|井|桥|塘|泵|棚|变压器|台区|闸|监控|点位|地块|厂|摊|广告|设施|线路|建议|提案|议案)|"
    r"[^，。；;\n]{0,4}(?:会议室|办公室|窗口|大厅|报告厅|接待室|门诊|商铺|厂房|仓库|门店|"
    r"超市|政府|服务中心|公司|委员会|派出所|门市))"
)
_HOME_PART: Final = re.compile(r"室|户|单元|\d[-—－–]\d{1,2}[-—－–]\d{2,4}|[楼栋幢座门]\D?\d{3,4}$")
_OFFICE_WITHIN: Final = re.compile(
    r"公司|政府|中心(?!路|街|社区|村)|医院|学校|小学|中学|幼儿园|银行|委员会(?!.{0,8}[组号])|村委(?!会)|居委(?!会)|派出所|大厅|驻地|"
    r"工业园(?!.{0,4}(?:宿舍|公寓|家属))|合作社|办事处|项目|工程|道路|会议"
)
_VILLAGE: Final = "村屯庄疃寨堡湾沟营家坊泊社区组查队坪冲坝圩垸墩埠畈塬岙坳"
_VILLAGE_WITHIN: Final = re.compile(r"[村屯庄寨](?![镇务民委])|社区|居委会|村委会|嘎查|小组|组")
# A name and a telephone before an address are those of a person: 龚满仓 13796240196 ….
_AFTER_OWNER: Final = re.compile(
    rf"(?:^|[\s，,；;、—：:]){NAME}(?:[\s，,、—：:|（(]{{1,3}}(?:1[3-9]\d{{9}}|\d{{17}}[\dXx]|[男女]|"
    rf"\d{{1,3}}岁))?"
    r"[\s，,、—：:|）)]{1,3}(?:[\u4e00-\u9fff]{2,3}[：:])?\Z"
)
# 186户 is a number of households.
_COUNT: Final = re.compile(r"[^号楼栋幢座室单排\-—－–]*户[^号楼栋幢座室单]*$")
_DOCUMENT: Final = re.compile(r"[〔\[（(]\d{4}|文件|令|字|第\d+号$")


def _beginnings(page: Page) -> Iterator[int]:
    """Where an address may begin: at a kind of place before a number, or before 东区 and one."""
    yield from page.begins.address
    for part in page.begins.part_of_address:
        for place in range(max(part - _MOST_PARTS, 0), part):
            if page.text[place] in _KINDS:
                yield place


def addresses(page: Page) -> Iterator[Found]:
    """Addresses down to a household: 村…组…号, 小区…楼…单元…室."""
    for match in matches(_ADDRESS, page.text, sorted(_beginnings(page))):
        start = _begin(page.text, match.start())
        if _is_household(page, match, start):
            yield Kind.ADDRESS, start, match.end()


def _begin(text: str, start: int) -> int:
    """Where an address begins; the old name of a village may stand in brackets:
    赵庄村（原上河村）3组.
    """
    floor = max(start - 28, 0)
    tail = _HAN_TAIL.search(text, floor, start)
    left = tail.start() if tail else start
    for cut in _CUT.finditer(text, left, start):
        left = cut.end()
    aside = _ASIDE.search(text, floor, left) if left else None
    return _begin(text, aside.start()) if aside else left


# A group of a village is no household: 住青杠村8社.
_GROUP_ONLY: Final = re.compile(rf"[ |\t]?{_N} ?(?:村民小组|居民小组|小组|组|队|社|屯|排)")
_GROUP_AND_NUMBER: Final = re.compile(r"[组社队].{0,2}\d号?$")
_BARE_LABEL: Final = re.compile(r"\s{0,4}(?:联系|通讯|通信|详细|收件)?地\s{0,4}址\s?[：:]\s?\Z")


def _context(text: str, line: int, start: int) -> str:
    """What stands before on the line; a bare 地址： belongs to whom the line above names."""
    if line and _BARE_LABEL.match(text, line, start):
        line = text.rfind("\n", 0, line - 1) + 1
    return text[max(line, start - 60) : start]


def _is_household(page: Page, match: re.Match[str], start: int) -> bool:
    text, parts = page.text, match["parts"]
    if _is_no_home(text, match, start):
        return False
    village = match["kind"] in _VILLAGE or _VILLAGE_WITHIN.search(text, start, match.start())
    private = _is_private(page, match, start, bool(village))
    if private is False:
        return False
    if _HOME_PART.search(parts) or (village and "号" in parts and "楼" not in parts):
        return True
    return private is True


def _is_no_home(text: str, match: re.Match[str], start: int) -> bool:
    """Whether the words of an address or after it say that nobody lives there."""
    parts = match["parts"]
    return bool(
        _OFFICE_AFTER.match(text, match.end())
        or _DOCUMENT.search(parts)
        or _COUNT.match(parts)
        or _GROUP_ONLY.fullmatch(parts)
        or _OFFICE_WITHIN.search(text, start, match.end())
    )


def _is_private(page: Page, match: re.Match[str], start: int, village: bool) -> bool | None:
    """Whose the address is by the words before it; None when they do not say."""
    text = page.text
    line = text.rfind("\n", 0, start) + 1
    if page.rosters.at(match.start()) is not None:
        before = page.around.before(match.start())
    else:
        before = re.split("[。；;]", text[max(line, start - 30) : start])[-1]
    private = _nearer(before)
    if private is None:
        private = _nearer(_context(text, line, start))
        # An office named in another sentence does not take a household away from a village.
        if private is False and village and _GROUP_AND_NUMBER.search(text, start, match.end()):
            private = None
    if private is None and _AFTER_OWNER.search(text, line, start):
        private = True
    return private
