"""What is done with a case beside its steps: who handles it, its name, its files, who looks."""

from gongkai.foi.actions.common import (
    LONGEST_WHY,
    check_viewer,
    in_case,
    note,
    take,
    told_why,
)
from gongkai.foi.actions.common import add_file as store_file
from gongkai.foi.files import FileToKeep
from gongkai.foi.files import read as read_file
from gongkai.foi.models import (
    Applicant,
    Application,
    CaseFile,
    Correction,
    Fee,
    ReasonsRequest,
    ReplyPart,
    Service,
)
from gongkai.foi.naming import masked
from gongkai.foi.personal import open_applicant
from gongkai.foi.states import advance
from gongkai.ledger.clock import now
from gongkai.organisation.acting import Act, action
from gongkai.organisation.fitting import check_fits, too_long
from gongkai.organisation.models import Account, Role
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.rules.foi.fields import Applying
from gongkai.rules.foi.states import STATE_NAMES, State

LONGEST_LOOK = 200
"""Characters of a reason to look, which the ledger keeps."""
ERASE = "foi.erase"
"""The effect that takes the bytes of removed files away."""
TYPED_EVENTS = (
    "log_search",
    "remind",
    "hand_over",
    "take_back",
    "reach_payer",
    "reach_party",
)
"""The acts whose event has words that somebody typed (``common.told_why``)."""


@action("foi.hand_over")
def hand_over(act: Act, application: Application, handler: Account, why: str = "") -> Application:
    """Name who handles the case, or hand it to somebody else with a word on why.

    The handler is an active account of the Office or of the case's unit.
    """
    application = take(act, application)
    if application.state in (State.CLOSED, State.REMOVED):
        raise NotAllowedNow("这件申请已经办结，不需要交接。")
    if application.handler_id == handler.pk:
        raise Invalid({"handler": f"{handler.name}已经是这件申请的承办人。"})
    if not can_handle(handler, application):
        raise Invalid({"handler": f"{handler.name}不能承办这件申请，请选择党政办公室的账号。"})
    former = application.handler
    if former is not None and not why.strip():
        raise Invalid({"why": "请写明交接的原因和已经办到哪一步。"})
    if said := too_long(why, LONGEST_WHY):
        raise Invalid({"why": said})
    application.handler = handler
    application.save(update_fields=["handler"])
    note(
        act,
        application,
        told_why(
            f"由{handler.name}承办" if former is None else f"由{former.name}交给{handler.name}承办",
            why,
        ),
        public=False,
        before={"handler": former.name if former else None},
        after={"handler": handler.name},
        why=in_case("交接的原因", "办理经过", why),
    )
    return application


def can_handle(handler: Account, application: Application) -> bool:
    """Whether an account may be the handler of a case."""
    if not handler.is_active or handler.unit.town_id != application.town_id:
        return False
    return Role.OFFICE in handler.role_set or (
        Role.HANDLER in handler.role_set and handler.unit_id == application.unit_id
    )


@action("foi.classify")
def classify(act: Act, application: Application, subject: str, topic: str = "") -> Application:
    """Give the case the short name that lists show, and the topic under which it is counted."""
    application = take(act, application)
    if application.state == State.REMOVED:
        raise NotAllowedNow("这件申请的材料已按期清除，不能再修改。")
    if not subject.strip():
        raise Invalid({"subject": "请填写申请内容的简称，不要写申请人的姓名、住址等个人信息。"})
    before = (application.subject, application.topic)
    name = open_applicant(application).name
    check_fits(Application, subject=masked(subject, name), topic=topic)
    application.subject = masked(subject, name)
    application.topic = topic.strip()
    application.save(update_fields=["subject", "topic"])
    former = zip(("简称", "归类"), before, (application.subject, application.topic), strict=True)
    after = {"changed": [name for name, old, new in former if old != new]}
    note(act, application, "修改申请内容的简称和归类。", public=False, after=after)
    return application


@action("foi.add_file")
def add_file(act: Act, application: Application, file: FileToKeep) -> CaseFile:
    """Put a file into the case, sealed."""
    application = take(act, application)
    if application.state == State.REMOVED:
        raise NotAllowedNow("这件申请的材料已按期清除，不能再添加文件。")
    stored = store_file(act, application, file)
    note(
        act,
        application,
        f"添加{stored.get_kind_display()}。",
        public=False,
        after={"digest": stored.digest},
    )
    return stored


