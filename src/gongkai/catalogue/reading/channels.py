"""公开渠道和载体: which channels a cell names, by the standard names of the handbook (4.7).

A name that fits a standard one (spelling, blanks, a missing 电子屏, 县政府网站) gets the standard
name; any other name stays as printed (投资项目在线审批监管平台, 便民服务中心). 其他 with text
(■其他：信用中国) gives 其他; the text goes to the row's `extra`.
"""

from __future__ import annotations

import itertools
import re

from gongkai.catalogue.reading import glyphs, marks
from gongkai.catalogue.reading.choices import TickCell, Told, ticked
from gongkai.catalogue.reading.text import phrase

BOARD = "社区/企事业单位/村公示栏（电子屏）"
OTHER = "其他"
STANDARD = (
    "政府网站", "政府公报", "两微一端", "发布会/听证会", "广播电视", "纸质媒体", "公开查阅点",
    "政务服务中心", "便民服务站", "入户/现场", BOARD, "精准推送", OTHER,
)  # fmt: skip

_SCREEN = r"(?:[(（]?电子(?:显示)?屏[)）]?)?"
_PATTERNS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("政府网站", r"(?:人民)?政府(?:门户)?网站"),
        ("政府公报", r"政府公报"),
        ("两微一端", r"[两二]微一端"),
        ("发布会/听证会", r"(?:新闻)?发布会(?:[/、]?听证会)?"),
        ("广播电视", r"广播[/、]?电视"),
        ("纸质媒体", r"纸质(?:媒体|载体|媒介)"),
        ("公开查阅点", r"(?:政务|(?:政府)?信息)?(?:公开|公共)?查阅[点室处](?!场)"),
        ("政务服务中心", r"(?:政务|政府|行政)服务中心"),
        ("便民服务站", r"便民服务(?:站点|站|点)"),
        ("入户/现场", r"入户[/、]?(?:现场)?(?:宣传)?"),
        (
            BOARD,
            rf"社区[/、]?企事业单位[/、]?[村存][(（]?居?[)）]?(?:委会)?(?:公示|公开)栏{_SCREEN}",
        ),
        (
            BOARD,
            r"(?:(?:社区|企?事?业?单位|村民?委员?会|居民?委员?会|村居|村务|居务|村|居|镇|乡镇|街道)[/、]?){1,8}"
            rf"(?:公示公开|公开公示|公示|公开)栏{_SCREEN}",
        ),
        ("精准推送", r"精准推送"),
        (OTHER, r"其[他它]"),
    )
)
_URL = re.compile(r"(?:https?://|www\.)[\x21-\x7e]+", re.IGNORECASE)
_REMARK = re.compile(r"[\s(（]*注[:：].*", re.DOTALL)
_HARD = re.compile(
    r"(?:[、，,；;。|①-⑳]+|(?:^|(?<=[\u3400-\u9fff)）\s]))\d{1,2}[.、．)）](?!\d))(?![^（(]*[)）])"
)
_NUMBER = re.compile(r"^\s*(?:\d{1,2}[.、．)）]|[①-⑳]|[(（]\d{1,2}[)）])\s*")
_SITE = re.compile(r".{0,20}政府(?:门户)?网站?")
_ASIDE = re.compile(r"[(（][^)）]*[)）]$")
_EDGES = " \t\n、，,；;。.：:|/_—-"


def starts_known(text: str) -> bool:
    """Whether a text starts with the name of a channel (blanks inside words ignored)."""
    plain = glyphs.fold(text)
    return any(pattern.match(plain) for _, pattern in _PATTERNS)


def names_channel(text: str) -> bool:
    """Whether a text names a standard channel anywhere; used to recognise the column."""
    plain = glyphs.fold(text)
    return any(pattern.search(plain) for name, pattern in _PATTERNS if name != OTHER)


def standard_name(text: str) -> str | None:
    """The standard name that a text spells exactly, or None."""
    return _standard(glyphs.fold(text))


def read_channels(text: str) -> Told[list[str]]:
    """The channels that a cell names or ticks; an unreadable or unticked cell gives None.

    `words` of the answer is the text of 其他.
    """
    plain = _URL.sub("", text)
    chosen = marks.choices(plain, starts_known)
    result = _from_boxes(chosen) if chosen is not None else _from_list(plain)
    if not result.value:
        result.value = None
        result.problems = result.problems or ["单元格里没有认出渠道"]
    return result


def _from_boxes(chosen: list[marks.Choice]) -> Told[list[str]]:
    result = Told[list[str]]([])
    for choice in chosen:
        own, strays = _own_names(choice)
        if choice.mark is marks.Mark.TAKEN:
            for name in own:
                _add(result, name)
        elif choice.mark is None:
            strays = own + strays
        for stray in filter(glyphs.key, strays):
            if glyphs.key(stray).isdigit():
                continue
            result.problems.append(f"“{stray}”前没有方框，没有计入")
    if not result.value:
        result.problems.append("方框都没有勾选，或者勾选的记号在转换中丢失")
    return result


def _own_names(choice: marks.Choice) -> tuple[list[str], list[str]]:
    """The names that one box speaks for, and names beside them that lack a box of their own."""
    plain = _REMARK.sub("", choice.text)
    squeezed = glyphs.fold(plain)
    if _standard(squeezed) or re.match(r"其[他它]", squeezed):
        return [plain], []
    apart = _split_apart(plain)
    if choice.behind:
        apart.reverse()
    own = [part for part in re.split(r"[、，,]", apart[0]) if part.strip(_EDGES)]
    if _standard(glyphs.fold(apart[0])):
        own = [apart[0]]
    return own, apart[1:]


