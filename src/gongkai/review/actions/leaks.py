"""What a secrecy mark sets in motion (handbook 5.2): put aside, stop, report within 24 hours."""

import re
from pathlib import PurePath

from gongkai.ledger.clock import now
from gongkai.organisation.acting import Act, action
from gongkai.organisation.admission import Incoming
from gongkai.organisation.fitting import shortened
from gongkai.organisation.models import Town
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.publication.files import destroy_quarantined, quarantine
from gongkai.publication.lifecycle import halt, lock, resume
from gongkai.publication.models import QuarantinedFile
from gongkai.review.models import LeakTask
from gongkai.rules.leaks import report_due

TEXT_NAME = "{name}里的文字"
MARKED_NAME = "名称带有密级标志的文件"
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}")


@action("review.put_aside")
def put_aside(act: Act, incoming: Incoming, mark: str) -> LeakTask:
    """Keep content with a secrecy mark apart, halt its record and open the 24-hour task.

    The content is in no version and reachable by no page; the secrecy body decides what becomes
    of it.
    """
    act.permit(incoming.unit)
    record = lock(incoming.record.pk) if incoming.record else None
    town = Town.objects.get(pk=incoming.unit.town_id)
    moment = now()
    name = _named(incoming, mark)
    kept = QuarantinedFile.objects.create(
        town=town,
        unit=incoming.unit,
        record=record,
        name=shortened(name, 200),
        digest=quarantine(town, incoming.data),
        size=len(incoming.data),
        account=act.actor.account,
        found_at=moment,
    )
    if record is not None:
        halt(record)
    task = LeakTask.objects.create(
        town=town,
        unit=incoming.unit,
        record=record,
        quarantined=kept,
        mark=shortened(mark, 60),
        found_at=moment,
        due_at=report_due(moment),
    )
    act.record(
        record or task,
        unit=incoming.unit,
        after={"mark": mark, "digest": kept.digest, "due": task.due_at.isoformat()},
        why="发现密级标志，隔离并停止办理" if record else "发现密级标志，隔离",
        label=name,
    )
    return task


def _named(incoming: Incoming, mark: str) -> str:
    """What people call what was put aside. A name that bears the mark is content itself: it goes
    into no table, the ledger least of all.
    """
    if not incoming.is_file:
        return TEXT_NAME.format(name=incoming.name)
    if mark not in incoming.name:
        return incoming.name
    ending = PurePath(incoming.name).suffix
    return f"{MARKED_NAME}{ending if _ENDING.fullmatch(ending) else ''}"


@action("review.close_leak")
def close_leak(act: Act, task: LeakTask, is_secret: bool, result: str) -> LeakTask:
    """Close the task with what was done.

    What was put aside is destroyed here either way, and its digest stays: a secret, for this is
    no system for secrets; what turns out to be none may be uploaded again and is then let in.
    """
    record = lock(task.record_id) if task.record_id else None
    act.permit(task.unit)
    task = (
        LeakTask.objects.select_for_update(of=("self",))
        .select_related("quarantined")
        .get(pk=task.pk)
    )
    if task.closed_at is not None:
        raise NotAllowedNow("这条涉密线索已经处置完毕。")
    if not result.strip():
        raise Invalid({"result": "请写明核查结论、报告和处置情况。"})
    task.closed_by, task.closed_at = act.account, now()
    task.is_secret, task.result = is_secret, result.strip()
    task.save()
    others = LeakTask.objects.filter(record=record, closed_at=None) if record else None
    if record is not None and others is not None and not others.exists():
        resume(record)
    destroy_quarantined(task.quarantined)
    act.record(
        record or task,
        unit=task.unit,
        after={"is_secret": is_secret, "digest": task.quarantined.digest},
        why=task.result,
        label=task.quarantined.name,
    )
    return task
