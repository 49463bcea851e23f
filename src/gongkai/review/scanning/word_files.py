"""Reading a word list from a workbook: 类别、词语、提示; every bad row is named by its place."""

import io
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from gongkai.documents.extent import refuse_endless
from gongkai.documents.inspect import UploadError
from gongkai.organisation.refusals import Invalid
from gongkai.review.actions.words import WordEntry
from gongkai.review.models import WordKind

HEADINGS = ("类别", "词语", "提示")
MOST_ROWS = 20_000

_KINDS = {label: value for value, label in WordKind.choices}


def read_words(data: bytes) -> list[WordEntry]:
    """The entries of the first sheet; Invalid on ``file`` names each row that will not do."""
    rows = _rows(data)
    columns = _columns(rows[0] if rows else [])
    entries, errors = [], []
    for number, row in enumerate(rows[1:], start=2):
        cells = [str(row[at]).strip() if at is not None and at < len(row) else "" for at in columns]
        if not any(cells):
            continue
        kind, text, note = cells
        if kind not in _KINDS:
            named = "、".join(_KINDS)
            errors.append(f"第{number}行：类别“{kind}”不对，请填{named}之一。")
        elif not text:
            errors.append(f"第{number}行：没有填写词语。")
        else:
            entries.append(WordEntry(_KINDS[kind], text, note))
    if errors:
        more = f" 另有{len(errors) - 20}行有误。" if len(errors) > 20 else ""
        raise Invalid({"file": " ".join(errors[:20]) + more})
    if not entries:
        raise Invalid({"file": "表里没有词语。请从第2行起每行填写一个词语。"})
    return entries


def _rows(data: bytes) -> list[list[Any]]:
    try:
        refuse_endless("词语表", data)
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            rows: list[list[Any]] = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except UploadError as endless:
        raise Invalid({"file": str(endless)}) from None
    except (CalamineError, IndexError):
        raise Invalid({"file": "打不开这个文件。请上传 XLSX 工作簿。"}) from None
    if len(rows) > MOST_ROWS:
        raise Invalid({"file": f"一次最多导入{MOST_ROWS}行，请分开导入。"})
    return rows


def _columns(heading: list[Any]) -> list[int | None]:
    names = [str(cell).strip() for cell in heading]
    if not {"类别", "词语"} <= set(names):
        raise Invalid({"file": "第1行须有“类别”“词语”两列的列名，“提示”一列可以没有。"})
    return [names.index(name) if name in names else None for name in HEADINGS]
