"""The words and patterns of 公开时限 phrases (after cleaning), in one place.

Collected from the ministries' 基层政务公开标准指引 (国办发〔2019〕54号), from the catalogues of
towns and counties that follow them, and from 政府信息公开条例 (国务院令第711号) Art. 26.
"""

from __future__ import annotations

import re

from gongkai.rules.time_limits.model import Period, Unit
from gongkai.rules.time_limits.numbers import NUMBER, NUMERALS

# Unit word → (unit, how many of that unit one of it makes).
UNITS: dict[str, tuple[Unit, int]] = {
    "工作日": ("working_day", 1),
    "自然日": ("calendar_day", 1),
    "日历日": ("calendar_day", 1),
    "日历天": ("calendar_day", 1),
    "日": ("calendar_day", 1),
    "天": ("calendar_day", 1),
    "周": ("calendar_day", 7),
    "星期": ("calendar_day", 7),
    "个月": ("month", 1),
    "个季度": ("month", 3),
    "年": ("month", 12),
}
_AMOUNT_UNIT = (
    r"个?工作日|个?自然日|个?日历[日天]|个?小时|个季度|个?星期|个?周(?![边转知年岁])|个月|月(?=[之以]?内)"
    r"|年(?=[之以]?[内前后]|$|，|、|）|期|以上|更新|公[开布示]|至少|发布|[一二两\d]次|[-/至到])|[日天](?!起|常|报)"
)
# A number right behind 月 is a date (10月31日前) unless 内 follows (每月10日内).
QUANTITY = re.compile(
    rf"(?<![第统之惟唯\d{NUMERALS}])(?<![上下](?=半))(?:(?<!月)|(?=\d+日[之以]?内))(?!\d{{4}}|百)(?P<low>半个?(?=[年月])|{NUMBER})"
    rf"(?:个?(?:工作)?[日天月年]?(?:-|至|到)(?P<high>{NUMBER}))?(?:（{NUMBER}）)?"
    rf"(?P<unit>{_AMOUNT_UNIT})(?:（不?含[^）]*）)?(?P<tail>[之以]?(?:内|前)(?!容|往))?"
)
HOURS = "小时"
_TIMES = r"(?:至少)?(?:公开|更新|公布|发布|公示)?(?:至少)?{}次"
_ONCE = _TIMES.format("(?:一|1)")
INTERVAL_BEFORE = re.compile(r"(?:每隔?|次/|次每)$")
INTERVAL_AFTER = re.compile(rf"{_TIMES.format(NUMBER)}|/次")

# 每 and its words → period; other intervals (每周, 每日) have no period of their own.
_DO = r"(?=公开|更新|公布|发布|公示)"
_PERIOD_WORDS: tuple[tuple[str, Period], ...] = (
    (rf"[每按分逐](?:个|一|1)?半年度?|次/半年|(?<![上下])半年度?{_DO}", "half_year"),
    (
        rf"[每按分逐](?:个|一|1)?季(?!节)度?|次/季度?|(?<![第二三四上下本一1])季度?(?:{_DO}|/次)"
        rf"|(?<!第)(?:一|1)季度?(?={_ONCE}|/次)",
        "quarter",
    ),
    (
        rf"[每按分逐](?:个|一|1)?月(?:份|度)?|次/月|月度{_DO}|(?:一|1)月(?={_ONCE}|/次)|月/次",
        "month",
    ),
    (
        rf"[每按分逐](?:个|一|1)?年(?>度?)(?!计划|方案|安排)|次/年|(?<![\d上本当次该下])(?<!上一)年度{_DO}",
        "year",
    ),
)
PERIODS = tuple((re.compile(words), period) for words, period in _PERIOD_WORDS)
EVERY_FEW_DAYS = re.compile(
    r"[每按逐](?P<word>个?工作日|周(?!边|期)|星期|日(?!期)|天)|次/(?P<per>周|日|天)"
)
# 季度 as the whole clause; 半年 or 一年 alone may be an interval, a deadline or a length.
WHOLE_PERIOD = re.compile(r"季度|月度|年度")
WHOLE_YEARS = re.compile(rf"半年|{NUMBER}年")
UNDATED_PERIODIC = re.compile(r"(?<![不法规约特固确指])定期(?![限间内满])")
TIMES = re.compile(rf"(?P<count>{NUMBER})次")

