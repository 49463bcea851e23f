"""The township rows of the national 基层政务公开标准目录, typed (handbook 4.7, F04, F10)."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.catalogue.models import Audience, Mode, Standing
from gongkai.rules import time_limits

EDITION_NAME = "国家部委试点领域基层政务公开标准目录（乡级）"
SOURCE = "国办发〔2019〕54号所附26个试点领域标准指引中的乡级事项，2019年文本"

_FILE = "national-township.csv"
_SEPARATOR = "；"
_MODES = {"主动": Mode.PROACTIVE, "依申请": Mode.ON_REQUEST}
_STANDINGS = {"seen": Standing.CONFIRMED, "recalled": Standing.TO_CHECK}
_BELOW_COUNTY = {"乡级", "村级"}
_RECALLED = "事项名称、要素或时限凭记忆整理，请与部委标准指引附件核对"


@dataclass(frozen=True)
class NationalRow:
    """One row of the file; lists are tuples, ``time_limit`` is what the phrase was read as."""

    field_code: str
    sequence: int
    level1: str
    level2: str
    elements: str
    basis: str
    time_limit_text: str
    time_limit: dict[str, Any]
    publisher: str
    channels: tuple[str, ...]
    audience: Audience
    audience_group: str
    mode: Mode
    levels: tuple[str, ...]
    provenance: str
    standing: Standing

    @property
    def problems(self) -> list[str]:
        """Why the row is 待核对; empty for a row that was read in a published table."""
        return [_RECALLED] if self.standing is Standing.TO_CHECK else []


@cache
def national_rows() -> tuple[NationalRow, ...]:
    """Every row that reaches the township or its villages, in the order of the file.

    A row of the county alone is left out (F10); the packaged file holds none.
    """
    text = (files("gongkai.catalogue") / "data" / _FILE).read_text(encoding="utf-8")
    rows = (_row(raw) for raw in csv.DictReader(text.splitlines()))
    return tuple(row for row in rows if _BELOW_COUNTY.intersection(row.levels))


def _row(raw: dict[str, str]) -> NationalRow:
    return NationalRow(
        field_code=raw["field_code"],
        sequence=int(raw["seq"]),
        level1=raw["level1"],
        level2=raw["level2"],
        elements=raw["content"],
        basis=raw["basis"],
        time_limit_text=raw["deadline_text"],
        time_limit=time_limits.parse(raw["deadline_text"]).as_json(),
        publisher=raw["subject"],
        channels=_listed(raw["channels"]),
        audience=Audience(raw["audience"]),
        audience_group=raw["audience_group"],
        mode=_MODES[raw["mode"]],
        levels=_listed(raw["levels"]),
        provenance=raw["source"],
        standing=_STANDINGS[raw["confidence"]],
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(_SEPARATOR) if part.strip())
