"""Reading the catalogue files that governments exchange (基层政务公开标准目录).

`read` takes XLSX, XLS, DOCX, HTML, MHT or CSV and gives a `Reading`: one row per item with what
the file shows, null where it shows nothing, a doubt for every null and every interpretation, and
the original tables beside it. What is decided here, so that people can rely on it:

- A merged cell speaks for all rows it covers. An empty cell is unknown; only where 领域 or
  一级事项 plainly print each value once per group does the value above go on, with a doubt.
- 公开事项 as one column is 一级事项; a cell merged over 一级 and 二级事项 is 一级事项 alone.
- 同上 takes the value above; the time limit then keeps `same_as_above` true.
- Text stays in the characters of the file (traditional ones too), without layout blanks and line
  breaks inside words; `channels`, `audience`, `mode`, `levels` and known fields are normalised.
- Boxes decide which channels count. Where no box is ticked, the channels are unknown (null).
- 区级 is 县级; 镇, 街道 are 乡级; 社区 is 村级; 乡、村级 is both; 市级 stays 市级, since a
  file does not show whether a county-level city is meant.
- 主动 and 依申请 both ticked is no value (null), because an item has one mode.
- Columns outside the standard table (备注, 咨询电话 …) are kept in `extra`.
"""

from __future__ import annotations

import json
from pathlib import Path

from gongkai.catalogue.reading.assembly import assemble
from gongkai.catalogue.reading.errors import ReadingError
from gongkai.catalogue.reading.model import Problem, Reading, Row
from gongkai.catalogue.reading.opening import grids_of, load

__all__ = ["Problem", "Reading", "ReadingError", "Row", "answer", "read"]


def read(source: str | Path | bytes, name: str = "") -> Reading:
    """Read a catalogue file.

    Takes a path or the bytes of a file, and the name to show. Gives all rows and doubts.
    Raises ReadingError (in Chinese, saying what to do) when the file cannot be read at all.
    """
    shown = name or (Path(source).name if not isinstance(source, bytes) else "")
    return assemble(grids_of(load(source)), shown)


def answer(source: str | Path) -> str:
    """The JSON text that `gongkai catalogue read FILE --json` prints."""
    return json.dumps(read(source).as_json(), ensure_ascii=False, indent=2)