PUBLISH = r"(?:公开|公示|公布|发布|公告|更新|告知|答复|答覆|完成|上传|录入|反馈|通报)"
# Readable dates are in digits after cleaning; these are the others (三一日, 三五月).
UNREADABLE_DATE = re.compile(
    rf"[{NUMERALS}]{{2,}}月|[{NUMERALS}\d]*月(?:[{NUMERALS}]+[日号]|\d{{1,2}}[日号]前)"
)
_DAY = r"(?:3[01]|[12]\d|[1-9])[日号]"
_POINT = (
    rf"(?:(?<!\d)(?:\d{{1,2}}[-至、和])?(?:1[0-2]|[1-9])月份?(?:{_DAY}|底|末|初|[上中下]旬)?|年[底末初中]|第?[一二三四1-4]季度[初末]?"
    r"|上半年|下半年)"
)
_POINTS = rf"{_POINT}(?:[、和及与至-]{_POINT})*"
_BY = r"(?P<by>[之以]?前|为止|止)?"
YEAR_DATE = re.compile(
    rf"(?P<every>每个?年度?的?|每(?=年[底末初中])|(?:次|下一?|翌|第二|当|本)年度?的?|\d{{4}}年)?"
    rf"(?P<point>(?>{_POINTS})){_BY}(?![内起])"
)
# 年底, 一季度 or 6月 as the whole clause.
WHOLE_DATE = re.compile(rf"(?:于|在)?(?:\d{{4}}年)?{_POINTS}(?:完成|{PUBLISH}|$)")
# A report on the last year comes every year, even where 每年 is not written.
LAST_YEAR = re.compile(r"上一?年")
MONTH_DATE = re.compile(
    r"(?P<every>每个?季度?的?|季度?的?(?=首|第[一1]个月|末月)|每个?月的?|次月的?|下个?月的?|当月的?|下一?个?季度的?)"
    rf"(?P<point>(?>(?:第[一1]个月|首个?月|最后一个月|末月)?的?{_DAY}(?:[、和及]{_DAY})*"
    r"|月?[底末初]|[上中下]旬|第[一二三四1-4]周|第一个工作日|第[一1]个月|首个?月|最后一个月|末月|最后一[天日]|最后一个工作日))"
    rf"{_BY}(?![内起])"
)

IMMEDIATE = re.compile(
    r"及时|实时|即时|即刻|立即|马上|随时|第一时间|当[日天场]|尽快|尽早|即(?=公开|公布|公示|予以)"
)
# Not 中长期规划, 长期护理保险 or 全年工作总结, which name what is published.
CONTINUOUS = re.compile(
    r"(?<!中)长期(?!护理|照护|规划|保险|发展)|[常长]年|持续|永久|长久|全年(?!工作|计划|目标|预算|决算|总结)"
    r"|常态|不间断|(?<!工作)(?<!政务)动态(?=更新|调整|公开|管理|维护|$)"
)

# Where a posting's length stands: the words right before the number, or right after it.
_LENGTH = r"(?:期限|期间|期|时间|时长|时限|天数|日期)"
_AT_LEAST = r"(?:不少于|不得少于|不能少于|应不少于|至少|不低于|不得低于|不短于|不得短于|≥|>=)"
_LINK = rf"(?:为期|为|是|满|应当|应|须|一般|原则上|不得|达到?|：|，|（|在村公示栏|{_AT_LEAST})*"
POSTING_BEFORE = re.compile(
    rf"(?:公示|公告|征求意见|征集意见|征询意见|挂网|张贴|张榜公?布?|保留|保存|留存){_LENGTH}?的?{_LENGTH}?{_LINK}$"
    rf"|(?:公开|公布|展示)(?:{_LENGTH}{_LINK}{_AT_LEAST}|(?:期|期间|时长){_LINK}|{_AT_LEAST})$"
    rf"|(?<!提前)(?<!前){_AT_LEAST}$"
)
POSTING_AFTER = re.compile(r"的?(?:公示|公告)期|以上")
_AT_MOST = r"(?:不超过|不得超过|最长)"
POSTING_UNCLEAR = re.compile(rf"公示{_LENGTH}?(?:为|：|{_AT_MOST})*$")
POSTING_AT_MOST = re.compile(rf"公示{_LENGTH}?(?:为|：)*{_AT_MOST}$")
# 公开7天 and 公开期限5年 may be a length or a deadline; 公开时限 is the name of the column.
PUBLISHED_FOR = re.compile(r"(?:公开|公布|发布)(?:期限|时间)?(?:为|：)*$")
POSTED_FOR = re.compile(r"的?公示")

AHEAD = re.compile(r"(?:至少)?(?:提前|提早)(?:至少|不少于|不得少于)?$")
BEFORE_HEAD = re.compile(r"[之以]?前的?(?:至少|不少于|不得少于|提前)*(?:，|的)*$")
BOUND = re.compile(
    r"^(?:但|且|并|应|应当|原则上|一般)*"
    r"(?:最迟|最长|最晚|至迟|不超过|不得超过|不晚于|不迟于|不得晚于|不得迟于|时限不超过)"
)

