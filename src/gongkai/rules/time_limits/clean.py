"""Undo the damage that scanning, copying and conversion do to a 公开时限 cell."""

from __future__ import annotations

import html
import re
import unicodedata

from gongkai.rules.time_limits.numbers import NUMBER, parse_number

# The words that occur in time limits only: a phrase is short, and its anchor is shown to people.
_TRADITIONAL = (
    "個个內内開开時时實实長长變变更更關关後后結结終终號号間间應应當当從从規规據据條条項项決决"
    "審审議议會会聽听證证徵征補补償偿準准標标請请處处罰罚許许營营動动態态進进與与為为發发佈布"
    "達达單单業业務务機机構构縣县鄉乡鎮镇區区眾众網网報报總总記记錄录評评價价調调查查擬拟訂订"
    "認认產产權权無无異异東东級级辦办確确獲获製制財财預预貼贴撥拨資资給给轉转讓让續续滿满雙双"
    "兩两歲岁週周節节選选舉举團团員员職职責责學学術术導导領领農农漁渔樹树種种統统計计佔占補补"
    "戶户屬属協协簽签約约違违檢检測测災灾險险養养醫医療疗衛卫貧贫極极優优慮虑僅仅復复複复讀读"
    "讨讨論论詢询問问題题質质賣卖買买費费賬账賠赔貨货運运遲迟過过還还適适隨随際际陸陆階阶隊队"
    "範范圍围鑒鉴類类顯显驗验體体點点齊齐龍龙於于並并現现場场壓压傳传來来億亿儘尽歷历曆历毀毁"
    "滅灭濟济灣湾爾尔狀状獎奖環环畢毕療疗監监盡尽礎础禮礼稅税窮穷籌筹紙纸組组細细繳缴編编罷罢"
    "聯联聲声臨临興兴舊旧藝艺蘭兰裡里裝装訪访設设訴诉試试話话該该詳详說说誰谁課课談谈講讲謝谢"
    "譯译護护負负貫贯貳贰賓宾賽赛趙赵軍军軟软輕轻輛辆輸输農农連连週周遊游遠远遷迁郵邮鄰邻釋释"
    "針针銀银鋼钢錄录錢钱鍵键鐵铁門门閉闭閱阅關关陽阳陰阴陳陈隱隐雖虽雜杂離离難难電电靈灵響响"
    "頁页順顺須须頒颁頭头顧顾風风飛飞馬马驟骤驗验髒脏鮮鲜麗丽黃黄點点佈布係系併并側侧僑侨儲储"
    "別别剛刚創创劃划劇剧勞劳勢势勵励勝胜"
)
# Look-alikes that scanners give: never proper words of such a phrase.
_LOOK_ALIKES = {
    "曰": "日",
    "吋": "时",
    "変": "变",
    "実": "实",
    "⻓": "长",
    "⻔": "门",
    "⻛": "风",
    "⻚": "页",
    "⻅": "见",
}
_CHARACTERS = str.maketrans(
    {
        **dict(zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True)),
        **_LOOK_ALIKES,
        **dict(zip("(),;:!?,[]【】〔〕", "（），；：！？，（）（）（）", strict=True)),
        **dict.fromkeys("‐‑‒–—―─~～﹣", "-"),
    }
)
_DITTO = re.compile(
    r"[（(]?(?:同上(?:栏|款|项|一项|一行|一栏|格|述|条)?|上同|同前|与上同|如上|〃|″|′′|''|\"|”|“|''|々|↑)+[）)]?"
)
_MARKUP = re.compile(r"<br\s*/?>|</?(?:p|div|td|span)\b[^<>]*>", re.IGNORECASE)
_CIRCLED = re.compile(r"[①-⒛❶-❿㈠-㈩]|\uf06c|\uf0b7")
# A list number needs a blank or a word after it, so that "1.20" is not taken apart in the middle.
_LIST_NUMBER = re.compile(
    r"(?:^|(?<=[\s;；。:：，,内前后开示布期]))\d{1,2}(?:[.．](?:\s+|(?=[^\d\s]))|、)"
    rf"|(?<![\d个])[（(]\s*[一二三四五六七八九十\d]{{1,2}}\s*[）)](?!\s*(?:个|{NUMBER}|工|日|天))"
    r"|(?:^|(?<=[\s;；。内前后开示布期]))[一二三四五六七八九十]\s*、"
)
_PINYIN = re.compile(r"[（(]\s*[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+\s*[）)]", re.IGNORECASE)
_SLASH = re.compile(r"(?<!次)/(?!次)")
_QUOTES = re.compile("[\"'“”‘’「」『』`′″]")
_BULLETS = re.compile(r"[●▲◆◇■★·•∙⚫►▪※*|｜]")
_DIGIT_RUN = re.compile(r"[\dOoIl]*\d[\dOoIl]*(?=(?:个|個|工作|日|天|[月年]))")
_DIGIT_LOOKS = str.maketrans("OoIl", "0011")
_UNIT_MARK = re.compile(rf"({NUMBER})个?[日天]?（个?(工作日|自然日|日历日)）(?:[日天](?![历内]))?")
_REPAIRS = (
    (re.compile(rf"({NUMBER}个+)(?:[^工，；]作|工[^作，；])(?=[日目天])"), r"\1工作"),
    (
        re.compile(rf"({NUMBER}(?:（{NUMBER}）)?)个*(?:工作|工|作)[日目口Ee臼天]+(?!常)"),
        r"\1个工作日",
    ),
    (re.compile(rf"({NUMBER})个*工作(?=[之以]?内)"), r"\1个工作日"),
    (re.compile(rf"(?<=[成更取到后布])个(?={NUMBER}个)"), ""),
    (re.compile(r"([之以]?内)内+"), r"\1"),
)
_DAY_OF_MONTH = re.compile(rf"(?<=[月季度])的?({NUMBER})(?=[日号])")
_DATE = re.compile(rf"({NUMBER})月(?:({NUMBER})[日号])?")


