"""What the rows of a table say about people: one finding each, from the name to the proof."""

import re
from collections.abc import Iterator
from typing import Final

from gongkai.rules.detectors.checks import age_on, birth_date
from gongkai.rules.detectors.health import ILLNESS
from gongkai.rules.detectors.kinds import Kind
from gongkai.rules.detectors.lists import shared_by_list
from gongkai.rules.detectors.minors import ADULT, TEACHERS, is_young
from gongkai.rules.detectors.rosters import Cell, Roster
from gongkai.rules.detectors.triggers import Found, Page

_NAME_COLUMN: Final = re.compile(r"姓名|名字|户主|成员|学生$|儿童$|幼儿$|患者$|救助对象|申请人")
_NAME_CELL: Final = re.compile(
    r"[\u4e00-\u9fff\u3400-\u4dbf]{2,4}|[\u4e00-\u9fff]\s+[\u4e00-\u9fff]|"
    r"[\u4e00-\u9fff]+[·•][\u4e00-\u9fff]+"
)
_NO_NAME: Final = re.compile(r"合计|总计|小计|姓名|某|单位|部门|备注|制表")
_AGE: Final = re.compile(r"年龄|周岁|岁数")
_BIRTH: Final = re.compile(r"出生|生日")
_CLASS: Final = re.compile(r"班级|年级|就读")
_GUARDIAN: Final = re.compile(r"监护人|家长")
_CHILD_NAME: Final = re.compile(r"学生|儿童|幼儿|孩子|孤儿|子女|新生")
_LIST_OF_CHILDREN: Final = re.compile(
    r"^(?!.*(?:家长|教师|老师|大学|学院)).*(?:学生|儿童|幼儿|孤儿|新生).*(?:名单|名册|花名册|登记表|台账|公示)"
)
_ILL: Final = re.compile(r"残疾|疾病|病种|病情|患病|诊断|致残|病名|病因|健康|病史")
_MAYBE_ILL: Final = re.compile(r"致贫|困难|原因|备注|类别|情况|说明|事由|理由")
_WELL: Final = re.compile(r"无|否|没有|未|不|健康|良好|正常|一般|[-—/\d.]*|.*[某*×].*")
_YEAR: Final = re.compile(r"((?:19|20)\d\d)(?:\s?[年./-]?\s?(\d{1,2}))?")
_AGE_CELL: Final = re.compile(r"(\d{1,2})\s?(?:周?岁)?")
_ID_CELL: Final = re.compile(r"\d{17}[\dX]")
_VALUES: Final = (
    (
        Kind.SOCIAL_SECURITY_CARD,
        re.compile(r"(?:社保|社会保障|医保|医疗保险|社会保险)(?!.*(?:银行|账|帐)).*[号卡]"),
        re.compile(r"[A-Za-z]?\d{7,20}[\dXx]?"),
    ),
    (Kind.QQ, re.compile(r"(?i:qq)(?!.*群)"), re.compile(r"[1-9]\d{4,11}")),
    (
        Kind.WECHAT,
        re.compile(r"微信(?!公众|群|小程序|平台)"),
        re.compile(r"[A-Za-z][A-Za-z0-9_\-]{5,19}"),
    ),
)


def rows(page: Page) -> Iterator[Found]:
    """Everything that the headers of a table make plain about the cells below."""
    for roster in page.rosters:
        columns = [
            (place, kind, value)
            for place, header in enumerate(roster.header)
            for kind, label, value in _VALUES
            if label.search(header)
        ]
        person = _Person(page, roster)
        if not columns and not person.tells:
            continue
        for row in roster.rows:
            cells = page.rosters.cells(roster, row)
            for place, kind, value in columns:
                if place < len(cells) and value.fullmatch(cells[place].text):
                    yield kind, cells[place].start, cells[place].end
            yield from person.read(cells)


class _Person:
    """Reads rows of a table that has a column of names."""

    def __init__(self, page: Page, roster: Roster) -> None:
        self._day = page.day
        header = roster.header
        self._name = roster.column(_NAME_COLUMN)
        self._age = roster.column(_AGE)
        self._birth = roster.column(_BIRTH)
        self._class = None if TEACHERS.search("\t".join(header)) else roster.column(_CLASS)
        self._ill = [place for place, name in enumerate(header) if _ILL.search(name)]
        self._maybe = [
            place
            for place, name in enumerate(header)
            if _MAYBE_ILL.search(name) and place not in self._ill
        ]
        self._all_children = self._name is not None and (
            _CHILD_NAME.search(header[self._name]) is not None
            or (self._class is not None)
            or (
                roster.column(_GUARDIAN) is not None
                and _CHILD_NAME.search(roster.title) is not None
            )
            or _LIST_OF_CHILDREN.search(_last_line(roster.title)) is not None
        )
        self._shared = shared_by_list(_last_line(roster.title))
        self.tells = self._name is not None

    def read(self, cells: list[Cell]) -> Iterator[Found]:
        """What one row says about the person whose name it holds."""
        name = self._cell(cells, self._name)
        if name is None or not _NAME_CELL.fullmatch(name.text) or _NO_NAME.search(name.text):
            return
        proof = self._childhood(cells)
        if proof is not None or self._all_children:
            yield Kind.MINOR, *_between(name, proof or name)
        illness = self._illness(cells)
        if illness is not None:
            yield Kind.HEALTH, *_between(name, illness)
        elif self._shared is not None:
            yield self._shared, *_between(name, name)

    def _cell(self, cells: list[Cell], place: int | None) -> Cell | None:
        return cells[place] if place is not None and place < len(cells) else None

    def _childhood(self, cells: list[Cell]) -> Cell | None:
        age = self._cell(cells, self._age)
        if age is not None and (found := _AGE_CELL.fullmatch(age.text)):
            return age if int(found[1]) < ADULT else None
        birth = self._cell(cells, self._birth)
        if birth is not None and (found := _YEAR.match(birth.text)):
            return birth if is_young(found[1], found[2], self._day) else None
        for cell in cells:
            if _ID_CELL.fullmatch(cell.text):
                born = birth_date(cell.text, self._day)
                return cell if born is not None and age_on(born, self._day) < ADULT else None
        return None

    def _illness(self, cells: list[Cell]) -> Cell | None:
        for place in self._ill:
            cell = self._cell(cells, place)
            if cell is not None and not _WELL.fullmatch(cell.text):
                return cell
        for place in self._maybe:
            cell = self._cell(cells, place)
            if cell is not None and ILLNESS.search(cell.text):
                return cell
        return None


def _last_line(title: str) -> str:
    return title.rstrip().rpartition("\n")[2]


def _between(one: Cell, other: Cell) -> tuple[int, int]:
    return min(one.start, other.start), max(one.end, other.end)