# Notes that set no limit of their own.
NOTE = re.compile(
    r"另有规定|从其规定|有规定的|除外|依申请公开的?$|法律法规规章.*规定|不予公开|法定.*除外"
)
LEAD = re.compile(r"^(?:[，、：]|其中|应当|应(?![急对用变付])|但|且|并|或者?)+")
PUBLISH_LEAD = re.compile(
    rf"^(?:[，、：]|及时|主动|向社会|对外|予以|应当?|进行|的|并|且|但|{PUBLISH}(?!事项|内容|信息|期|栏|之日|后))+"
)
LABEL = re.compile(r"^.{0,12}：(?=.)")
COLUMN_NAME = re.compile(r"^(?:信息)?公开(?:时限|期限|时间)(?:为|：)(?=.)")
FROM = re.compile(
    r"(?:(?<![来各独])自(?![然行主治愿建身己动查贸评来有留我负筹养家用救]|收自支)|从(?![其事业严重轻而])"
    r"|(?<![所现正存潜])在(?![建职编册校岗线押]))"
)
TRAILING = re.compile(
    rf"(?:(?:及时|实时|立即|主动|予以)+{PUBLISH}|应当|(?<!响)应|须|必须|可|需|要求|于|在|最迟|最晚|至迟|最长|不超过|不得超过|不晚于|不迟于|原则上"
    r"|一般|的|即|要|当|，|、|：|-|（|及时|主动|予以|进行|公开时限为?|时限为?|期限为?)+$"
)
AFTER_MARK = re.compile(r"(?:之日起算?|起算?|[以之]?后|的?次日起)$")
# An anchor without 之日起 or 后 counts only if it ends in a happening (信息形成20个工作日内);
# otherwise it names what is published (行政处罚7个工作日内).
HAPPENING = re.compile(
    r"(?:形成|变更|变动|变化|获取|取得|获得|收到|接到|制定|制作|确定|批准|批复|核准|审批|审定|审核|作出|做出|产生"
    r"|公布|发布|印发|下发|颁布|出台|申请|完成|结束|终了|通过|生效|更新|签订|签署|成立|调整|下达|至本单位|[^动以时请会]公开|[作做]出[^，]{0,12}决定"
    r"|受理|办结|送达|到位|拨付|届满|期满|后|之日|当日|次日|召开|发生|修订|变更）|公示|公告|备案|验收|发出)$"
)

# Words that end in publishing itself tell no event before 及时 (更新及时).
PUBLISHED = re.compile(rf"(?:{PUBLISH}|长期|办结)$")

_NOT_MOMENT = r"(?<![及实即随当临按定适同届平有小准])时(?![限间候期段效])"
EVENT = re.compile(
    rf"^(?P<anchor>.{{2,60}}?|会|节)(?P<mark>起|[以之]?后(?![续期台果勤备评方])|[之以]?前(?![期述款置台往后])"
    rf"|{_NOT_MOMENT}|期间)"
    rf"(?=$|，|即|应|予以|向|主动|依|在|通过|由|进行|对外|{IMMEDIATE.pattern}|{PUBLISH}|发|张贴)"
)
NOT_EVENT = re.compile(
    r"(?:目|当|事|提|此|今|以|之|最|先|落|有|无|什么)$|规定$|[前中后]、|即日$|^第|[月\d一二三四五六七八九十]日$|^(?:法律|有关|相关|按|根据)"
)
REFERRED = re.compile(
    r"(?P<anchor>.{2,40}?(?:规定|公布|确定|约定|要求|明确|载明|公告|有效|执行)的?(?:期限|时限|时间|期(?!满|末|间)))"
    r"(?:范围)?[之以]?内?"
    r"|(?P<term>[^，]{2,20}期限?)内"
)
ONLY_RULES = re.compile(
    r"^(?:严格)?(?:按照?|依照?|根据|在|于|执行)?(?:国家|法律|法规|规章|条例|政府信息公开|有关|相关|上级|政策|文件"
    r"|法定|部门|省市?|市|县|区|本级|财政|统一|、|和|及|等|或|中|的|《[^》]*》)*"
    r"(?:规定|要求|部署|法定|公布|约定)的?"
)
PROGRESS = re.compile(
    rf"(?:按照?|根据|依据|随着?|视|结合)(?P<anchor>[^，；]{{0,20}}(?:进展|进度)(?:情况)?)"
    rf"(?=$|，|{IMMEDIATE.pattern}|予以|向社会|动态|{PUBLISH})"
)
TOGETHER = re.compile(
    rf"(?:.*?[与随跟])?(?P<anchor>[^，、]{{2,30}}?)(?:{PUBLISH})?(?:时?同步|的?同时)"
    rf"(?=$|{PUBLISH}|解读|向|在|予以|起草|制定|部署|印发)"
)
ONLY_MODE = re.compile(r"(?:依申请|主动|不予?)(?:公开)?")
ALSO_AT_ONCE = re.compile(rf"(?:或者?|并|且|和)(?:{IMMEDIATE.pattern})")
VAGUE = re.compile(
    r"适时|不定期|视情|按需|根据需要|按实际|根据实际|依法|按时|按期|限时|临时|阶段性|适当"
)
EMPTY = re.compile(r"[-/\\无_×x%。.、，；\s]*", re.IGNORECASE)
