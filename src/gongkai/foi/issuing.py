"""What a reply rests on: the facts of the case, what is missing, its remedy."""

from collections.abc import Mapping
from datetime import date

from gongkai.foi.models import Application, Reply
from gongkai.foi.setting import settings_of
from gongkai.foi.supplying import supply_problem
from gongkai.ledger.clock import today
from gongkai.rules.foi.remedies import RemedyError, remedy_text
from gongkai.rules.foi.replies import BY_CODE, missing, missing_of_part

ONLINE_ROUTES = ("email", "online")


def proven_of(application: Application, reply: Reply | None) -> dict[str, bool]:
    """Which facts of :data:`rules.foi.replies.PROVEN` hold for this case now."""
    consultations = [one for one in application.consultations.all() if one.kind == "third_party"]
    correction = getattr(application, "correction", None)
    fee = getattr(application, "fee", None)
    reasons = getattr(application, "reasons_request", None)
    clocks = {c.kind: c.due for c in application.clocks.all() if c.state == "open"}
    return {
        "supply": reply is not None and BY_CODE[reply.code].supplies and not supply_problem(reply),
        "parts": reply is not None and _parts_whole(reply),
        "third_party": bool(consultations) and all(one.outcome for one in consultations),
        "search": bool(application.searches.all()),
        "corrected": correction is not None and correction.corrected_on is not None,
        "correction_expired": correction is not None
        and correction.corrected_on is None
        and _over(clocks, "correction"),
        "fee_expired": fee is not None and fee.paid_on is None and _over(clocks, "fee"),
        "withdrawn": False,
        "earlier_reply": reply is not None and reply.earlier_id is not None,
        "reasons": reasons is not None
        and reasons.given_on is not None
        and reasons.reasonable is False,
        "remedy": settings_of(application.town)
        .bodies()
        .complete(by_internet=by_internet(application)),
    }


def lacking(reply: Reply) -> list[str]:
    """Everything that stands against issuing this reply, each in a Chinese sentence."""
    application = reply.application
    found = missing(reply.code, reply.facts, proven_of(application, reply))
    if BY_CODE[reply.code].supplies and (problem := supply_problem(reply)):
        found = [said for said in found if not said.startswith("提供的内容")] + [problem]
    return found


def by_internet(application: Application) -> bool:
    """Whether the applicant is answered over the internet (行政复议法 Art. 22(2))."""
    return application.route in ONLINE_ROUTES


def remedy_for(application: Application, code: str) -> str:
    """The remedy text of a kind for this case; empty where there is none or none can be made."""
    bodies = settings_of(application.town).bodies()
    try:
        return remedy_text(code, bodies, by_internet=by_internet(application))
    except RemedyError:
        return ""


def _parts_whole(reply: Reply) -> bool:
    if "parts" not in BY_CODE[reply.code].proven:
        return False
    parts = list(reply.parts.all())
    return bool(parts) and not any(
        missing_of_part(part.ground, part.what, part.reason) for part in parts
    )


def _over(clocks: Mapping[str, date], kind: str) -> bool:
    due = clocks.get(kind)
    return due is not None and today() > due