def _split_apart(text: str) -> list[str]:
    """Split at semicolons, and at blanks only where a standard name ends or begins."""
    parts: list[str] = []
    for segment in re.split(r"[；;\n]|\s{1,}", text):
        piece = segment.strip(_EDGES)
        if not piece:
            continue
        fresh = parts and (_standard(glyphs.fold(parts[-1])) or _standard(glyphs.fold(piece)))
        if not parts or fresh or re.search(r"[；;]\s*" + re.escape(piece), text):
            parts.append(piece)
        else:
            parts[-1] += piece
    return parts or [text]


def _standard(squeezed: str) -> str | None:
    """The standard name that a squeezed text spells, or None."""
    bare = squeezed.strip(_EDGES)
    for word in (bare, _ASIDE.sub("", bare)):
        for name, pattern in _PATTERNS:
            if pattern.fullmatch(word):
                return name
    if _SITE.fullmatch(bare) and not re.search(r"[/和及]", bare):
        return "政府网站"
    return {"现场": "入户/现场", "公示栏": BOARD}.get(_ASIDE.sub("", bare))


def _add(result: Told[list[str]], text: str) -> None:
    plain = _REMARK.sub("", _NUMBER.sub("", text)).strip(_EDGES)
    squeezed = glyphs.fold(plain)
    if not squeezed:
        return
    name = _standard(squeezed)
    if name is None and re.match(r"其[他它]", squeezed):
        name = OTHER
        result.words = (phrase(plain) or "")[2:].strip(_EDGES + "()（）")
    name = name or phrase(plain) or ""
    if result.value is not None and name and name not in result.value:
        result.value.append(name)


def _from_list(text: str) -> Told[list[str]]:
    """Bare names: separated by marks, by numbers, or by nothing but their known spelling."""
    result = Told[list[str]]([])
    for part in _HARD.split(_NUMBER.sub("", _REMARK.sub("", text))):
        piece = _NUMBER.sub("", part).strip(_EDGES)
        for name in _names_in(piece) if piece else []:
            _add(result, name)
    return result


def _names_in(part: str) -> list[str]:
    """The names in a part without hard separators: 政府网站和办事大厅, 政府网站 公示栏.

    Blanks and line breaks may separate names or break one, so known names are found first, in
    the text without blanks; only what is left over is cut where the file has blanks.
    """
    squeezed = glyphs.fold(part)
    led = _standard(squeezed) == "政府网站" and len(part.split()) > 1
    if (_standard(squeezed) and not led) or re.match(r"其[他它]", squeezed):
        return [part]
    spans: list[tuple[int, int]] = []
    for name, pattern in _PATTERNS:
        for match in pattern.finditer(squeezed):
            taken = any(a < match.end() and match.start() < b for a, b in spans)
            tail = name != OTHER or match.end() == len(squeezed)
            if not taken and tail:
                spans.append(match.span())
    if not spans:
        return _blank_separated(part)
    return _around(_unfolded(part, squeezed), sorted(spans), _gaps(part))


def _blank_separated(part: str) -> list[str]:
    """Unknown names: blanks separate them only when every piece is long enough for a name."""
    pieces = part.split()
    return pieces if all(len(piece) >= 4 for piece in pieces) else [part]


def _unfolded(part: str, squeezed: str) -> str:
    """The text without blanks as printed, where folding did not change its length."""
    printed = re.sub(r"\s+", "", glyphs.repair(part))
    return printed if len(printed) == len(squeezed) else squeezed


def _gaps(part: str) -> set[int]:
    """The positions in the text without blanks where the file has a blank."""
    lengths = itertools.accumulate(len(word) for word in glyphs.repair(part).split())
    return set(lengths)


def _around(squeezed: str, spans: list[tuple[int, int]], gaps: set[int]) -> list[str]:
    """Cut a text at the known names in it; what stands between them are names too.

    A few words right before a known name belong to it (县政务服务中心); words of the length of
    a name that a blank sets apart do not (县电视台 政府网站).
    """
    names: list[str] = []
    at = 0
    for start, end in spans:
        lead = squeezed[at:start]
        joined = re.search(r"[和及与/]$|以及$", lead)
        rest = re.sub(r"^(?:以及|[和及与/])|(?:以及|[和及与/])$", "", lead).strip(_EDGES)
        apart = joined or (start in gaps and len(rest) >= 4)
        if rest and not apart and (at == 0 or len(rest) < 3):
            names.append(rest + squeezed[start:end])
        else:
            names += [rest, squeezed[start:end]] if rest else [squeezed[start:end]]
        at = end
    tail = re.sub(r"^(?:以及|[和及与/])", "", squeezed[at:]).strip(_EDGES)
    if tail and re.match(r"[(（]", tail):
        names[-1] += tail
    elif tail:
        names.append(tail)
    return names


def channels_from_ticks(cells: list[TickCell], circles: bool) -> Told[list[str]]:
    """The channels of a table that has one tick column for each."""
    taken, doubts = ticked(cells, circles)
    if doubts:
        return Told(problems=doubts)
    return Told([cell.means for cell, _ in taken])
