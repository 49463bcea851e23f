"""送达: a letter reached, by which way and on which day, with its proof (handbook 2.9)."""

from dataclasses import dataclass
from datetime import date

from gongkai.foi.actions.closing import close
from gongkai.foi.actions.common import add_file, check_day, note, take
from gongkai.foi.files import FileToKeep
from gongkai.foi.models import Letter, ReplyState, Service
from gongkai.foi.states import advance
from gongkai.ledger.clock import now
from gongkai.organisation.acting import Act, action
from gongkai.organisation.fitting import check_fits
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.rules.foi.service import BY_CODE, DATE_LABELS, decisive_day, in_time


@dataclass(frozen=True)
class ServiceFacts:
    """How a letter was served. carrier and tracking: for the post, which must be a 邮政企业."""

    way: str
    on: date | None = None
    carrier: str = ""
    tracking: str = ""
    note: str = ""
    proof: FileToKeep | None = None


@action("foi.serve")
def serve(act: Act, letter: Letter, facts: ServiceFacts) -> Service:
    """Enter the service of a letter; that of the answer closes the case.

    on: the day that decides for this way: signing, posting or sending. Raises Invalid by field,
    NotAllowedNow where the letter was served already.
    """
    application = take(act, letter.application)
    letter = application.letters.get(pk=letter.pk)
    if letter.services.exists():
        raise NotAllowedNow("这件文书已经登记过送达。")
    way = BY_CODE.get(facts.way)
    if way is None:
        raise Invalid({"way": "请选择送达方式。"})
    day = check_day("on", facts.on, application)
    if day < letter.dated:
        raise Invalid({"on": f"{DATE_LABELS[way.judged_by]}不能早于文书日期{letter.dated}。"})
    if facts.way == "post" and not facts.carrier.strip():
        raise Invalid({"carrier": "邮寄只能通过邮政企业，请填写邮政企业名称。"})
    typed = {name: getattr(facts, name).strip() for name in ("carrier", "tracking", "note")}
    check_fits(Service, **typed)
    proof = add_file(act, application, facts.proof) if facts.proof else None
    served = Service.objects.create(
        letter=letter,
        way=facts.way,
        **typed,
        proof=proof,
        by=act.account,
        at=now(),
        **{way.judged_by: day},
    )
    words = _serve_answer(letter, served, day) or f"送达{letter.get_kind_display()}。"
    note(
        act,
        letter.application,
        words,
        on=day,
        after={"letter": letter.number, "way": facts.way, "day": day.isoformat()},
    )
    return served


def _serve_answer(letter: Letter, served: Service, day: date) -> str:
    """Close the case where this was its answer; gives the sentence, empty where it was not."""
    application = letter.application
    if letter.kind != "reply" or application.state != "replied":
        return ""
    if not application.replies.filter(letter=letter, state=ReplyState.ISSUED).exists():
        return ""
    due = application.due_on
    advance(application, "serve", day)
    application.served_on = decisive_day(
        served.way,
        signed_on=served.signed_on,
        posted_on=served.posted_on,
        sent_on=served.sent_on,
    )
    application.save(update_fields=["served_on"])
    close(application, day)
    judged = in_time(served.way, day, due) if due else ""
    return f"答复已送达，办理结束。{judged}"
