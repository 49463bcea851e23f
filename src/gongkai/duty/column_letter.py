"""The town's letter to the district about columns (founding plan 三（二）, F13)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from uuid import UUID

from gongkai.catalogue.models import Item
from gongkai.documents.official import Block, OfficialText, heading
from gongkai.documents.review_sheet.sheet import chinese_date
from gongkai.duty.models import ColumnRequest
from gongkai.organisation.models import Town

MOST = 99
"""Columns in one letter: headings are numbered so far."""


def letter_of(
    town: Town, requests: Iterable[ColumnRequest], items: Mapping[UUID, Item], day: date
) -> OfficialText:
    """The letter that asks for these columns, each with its items and reasons.

    Requests for a column of the same name stand together.
    """
    columns: dict[str, list[ColumnRequest]] = {}
    for request in requests:
        columns.setdefault(request.column, []).append(request)
    count = sum(map(len, columns.values()))
    opening = (
        f"为落实基层政务公开标准化规范化工作要求，做到公开渠道为“政府网站”的事项全部在"
        f"政府门户网站展现，我镇对照标准目录核对了现有栏目，有{count}个公开事项还没有对应的栏目。"
        f"现提出{len(columns)}个栏目的设置需求，请予支持并函复。"
    )
    return OfficialText(
        title=f"{town.name}关于申请设置政府网站栏目的函",
        blocks=(
            Block(f"{town.district or '上级政府'}门户网站主管部门："),
            Block(opening),
            *_blocks(columns, items),
        ),
        signed=town.name,
        day=chinese_date(day),
        note=f"（联系电话：{town.contact_phone}）" if town.contact_phone else "",
    )


def _blocks(
    columns: Mapping[str, list[ColumnRequest]], items: Mapping[UUID, Item]
) -> Iterator[Block]:
    for number, (column, requests) in enumerate(columns.items(), start=1):
        yield heading(1, number, column)
        names = [str(items[row.identity]) for row in requests if row.identity in items]
        yield Block(f"对应公开事项{len(names)}个：{'；'.join(names)}。")
        reasons = dict.fromkeys(row.why.rstrip("。") for row in requests if row.why)
        if reasons:
            yield Block(f"设置理由：{'；'.join(reasons)}。")
