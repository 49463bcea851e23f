"""Sections, tables, rows and columns exactly as the form prints them (handbook 3.2 to 3.5).

The codes of table 三 are those of the reply kinds (``3.3.1`` is 三（三）1) and of the kinds of
applicants; nothing is ever parsed out of a label.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from gongkai.rules.annual_report import IN_FORCE, SOURCE
from gongkai.rules.tables import Row, Table

TableCode = Literal["information", "applications", "disputes"]
TOTAL: Final = "total"


@dataclass(frozen=True)
class Place:
    """One cell of one table, by the codes of its row and column."""

    table: TableCode
    row: str
    column: str


@dataclass(frozen=True, kw_only=True)
class Section(Row):
    """A section: its number as printed, its heading, and the table it holds, if any."""

    number: str
    table: TableCode | None = None

    @property
    def heading(self) -> str:
        """The heading as printed."""
        return f"{self.number}、{self.name}"


SECTIONS: Final = Table(
    name="年度报告的六个部分",
    source=SOURCE,
    effective_from=IN_FORCE,
    effective_to=None,
    evidence="SEEN",
    rows=(
        Section(code="overview", number="一", name="总体情况"),
        Section(code="information", number="二", name="主动公开政府信息情况", table="information"),
        Section(
            code="applications",
            number="三",
            name="收到和处理政府信息公开申请情况",
            table="applications",
        ),
        Section(
            code="disputes",
            number="四",
            name="政府信息公开行政复议、行政诉讼情况",
            table="disputes",
        ),
        Section(code="problems", number="五", name="存在的主要问题及改进情况"),
        Section(code="other", number="六", name="其他需要报告的事项"),
    ),
)
TEXT_SECTIONS: Final = tuple(row.code for row in SECTIONS if row.table is None)

OVERVIEW_TOPICS: Final = ("主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障")
"""What section 一 speaks of, in this order."""
OVERVIEW_LENGTH: Final = 1000
"""About how many characters section 一 has at most (local rule, SEEN): a doubt, never an error."""


# Table 二


@dataclass(frozen=True, kw_only=True)
class InformationRow(Row):
    """A row of table 二 under its provision; ``columns`` are codes of ``INFORMATION_COLUMNS``."""

    provision: str
    columns: tuple[str, ...]


INFORMATION_COLUMNS: Final[dict[str, str]] = {
    "issued": "本年制发件数",
    "abolished": "本年废止件数",
    "in_force": "现行有效件数",
    "decided": "本年处理决定数量",
    "amount": "本年收费金额（单位：万元）",
}
INFORMATION_HEADING: Final = "信息内容"
_DOCUMENTS: Final = ("issued", "abolished", "in_force")

INFORMATION: Final = Table(
    name="主动公开政府信息情况",
    source=f"{SOURCE}；《政府信息公开条例》第二十条",
    effective_from=IN_FORCE,
    effective_to=None,
    evidence="SEEN",
    rows=(
        InformationRow(
            code="rules", name="规章", provision="第二十条第（一）项", columns=_DOCUMENTS
        ),
        InformationRow(
            code="normative",
            name="行政规范性文件",
            provision="第二十条第（一）项",
            columns=_DOCUMENTS,
        ),
        InformationRow(
            code="permits", name="行政许可", provision="第二十条第（五）项", columns=("decided",)
        ),
        InformationRow(
            code="penalties", name="行政处罚", provision="第二十条第（六）项", columns=("decided",)
        ),
        InformationRow(
            code="enforcement",
            name="行政强制",
            provision="第二十条第（六）项",
            columns=("decided",),
        ),
        InformationRow(
            code="fees",
            name="行政事业性收费",
            provision="第二十条第（八）项",
            columns=("amount",),
        ),
    ),
)

# Table 三

APPLICANTS_HEADING: Final = "申请人情况"
PERSON: Final = "natural"
ORGANISATIONS_HEADING: Final = "法人或其他组织"
APPLICANTS: Final[dict[str, str]] = {
    PERSON: "自然人",
    "business": "商业企业",
    "research": "科研机构",
    "charity": "社会公益组织",
    "legal": "法律服务机构",
    "other": "其他",
}
APPLICATION_COLUMNS: Final[dict[str, str]] = {**APPLICANTS, TOTAL: "总计"}
APPLICATIONS_NOTE: Final = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

NEW: Final = "1"
CARRIED_IN: Final = "2"
RESULTS: Final = "3"
RESULTS_TOTAL: Final = "3.7"
CARRIED_OUT: Final = "4"
OTHER_AS_ONE: Final = "3.6"
"""（六）其他处理 as one row: how the form of 2019 printed it, for the reports of 2019 and 2020."""


@dataclass(frozen=True, kw_only=True)
class ApplicationRow(Row):
    """A printed row of table 三. ``group`` is what stands left of its label, empty for none."""

    group: str = ""


_GROUPS: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    (
        "3.3",
        "（三）不予公开",
        (
            "1.属于国家秘密",
            "2.其他法律行政法规禁止公开",
            "3.危及“三安全一稳定”",
            "4.保护第三方合法权益",
            "5.属于三类内部事务信息",
            "6.属于四类过程性信息",
            "7.属于行政执法案卷",
            "8.属于行政查询事项",
        ),
    ),
    (
        "3.4",
        "（四）无法提供",
        (
            "1.本机关不掌握相关政府信息",
            "2.没有现成信息需要另行制作",
            "3.补正后申请内容仍不明确",
        ),
    ),
    (
        "3.5",
        "（五）不予处理",
        (
            "1.信访举报投诉类申请",
            "2.重复申请",
            "3.要求提供公开出版物",
            "4.无正当理由大量反复申请",
            "5.要求行政机关确认或重新出具已获取信息",
        ),
    ),
    (
        "3.6",
        "（六）其他处理",
        (
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "3.其他",
        ),
    ),
)
RESULTS_HEADING: Final = "三、本年度办理结果"


def _application_rows() -> Iterator[ApplicationRow]:
    yield ApplicationRow(code=NEW, name="一、本年新收政府信息公开申请数量")
    yield ApplicationRow(code=CARRIED_IN, name="二、上年结转政府信息公开申请数量")
    yield ApplicationRow(code="3.1", name="（一）予以公开")
    yield ApplicationRow(
        code="3.2", name="（二）部分公开（区分处理的，只计这一情形，不计其他情形）"
    )
    for code, group, labels in _GROUPS:
        for number, label in enumerate(labels, 1):
            yield ApplicationRow(code=f"{code}.{number}", name=label, group=group)
    yield ApplicationRow(code=RESULTS_TOTAL, name="（七）总计")
    yield ApplicationRow(code=CARRIED_OUT, name="四、结转下年度继续办理")


APPLICATIONS: Final = Table(
    name="收到和处理政府信息公开申请情况",
    source=SOURCE,
    effective_from=IN_FORCE,
    effective_to=None,
    evidence="SEEN",
    rows=tuple(_application_rows()),
)
LEAVES: Final = tuple(
    row.code for row in APPLICATIONS if row.code.startswith("3.") and row.code != RESULTS_TOTAL
)
"""The 21 ways in which an application can end; each counts in exactly one of them."""

# Table 四

RECONSIDERATION: Final = "行政复议"
LITIGATION: Final = "行政诉讼"
DISPUTES: Final[dict[str, str]] = {
    "reconsideration": RECONSIDERATION,
    "suit": "未经复议直接起诉",
    "suit_after": "复议后起诉",
}
"""The three blocks; the two of 行政诉讼 stand under that heading."""
OUTCOMES: Final[dict[str, str]] = {
    "upheld": "结果维持",
    "corrected": "结果纠正",
    "other": "其他结果",
    "pending": "尚未审结",
}
DISPUTE_COLUMNS: Final[dict[str, str]] = {**OUTCOMES, TOTAL: "总计"}

_NUMBERS: Final[dict[TableCode, str]] = {
    "information": "二",
    "applications": "三",
    "disputes": "四",
}


def information_places() -> tuple[Place, ...]:
    """The cells of table 二 in printed order."""
    return tuple(
        Place("information", row.code, column) for row in INFORMATION for column in row.columns
    )


def application_places() -> tuple[Place, ...]:
    """The cells of table 三, row by row."""
    return tuple(
        Place("applications", row.code, column)
        for row in APPLICATIONS
        for column in APPLICATION_COLUMNS
    )


def dispute_places() -> tuple[Place, ...]:
    """The cells of table 四, block by block."""
    return tuple(Place("disputes", row, column) for row in DISPUTES for column in DISPUTE_COLUMNS)


PLACES: Final = (*information_places(), *application_places(), *dispute_places())
"""Every cell that the form prints."""


def is_amount(place: Place) -> bool:
    """Whether the cell holds money in 万元; all others hold whole numbers."""
    return place.column == "amount"


def table_words(table: TableCode) -> str:
    """The table as sentences name it: 表三."""
    return f"表{_NUMBERS[table]}"


def row_words(table: TableCode, row: str) -> str:
    """The row's label as printed, with what stands left of it."""
    if table == "information":
        return next(found.name for found in INFORMATION if found.code == row)
    if table == "disputes":
        return DISPUTES[row] if row == "reconsideration" else f"{LITIGATION}（{DISPUTES[row]}）"
    if row == OTHER_AS_ONE:
        return "三、（六）其他处理"
    found = next(found for found in APPLICATIONS if found.code == row)
    return f"{'三、' if row.startswith('3.') else ''}{found.group}{found.name}"


def column_words(place: Place) -> str:
    """The column's label as printed; 其他 of table 三 says other of what."""
    if place.table == "information":
        return INFORMATION_COLUMNS[place.column]
    if place.table == "disputes":
        return DISPUTE_COLUMNS[place.column]
    if place.column == "other":
        return f"{ORGANISATIONS_HEADING}—其他"
    return APPLICATION_COLUMNS[place.column]


def place_words(place: Place) -> str:
    """The cell as sentences name it: table, row and column."""
    return places_words([place])


def places_words(places: Sequence[Place]) -> str:
    """Cells of one row as sentences name them; a whole row by itself."""
    first = places[0]
    where = f"{table_words(first.table)}“{row_words(first.table, first.row)}”"
    if 1 < len(places) == sum((p.table, p.row) == (first.table, first.row) for p in PLACES):
        return f"{where}整行"
    return f"{where}行{''.join(f'“{column_words(place)}”' for place in places)}列"
