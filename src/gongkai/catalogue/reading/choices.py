"""公开对象, 公开方式, 公开层级: from words, from boxes with words, or from tick columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from gongkai.catalogue.reading import glyphs, marks
from gongkai.catalogue.reading.text import phrase

ALL = "全社会"
GROUP = "特定群体"
ACTIVE = "主动公开"
ON_REQUEST = "依申请公开"
COUNTY, TOWN, VILLAGE = "县级", "乡级", "村级"
LEVEL_ORDER = ("省级", "市级", "州级", COUNTY, TOWN, VILLAGE)

T = TypeVar("T")


@dataclass
class Told(Generic[T]):
    """A value read from a cell (None when it cannot be told) with its doubts."""

    value: T | None = None
    problems: list[str] = field(default_factory=list)
    words: str = ""


_ALL = re.compile(
    r"全社会|(?:全体)?社会公众|向(?:全)?社会|社会各界|公民.{0,3}法人|^(?:全体)?公众$|^社会$|^全体$|^全民$"
)
_NAMED_GROUP = re.compile(
    r"申请人|当事人|相对人|关系人|服务对象|家长|学生|困难|低保|残疾|老年|贫困|农户|企业|单位|村民|居民|成员|人员|群众"
)
_GROUP = re.compile(r"特定(?:群体|群众|对象|人群|公众|范围|人员)?")
_REQUEST = re.compile(r"依?申请")
_ACTIVE = re.compile(r"主动")
_LEVELS = (
    ("省级", re.compile(r"省")),
    ("州级", re.compile(r"州|盟")),
    (COUNTY, re.compile(r"县|旗|(?<![社园景辖小])区")),
    (TOWN, re.compile(r"乡|镇|街|苏木")),
    (VILLAGE, re.compile(r"村|社区|居")),
)
_CITY = re.compile(r"市")


def levels_named(text: str) -> list[str]:
    """The levels that a header or cell names: 镇街 is 乡级, 区级 is 县级, 社区 is 村级.

    市级 stays 市级: whether a county-level city or a prefecture is meant cannot be told. In
    县（市、区）级 the 市 is one kind of county.
    """
    plain = glyphs.key(text)
    found = {name for name, pattern in _LEVELS if pattern.search(plain)}
    if _CITY.search(plain) and (COUNTY not in found or re.search(r"市级", plain)):
        found.add("市级")
    return [name for name in LEVEL_ORDER if name in found]


def _taken(text: str) -> str | None:
    """The text of the ticked choices of a cell, the whole text without boxes, None if no tick."""
    chosen = marks.choices(text, lambda rest: bool(_ANY.match(glyphs.fold(rest))))
    if chosen is None:
        return text
    taken = [_own(choice) for choice in chosen if choice.mark is marks.Mark.TAKEN]
    return "、".join(taken) or None


def _own(choice: marks.Choice) -> str:
    """The word beside the tick, where an unticked word stands next to it (√主动 依申请)."""
    parts = choice.text.split()
    if len(parts) > 1 and all(_ANY.match(glyphs.fold(part)) for part in parts):
        return parts[-1] if choice.behind else parts[0]
    return choice.text


_ANY = re.compile(rf"{_ALL.pattern}|特定|主动|依申请|[省市州县区乡镇村街]")
_NO_TICK = "方框都没有勾选，或者勾选的记号在转换中丢失"


def audience_from_words(text: str) -> Told[str]:
    """公开对象 in one column: 全社会, 特定群体（困难群众）, or the name of a group."""
    taken = _taken(text)
    if taken is None:
        return Told(problems=[_NO_TICK])
    plain = glyphs.key(taken)
    everyone, group = bool(_ALL.search(plain)), bool(_GROUP.search(plain))
    words = re.sub(rf"{_GROUP.pattern}|全社会|社会公众", "", glyphs.fold(taken)).strip(
        "()（）:：、,，;； "
    )
    if everyone or group:
        value = "、".join(name for name, on in ((ALL, everyone), (GROUP, group)) if on)
        return Told(value, words=words if group else "")
    if not _NAMED_GROUP.search(plain):
        return Told(problems=[f"没有认出公开对象“{phrase(taken)}”"])
    return Told(GROUP, [f"“{phrase(taken)}”按特定群体理解"], phrase(taken) or "")


def mode_from_words(text: str) -> Told[str]:
    """公开方式 in one column; both modes at once cannot be one value and give None."""
    taken = _taken(text)
    if taken is None:
        return Told(problems=[_NO_TICK])
    plain = glyphs.key(taken)
    return _one_mode(bool(_ACTIVE.search(plain)), bool(_REQUEST.search(plain)))


def _one_mode(active: bool, request: bool) -> Told[str]:
    if active and request:
        return Told(problems=["主动公开和依申请公开都选了，请确认是哪一种"])
    if active or request:
        return Told(ACTIVE if active else ON_REQUEST)
    return Told(problems=["没有认出公开方式"])


def levels_from_words(text: str) -> Told[list[str]]:
    """公开层级 in one column: 县级、乡级, or boxes."""
    taken = _taken(text)
    if taken is None:
        return Told(problems=[_NO_TICK])
    found = levels_named(taken)
    return Told(found) if found else Told(problems=["没有认出公开层级"])


@dataclass(frozen=True)
class TickCell:
    """A cell of a tick column: what the column stands for and the cell's text."""

    means: str
    text: str
    shared: bool = False
    """Whether one merged cell covers several tick columns of the same group."""


