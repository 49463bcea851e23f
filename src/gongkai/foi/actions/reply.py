"""Answering: the search log, the draft, issuing it, taking it back, and what may follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from gongkai.catalogue.models import Item
from gongkai.foi.actions.common import (
    LONGEST_WHY,
    check_day,
    in_case,
    make_letter,
    note,
    take,
    told_why,
)
from gongkai.foi.files import keep
from gongkai.foi.handing_over import handed_over
from gongkai.foi.issuing import lacking, remedy_for
from gongkai.foi.models import (
    Application,
    ClockKind,
    Reply,
    ReplyPart,
    ReplyState,
    Search,
    Supply,
    SupplyFile,
)
from gongkai.foi.states import advance
from gongkai.foi.supplying import admit
from gongkai.foi.timing import begin, refresh
from gongkai.ledger.clock import now, today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.actor import Actor
from gongkai.organisation.fitting import check_fits, fitting_problems, too_long
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.publication import actions as publication
from gongkai.publication.drafting import Draft
from gongkai.publication.models import Record, Version
from gongkai.rules.foi.replies import BY_CODE, missing_of_part
from gongkai.rules.foi.states import State


@dataclass(frozen=True)
class SearchFacts:
    """One search: where, how, what came of it, who looked."""

    where: str
    how: str
    result: str
    searcher: str
    found: bool = False
    on: date | None = None


@dataclass(frozen=True)
class Part:
    """A withheld part: what, the code R04 to R10 of its ground, the reason."""

    what: str
    ground: str
    reason: str


@dataclass(frozen=True)
class ReplyFacts:
    """A reply as drafted: its code, typed facts by name, record to hand over, earlier reply,
    withheld parts.
    """

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
    record: Record | None = None
    earlier: Reply | None = None
    parts: Sequence[Part] = ()


@action("foi.log_search")
def log_search(act: Act, application: Application, facts: SearchFacts) -> Search:
    """Enter where information was looked for and with what result (needed for R12)."""
    application = take(act, application)
    errors = {}
    for name, said in (
        ("where", "请写明检索了哪些地方，如档案室、办公系统、业务科室。"),
        ("how", "请写明检索的方法和关键词。"),
        ("result", "请写明检索的结果。"),
        ("searcher", "请写明检索人。"),
    ):
        if not getattr(facts, name).strip():
            errors[name] = said
    typed = {name: getattr(facts, name) for name in ("where", "how", "result", "searcher")}
    if errors := errors | fitting_problems(Search, **typed):
        raise Invalid(errors)
    if application.state in (State.CLOSED, State.REMOVED):
        raise NotAllowedNow("这件申请已经办结，不能再登记检索。")
    day = check_day("on", facts.on, application)
    found = Search.objects.create(
        application=application,
        on=day,
        found=facts.found,
        **{name: text.strip() for name, text in typed.items()},
        by=act.account,
        at=now(),
    )
    came = "找到了所申请的信息" if found.found else "没有找到所申请的信息"
    note(act, application, f"登记检索：{came}，详见检索记录。", on=day, public=False)
    return found


@action("foi.draft_reply")
def draft_reply(act: Act, application: Application, facts: ReplyFacts) -> Reply:
    """Draft the answer, in the place of the draft before. Nothing is decided yet.

    Raises Invalid by field; what is still missing is said by ``issuing.lacking`` and stops only
    the issuing.
    """
    application = take(act, application)
    if application.state not in (State.RUNNING, State.CONSULTING):
        raise NotAllowedNow(f"这件申请现在是“{application.get_state_display()}”，不能起草答复。")
    _check_draft(application, facts)
    typed = {
        fact.name: facts.facts.get(fact.name, "").strip() for fact in BY_CODE[facts.code].required
    }
    reply, _ = Reply.objects.update_or_create(
        application=application,
        state=ReplyState.DRAFT,
        defaults={
            "code": facts.code,
            "facts": typed,
            "record": facts.record,
            "earlier": facts.earlier,
            "by": act.account,
            "created_at": now(),
        },
    )
    reply.parts.all().delete()
    ReplyPart.objects.bulk_create(
        ReplyPart(
            reply=reply,
            order=order,
            what=part.what.strip(),
            ground=part.ground,
            reason=part.reason.strip(),
        )
        for order, part in enumerate(facts.parts, start=1)
    )
    note(
        act,
        application,
        f"起草答复：{BY_CODE[reply.code].name}。",
        public=False,
        after={"code": reply.code, "parts": len(facts.parts)},
    )
    return reply


@action("foi.issue_reply")
def issue_reply(act: Act, application: Application, on: date | None = None) -> Reply:
    """Issue the drafted answer: its letter gets a number, the case waits for its service.

    Raises Invalid with everything that is still missing. What is handed over is asked of the gate
    now, under its digest (promise 1).
    """
    application = take(act, application)
    reply = Reply.objects.filter(application=application, state=ReplyState.DRAFT).first()
    if reply is None:
        raise NotAllowedNow("还没有起草答复，请先选择答复类型并填写。")
    day = check_day("on", on, application)
    reply.application = application
    if said := lacking(reply):
        raise Invalid("还不能作出答复：" + "".join(said))
    advance(application, "reply", day)
    if BY_CODE[reply.code].supplies:
        _supply(act, reply)
    reply.state, reply.issued_on = ReplyState.ISSUED, day
    reply.remedy = remedy_for(application, reply.code)
    reply.save(update_fields=["state", "issued_on", "remedy"])
    reply.letter = make_letter(
        act,
        application,
        "reply",
        day,
        step=reply.pk,
        values={"template": BY_CODE[reply.code].template},
    )
    reply.save(update_fields=["letter"])
    application.answered_on = application.answered_on or day
    application.save(update_fields=["answered_on"])
    refresh(application)
    kind = BY_CODE[reply.code]
    note(
        act,
        application,
        f"作出答复：{kind.name}。",
        on=day,
        after={"code": reply.code, "letter": reply.letter.number},
    )
    return reply


@action("foi.take_back")
def take_back(act: Act, application: Application, why: str) -> Application:
    """Take an issued answer back before it is served, because something in it is wrong."""
    application = take(act, application)
    if not why.strip():
        raise Invalid({"why": "请写明收回答复的原因。"})
    if said := too_long(why, LONGEST_WHY):
        raise Invalid({"why": said})
    advance(application, "take_back")
    application.replies.filter(state=ReplyState.ISSUED).update(state=ReplyState.TAKEN_BACK)
    # After a redo the first answer was given long ago, and the annual report counts that one.
    first = application.replies.filter(state=ReplyState.REPLACED).order_by("issued_on").first()
    application.answered_on = first.issued_on if first else None
    application.save(update_fields=["answered_on"])
    refresh(application)
    words = told_why("答复尚未送达，已收回重新办理", why)
    note(act, application, words, public=False, why=in_case("答复尚未送达", "办理经过"))
    return application


@action("foi.redo")
def redo(act: Act, application: Application, until: date) -> Application:
    """Answer again because a decision or judgment orders it, by the day that it names.

    The annual report still counts the case in the year of its first answer.
    """
    application = take(act, application)
    if until < today():
        raise Invalid({"until": "重新答复的期限不能早于今天。"})
    advance(application, "redo")
    application.replies.filter(state=ReplyState.ISSUED).update(state=ReplyState.REPLACED)
    application.disputes.filter(redo=True).update(redone=True)
    application.served_on = application.closed_on = application.keep_until = None
    application.save(update_fields=["served_on", "closed_on", "keep_until"])
    begin(application, ClockKind.DELAY, today(), until=until)
    refresh(application)
    words = f"按照复议决定或者判决，在{until}前重新答复。"
    note(act, application, words, after={"until": str(until)})
    return application


def propose_release(actor: Actor, reply: Reply, item: Item | None, reason: str = "") -> Record:
    """Make a draft for proactive release of what was handed over (Art. 44): both acts or neither.

    The draft goes the way of every record: item, scan, review, release. reason: why no item fits,
    where none does. Raises Invalid, NotAllowedNow.
    """
    check_fits(Version, no_item_reason=reason)
    with transaction.atomic():
        supply = Supply.objects.filter(reply=reply).select_related("version__record__unit").first()
        if supply is None:
            raise NotAllowedNow("只有已经提供内容的答复，才能转为主动公开。")
        version = supply.version
        draft = Draft(
            title=version.title,
            issuer=version.issuer,
            formed_on=version.formed_on,
            publicity="proactive",
            body=version.body,
            document_number=version.document_number,
            theme=version.theme,
            genre=version.genre,
            summary=version.summary,
            keywords=version.keywords,
        )
        record = publication.create(actor, version.record.unit, draft, item, reason)
        note_proposal(actor, reply, record)
        return record


@action("foi.propose_release")
def note_proposal(act: Act, reply: Reply, record: Record) -> Reply:
    """Note in the case which draft was made of its answer for proactive release."""
    application = take(act, reply.application)
    reply = application.replies.get(pk=reply.pk)
    if reply.state != ReplyState.ISSUED or not Supply.objects.filter(reply=reply).exists():
        raise NotAllowedNow("只有已经提供内容的答复，才能转为主动公开。")
    if reply.proposed_id is not None:
        raise NotAllowedNow("已经由这件答复起草过主动公开的信息。")
    if record.town_id != application.town_id:
        raise Invalid({"record": "请选择本镇的信息。"})
    reply.proposed = record
    reply.save(update_fields=["proposed"])
    note(
        act,
        application,
        "建议主动公开所提供的信息，已起草草稿。",
        public=False,
        after={"record": record.index_number},
    )
    return reply


def _check_draft(application: Application, facts: ReplyFacts) -> None:
    errors = {}
    kind = BY_CODE.get(facts.code)
    if kind is None or kind.closing:
        raise Invalid({"code": "请选择答复类型。"})
    if facts.record is not None and facts.record.town_id != application.town_id:
        errors["record"] = "请选择本镇的信息。"
    earlier = facts.earlier
    if earlier is not None and not _is_earlier(application, earlier):
        errors["earlier"] = "只能引用此前对同一申请人作出的答复。"
    for part in facts.parts:
        if said := missing_of_part(part.ground, part.what, part.reason) or _too_long(part):
            errors["parts"] = said
    if errors:
        raise Invalid(errors)


def _too_long(part: Part) -> str:
    return fitting_problems(ReplyPart, what=part.what).get("what", "")


def _is_earlier(application: Application, earlier: Reply) -> bool:
    """Whether a reply answered the same applicant before this application (Art. 36(6))."""
    other = earlier.application
    same = other.applicant_tag and other.applicant_tag == application.applicant_tag
    return bool(
        same
        and other.pk != application.pk
        and other.town_id == application.town_id
        and earlier.issued_on is not None
    )


def _supply(act: Act, reply: Reply) -> None:
    row = admit(reply)
    supply = Supply.objects.create(
        reply=reply,
        version=row.version,
        row=row,
        digest=row.digest,
        at=now(),
        by=act.account,
    )
    for file in handed_over(row.version):
        kept = keep(reply.application, file, file.media_type, act.account)
        SupplyFile.objects.create(supply=supply, file=kept)
