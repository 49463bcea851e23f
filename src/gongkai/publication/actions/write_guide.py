"""Writing the 政府信息公开指南 part by part."""

from collections.abc import Mapping

from gongkai.ledger.clock import today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Invalid
from gongkai.publication.actions.create import create
from gongkai.publication.actions.edit import edit
from gongkai.publication.drafting import Draft
from gongkai.publication.guide import NO_ITEM_REASON, body_of, guide_record
from gongkai.publication.models import Publicity, Record
from gongkai.rules.columns import GUIDE
from gongkai.rules.metadata import missing_guide_parts


@action("publication.write_guide")
def write_guide(
    act: Act,
    unit: Unit,
    parts: Mapping[str, str],
    *,
    lock_seen: int | None = None,
    change_note: str = "",
    unfinished: bool = False,
) -> Record:
    """Save the town's guide (Art. 12) as a draft of its one record, which ``unit`` keeps.

    parts: plain text by the codes of ``rules.metadata.GUIDE_PARTS``. Raises Invalid with every
    empty part by its code, unless the draft is ``unfinished``: that may be saved, and is not let
    into review (``advice.check_ready``). ``lock_seen`` as in ``edit``.
    """
    record = guide_record(unit.town)
    keeper = record.unit if record else unit
    act.permit(keeper)
    filled = frozenset(code for code, text in parts.items() if text.strip())
    missing = missing_guide_parts(filled, today())
    if missing and not unfinished:
        raise Invalid({row.code: f"请填写{row.name}。没有的请写“无”。" for row in missing})
    draft = _draft(keeper, parts, change_note)
    if record is None:
        record = create(act.actor, unit, draft, no_item_reason=NO_ITEM_REASON)
    else:
        edit(act.actor, record, draft, lock_seen)
    after = {"filled": sorted(filled), "missing": [row.code for row in missing]}
    act.record(record, unit=keeper, after=after, label=draft.title)
    return record


def _draft(unit: Unit, parts: Mapping[str, str], change_note: str) -> Draft:
    return Draft(
        title=f"{unit.town.name}政府信息公开指南",
        issuer=unit.name,
        formed_on=today(),
        publicity=Publicity.PROACTIVE,
        body=body_of(parts),
        theme="综合政务\\政务公开",
        column=GUIDE,
        summary="本机关政府信息的分类、编排体系、获取方式，以及政府信息公开工作机构的联系方式。",
        keywords="政府信息公开指南",
        change_note=change_note,
        links=(),
    )
