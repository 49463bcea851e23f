"""The parts of a unit's report on its work (founding plan 四（三）; F33)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.rules.tables import Row, Table


@dataclass(frozen=True, kw_only=True)
class Part(Row):
    """A part of the report; ``help`` tells the unit what belongs there."""

    help: str


TABLE: Final = Table(
    name="工作报告的组成部分",
    source="《泊里镇政务公开标准化规范化工作实施方案》四（三）",
    effective_from=date(2020, 5, 31),
    effective_to=None,
    evidence="SEEN",
    rows=(
        Part(
            code="progress",
            name="开展情况",
            help="做了哪些工作，公开了多少，按时完成的和没有按时完成的各有哪些。",
        ),
        Part(code="measures", name="主要做法", help="怎样组织、怎样审查、怎样方便群众。"),
        Part(
            code="cases",
            name="应用案例",
            help="至少一件具体的事：什么事、怎样公开、群众怎样用上。没有案例的，写明没有和原因。",
        ),
        Part(
            code="problems",
            name="存在问题及建议",
            help="遇到的困难，需要镇里或者上级解决的事。没有问题的，写明没有。",
        ),
    ),
)


def missing_parts(given: Mapping[str, str], day: date) -> tuple[Part, ...]:
    """Give the parts that a report lacks on ``day``: left out, or nothing but blanks."""
    return tuple(part for part in TABLE.as_of(day) if not given.get(part.code, "").strip())
