"""What the actions of the campaign share: columns, evidence, reasons."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from django.db import models

from gongkai.campaign.facts import PaperFacts
from gongkai.campaign.models import Finding, Paper, Part, Training
from gongkai.documents.inspect import UploadError, check_upload
from gongkai.ledger.clock import now, today
from gongkai.organisation.acting import Act
from gongkai.organisation.actions.common import check_columns, root_unit
from gongkai.organisation.admission import Incoming, check_admissible
from gongkai.organisation.fitting import too_long
from gongkai.organisation.models import Town, Unit
from gongkai.organisation.refusals import Invalid, NotAllowedNow, NotPermitted
from gongkai.publication.actions.content import LIMIT_BYTES
from gongkai.publication.files import store

M = TypeVar("M", bound=models.Model)
LONGEST_REASON = 200


def permit_town(act: Act, town: Town) -> Unit:
    """Ask for the town's own unit, the place of what belongs to the town as a whole."""
    root = root_unit(town)
    act.permit(root)
    return root


def town_of(act: Act) -> Town:
    """The town in which the act happens."""
    if act.actor.town is None:
        raise NotPermitted("这件事只能在一个镇里办理。")
    return act.actor.town


def required(**values: str) -> dict[str, str]:
    """The values stripped; Invalid by field where one is empty."""
    found = {name: value.strip() for name, value in values.items()}
    empty = {name: "请填写。" for name, value in found.items() if not value}
    if empty:
        raise Invalid(empty)
    return found


def checked(thing: M, *names: str) -> M:
    """The thing, if its named columns are sound; Invalid by field."""
    check_columns(thing, names)
    return thing


def not_to_come(day: date, name: str) -> date:
    """A day that has come; Invalid on ``name`` for one that has not."""
    if day > today():
        raise Invalid({name: "这一天还没有到，请核对日期。"})
    return day


def in_order(first: date | None, last: date, name: str) -> None:
    """Whether ``last`` does not lie before ``first``; Invalid on ``name``."""
    if first is not None and last < first:
        raise Invalid({name: f"不能早于开始日期{first}。"})


def of_town(town: Town, unit: Unit) -> None:
    """NotPermitted for a unit of another town."""
    if unit.town_id != town.pk:
        raise NotPermitted(f"{unit.name}不是本镇的单位，不能这样办理。")


def open_units(town: Town, units: Iterable[Unit], name: str = "units") -> list[Unit]:
    """The units, each once. Invalid on ``name`` for none or a closed one, NotPermitted for one of
    another town.
    """
    found = list({unit.pk: unit for unit in units}.values())
    if not found:
        raise Invalid({name: "请至少选择一个单位。"})
    for unit in found:
        of_town(town, unit)
        if unit.closed_on is not None:
            raise Invalid({name: f"{unit.name}已撤销，请选择承接它的单位。"})
    return found


def reason(why: str) -> str:
    """A reason stripped. Invalid on ``why`` where it is empty or longer than its column."""
    said = required(why=why)["why"]
    if long := too_long(said, LONGEST_REASON):
        raise Invalid({"why": long})
    return said


def add_papers(
    act: Act,
    papers: Sequence[PaperFacts],
    *,
    unit: Unit,
    of: Part | Finding | Training,
    field: str = "file",
) -> list[Paper]:
    """Keep evidence or materials. Raises Invalid on ``field`` for a file that will not do."""
    owner = {type(of).__name__.lower(): of}
    made = [Paper(unit=unit, added_by=act.actor.account, added_at=now(), **owner) for _ in papers]
    for paper, facts in zip(made, papers, strict=True):
        _fill(paper, facts, field)
        paper.save()
    return made


def _fill(paper: Paper, facts: PaperFacts, field: str) -> None:
    given = [facts.data is not None, facts.record is not None, bool(facts.url.strip())]
    if sum(given) != 1:
        raise Invalid({field: "每份材料请选一个文件、一条信息或者一个网址。"})
    if facts.data is not None:
        _keep_file(paper, facts.name, facts.data, field)
    elif facts.record is not None:
        if facts.record.town_id != paper.unit.town_id:
            raise Invalid({"record": "请选择本镇的信息。"})
        paper.record = facts.record
    paper.url = facts.url.strip()
    paper.words = facts.words.strip() or paper.name or paper.url or str(facts.record)
    checked(paper, "url", "words")


def _keep_file(paper: Paper, name: str, data: bytes, field: str) -> None:
    try:
        upload = check_upload(name, data, LIMIT_BYTES)
    except UploadError as fault:
        raise Invalid({field: str(fault)}) from None
    check_admissible(Incoming(paper.unit, None, upload.name, data, is_file=True))
    paper.file = store(paper.unit.town, data, upload.media_type, upload.pages)
    paper.name = upload.name


def paper_words(papers: Iterable[Paper]) -> list[str]:
    """What the ledger keeps of papers: the words, and the digest of a file."""
    return [f"{p.words} {p.file.digest}" if p.file else p.words for p in papers]


def unchanged(rows: int) -> None:
    """NotAllowedNow where a conditional update found nothing: somebody was quicker."""
    if not rows:
        raise NotAllowedNow("刚刚有人办理了同一件事，请刷新页面核对。")


def iso(value: Any) -> Any:
    """A value as the ledger keeps it."""
    return value.isoformat() if hasattr(value, "isoformat") else value