def ticked(cells: list[TickCell], circles: bool) -> tuple[list[tuple[TickCell, str]], list[str]]:
    """The ticked cells with their words, and the doubts; any doubt makes the value unknown."""
    taken: list[tuple[TickCell, str]] = []
    doubts: list[str] = []
    for cell in cells:
        state, words = marks.tick(cell.text)
        if circles and set(glyphs.fold(cell.text)) & set("○◯〇o"):
            doubts.append("只有○一种记号，看不出是不是打勾")
        elif state is marks.Tick.EMPTY:
            continue
        elif cell.shared:
            doubts.append("一个打勾的单元格合并占了几列，看不出选的是哪一项")
        elif state is marks.Tick.UNSURE and not _speaks_for_itself(cell, words):
            doubts.append(f"打勾的地方写着“{phrase(cell.text)}”")
        else:
            taken.append((cell, words))
    if not taken and not doubts:
        doubts.append("没有打勾")
    return taken, doubts


def _speaks_for_itself(cell: TickCell, words: str) -> bool:
    """Whether words in a tick column say by themselves that the column is meant."""
    if cell.means == GROUP:
        return not _ALL.search(words) and not _REQUEST.fullmatch(words)
    if cell.means == ALL:
        return bool(_ALL.search(words)) and not _GROUP.search(words)
    if cell.means in (ACTIVE, ON_REQUEST):
        told = mode_from_words(words).value
        return told == cell.means
    return bool(set(levels_named(words)) & set(levels_named(cell.means)))


def audience_from_ticks(cells: list[TickCell], circles: bool) -> Told[str]:
    """公开对象 from the columns 全社会 and 特定群体; text beside the tick names the group."""
    taken, doubts = ticked(cells, circles)
    if doubts:
        return Told(problems=doubts)
    means = {cell.means for cell, _ in taken}
    group = next((cell.text for cell, words in taken if cell.means == GROUP and words), "")
    words = re.sub(r"[√✓✔■☑●◆]", "", phrase(group) or "").strip("()（）:：、 ")
    return Told("、".join(name for name in (ALL, GROUP) if name in means), words=words)


def mode_from_ticks(cells: list[TickCell], circles: bool) -> Told[str]:
    """公开方式 from the columns 主动 and 依申请."""
    taken, doubts = ticked(cells, circles)
    if doubts:
        return Told(problems=doubts)
    means = {cell.means for cell, _ in taken}
    return _one_mode(ACTIVE in means, ON_REQUEST in means)


def levels_from_ticks(cells: list[TickCell], circles: bool) -> Told[list[str]]:
    """公开层级 from columns such as 县级 and 乡、村级; words in a cell narrow its column."""
    taken, doubts = ticked(cells, circles)
    if doubts:
        return Told(problems=doubts)
    found: set[str] = set()
    for cell, words in taken:
        narrowed = [name for name in levels_named(words) if name in levels_named(cell.means)]
        found |= set(narrowed or levels_named(cell.means))
    return Told([name for name in LEVEL_ORDER if name in found])