def ditto(phrase: str) -> bool:
    """Say whether the whole cell only repeats the one above it (同上, 〃)."""
    bare = re.sub(r"[\s。.]", "", html.unescape(phrase)).translate(_CHARACTERS)
    return bool(_DITTO.fullmatch(bare))


def clean(phrase: str) -> str:
    """Give the phrase in one line: simplified, full-width marks, ASCII digits, blanks removed.

    List numbers, bullets and 。 become ；, which is the only mark between two separate limits.
    """
    text = _MARKUP.sub("\n", html.unescape(html.unescape(phrase)))
    text = _CIRCLED.sub("；", text)
    text = unicodedata.normalize("NFKC", text)
    text = _PINYIN.sub("", text).translate(_CHARACTERS)
    text = _LIST_NUMBER.sub("；", text)
    text = _BULLETS.sub("；", _QUOTES.sub("", text))
    text = "".join(mark for mark in text if not _is_invisible(mark))
    text = _SLASH.sub("，", text)
    text = _DIGIT_RUN.sub(lambda run: run[0].translate(_DIGIT_LOOKS), text)
    text = _UNIT_MARK.sub(r"\1个\2", text)
    for broken, whole in _REPAIRS:
        text = broken.sub(whole, text)
    text = _DATE.sub(_date_in_digits, text)
    text = _DAY_OF_MONTH.sub(_number_in_digits, text)
    return re.sub(r"[；。！？]+|\.(?!\d)", "；", text).strip("；")


def _is_invisible(mark: str) -> bool:
    # Categories Z* and C* are blanks, controls, soft hyphens, private marks; U+2800… is braille.
    return unicodedata.category(mark)[0] in "ZC" or "\u2800" <= mark <= "\u28ff"


def _date_in_digits(match: re.Match[str]) -> str:
    month = parse_number(match[1])
    day = parse_number(match[2]) if match[2] else None
    if month is None or (match[2] and day is None):
        return match[0]
    return f"{month}月" + (f"{day}日" if day is not None else "")


def _number_in_digits(match: re.Match[str]) -> str:
    number = parse_number(match[1])
    return match[0] if number is None else match[0].replace(match[1], str(number))