@action("foi.view_personal")
def view_personal(
    act: Act, application: Application, why: str = "", what: str = "申请人资料"
) -> Applying:
    """The applicant's data for a person to see; the ledger says who looked, when and why.

    what: how much is shown, for the ledger. A look opens the words of the application in the
    case for the rest of the day (``viewing``).

    Open to the Office and to the named handler of the case, to nobody else (PIPL; handbook 10.4).
    """
    application = take(act, application)
    check_viewer(act, application)
    if len(why.strip()) > LONGEST_LOOK:
        raise Invalid({"why": f"查看的原因最多{LONGEST_LOOK}个字，现为{len(why.strip())}个字。"})
    found = (
        open_applicant(application)
        if Applicant.objects.filter(application=application).exists()
        else None
    )
    if found is None:
        raise NotAllowedNow("这件申请的个人资料已按期清除。")
    act.record(
        application,
        unit=application.unit,
        after={"viewed": what},
        why=why.strip() or "办理申请",
        label=application.number,
    )
    return found


@action("foi.view_file")
def view_file(act: Act, file: CaseFile) -> bytes:
    """The bytes of a file of the case; the ledger says who opened which."""
    application = take(act, file.application)
    check_viewer(act, application)
    file = application.files.get(pk=file.pk)
    data = read_file(file)
    act.record(
        application,
        unit=application.unit,
        after={"viewed": file.get_kind_display(), "digest": file.digest},
        label=application.number,
    )
    return data


@action("foi.remove")
def remove(act: Act, application: Application, why: str, archived_as: str = "") -> Application:
    """Remove the personal data of a case whose period of keeping is over.

    What stays is a tombstone: number, dates, kind of reply, that it was removed, when, by whom and
    why. archived_as: where the case file went, if it was transferred to the archive. Raises
    Invalid, NotAllowedNow.
    """
    application = take(act, application)
    if not why.strip():
        raise Invalid({"why": "请写明清除的依据，如保管期限届满并已移交档案馆。"})
    moved = f"；案卷已移交：{archived_as.strip()}" if archived_as.strip() else ""
    check_fits(Application, removal_note=f"{why.strip()}{moved}")
    application.removed_at = now()
    application.removal_note = f"{why.strip()}{moved}"
    application.save(update_fields=["removed_at", "removal_note"])
    advance(application, "remove")
    files = list(application.files.all())
    # Bytes go when the act is committed, and are tried again until they are gone.
    act.effect(
        ERASE,
        {"town": application.town.slug, "files": [file.storage for file in files]},
        key=f"{ERASE}:{application.pk}",
    )
    gone = {"files": [f"{file.get_kind_display()} {file.digest}" for file in files]}
    application.files.all().delete()
    Applicant.objects.filter(application=application).delete()
    application.consultations.update(
        party=b"", party_mask="***", question="", answer="", override=""
    )
    Correction.objects.filter(application=application).update(items="", guidance="", excuse="")
    ReasonsRequest.objects.filter(application=application).update(given="", judgement="")
    _remove_typed(application)
    application.replies.update(facts={})
    application.assistances.update(request="", answer="已清除")
    application.letters.update(sealed=b"")
    application.statements.update(words=b"")
    application.request = b""
    application.applicant_mask, application.applicant_tag = "***", ""
    application.subject, application.topic, application.opinion = "（已清除）", "", ""
    application.confirmation, application.secret_digest = "", ""
    application.save()
    note(
        act,
        application,
        f"保管期限届满，申请人资料和{len(files)}个文件已清除。",
        public=False,
        before=gone,
        after={"state": STATE_NAMES[State.REMOVED], "archived_as": archived_as.strip()},
        why=why.strip(),
    )
    return application


def _remove_typed(application: Application) -> None:
    """What people of the Office typed about the case: it speaks of who applied, and of what."""
    gone = "已清除"
    application.searches.update(where=gone, how=gone, result=gone, searcher=gone)
    application.events.filter(verb__in=TYPED_EVENTS).update(words=gone)
    application.extensions.update(reason=gone, note="")
    ReplyPart.objects.filter(reply__application=application).update(what=gone, reason=gone)
    ReasonsRequest.objects.filter(application=application).update(why=gone)
    fees = Fee.objects.filter(application=application)
    fees.update(reason=gone, excuse="")
    fees.exclude(receipt_number="").update(receipt_number=gone)
    Service.objects.filter(letter__application=application).update(tracking="", note="")
    application.disputes.exclude(result="").update(result=gone)


@action("foi.rate")
def rate(act: Act, application: Application, satisfaction: str, opinion: str = "") -> Application:
    """Keep the applicant's opinion on the service, once the case is closed."""
    application = take(act, application)
    if application.state != State.CLOSED:
        raise NotAllowedNow("办理结束以后才能评价。")
    if satisfaction not in SATISFACTION:
        raise Invalid({"satisfaction": "请选择满意程度。"})
    if len(opinion.strip()) > 500:
        raise Invalid({"opinion": f"意见最多500个字，现为{len(opinion.strip())}个字。"})
    application.satisfaction = satisfaction
    application.opinion = opinion.strip()
    application.save(update_fields=["satisfaction", "opinion"])
    note(act, application, "申请人评价了服务。", public=False, after={"satisfaction": satisfaction})
    return application


SATISFACTION = {"good": "满意", "fair": "基本满意", "poor": "不满意"}
