"""The guard at the door: nothing with a secrecy mark is stored (handbook 5.2)."""

from django.utils import timezone

from gongkai.documents.extraction import extract_html
from gongkai.documents.inspect import UploadError
from gongkai.ledger.clock import today
from gongkai.organisation.actor import Actor
from gongkai.organisation.admission import Incoming
from gongkai.review.actions.leaks import put_aside
from gongkai.review.models import LeakTask
from gongkai.review.scanning.reading import read_file
from gongkai.rules.detectors import KINDS, scan
from gongkai.rules.digest import verify

_QUARANTINES = frozenset(row.code for row in KINDS if row.quarantines)


class SecrecyGuard:
    """Finds secrecy marks in what is about to be stored, and puts aside what bears one."""

    def look(self, incoming: Incoming) -> str:
        """The first mark found; empty if there is none, or if the secrecy body has said that
        exactly this content is no secret.
        """
        if not incoming.is_file and not _may_bear_mark(incoming.data.decode()):
            return ""
        for finding in scan(_text_of(incoming), today()):
            if finding.kind in _QUARANTINES:
                return "" if _was_let_in(incoming) else finding.text
        return ""

    def put_aside(self, actor: Actor, incoming: Incoming, mark: str) -> str:
        """Do what the law asks at once, and say so."""
        task = put_aside(actor, incoming, mark)
        due = timezone.localtime(task.due_at)
        stopped = "这条信息停止办理" if incoming.record is not None else "这件事没有办理"
        return (
            f"《{task.quarantined.name}》带有密级标志“{mark}”，没有保存，已经隔离，{stopped}。"
            "本系统不得存储、处理涉密内容：请不要再上传、转发或者在联网电脑上打开，"
            f"立即向保密工作机构报告。须在{due:%m月%d日%H:%M}前完成报告。"
        )


def _may_bear_mark(text: str) -> bool:
    """Whether a whole look is worth it, for every short text of every form is looked at: no mark
    is without this sign, which may be written as a character reference.
    """
    return "密" in text or "&" in text


def _text_of(incoming: Incoming) -> str:
    if not incoming.is_file:
        return extract_html(incoming.data.decode()).text
    return f"{incoming.name}\n\n{_text_of_file(incoming.name, incoming.data)}"


def _text_of_file(name: str, data: bytes) -> str:
    """The text of a file; of what may not be attached, but is read by an act that takes a list or
    a page, what stands there in letters. What no program opens, the action itself refuses.
    """
    try:
        return read_file(name, data).text
    except UploadError:
        return extract_html(data.decode(errors="replace")).text if b"\0" not in data else ""


def _was_let_in(incoming: Incoming) -> bool:
    cleared = LeakTask.objects.filter(
        town_id=incoming.unit.town_id,
        is_secret=False,
        quarantined__size=len(incoming.data),
    ).values_list("quarantined__digest", flat=True)
    return any(verify(incoming.data, digest) for digest in cleared)
