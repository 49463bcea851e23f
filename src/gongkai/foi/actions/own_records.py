"""Requests to correct one's own record (Art. 41), as cases of their own."""

from dataclasses import dataclass
from datetime import date

from gongkai.foi.actions.common import end_of_keeping, receipt_day_problem
from gongkai.foi.letters.making import next_number
from gongkai.foi.letters.own_record import OwnRecordPrint, own_letter_file, register_own_letter
from gongkai.foi.models import OwnRecordLetter, OwnRecordRequest
from gongkai.foi.naming import masked
from gongkai.foi.personal import OWN_RECORD_GONE as GONE
from gongkai.foi.personal import private_of, seal_private
from gongkai.foi.setting import settings_of
from gongkai.ledger.clock import now, today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.fitting import check_fits, fitting_problems, shortened
from gongkai.organisation.models import Account, Unit
from gongkai.organisation.queries import calendar_in_force
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.rules.foi.fields import masked_name
from gongkai.rules.foi.own_record import (
    STATE_NAMES,
    OwnRecordState,
    outcome_problem,
    removal_problem,
)
from gongkai.rules.foi.periods import period_due


@dataclass(frozen=True)
class OwnRecordFacts:
    """Who asks for which correction of what is recorded of them, with which evidence."""

    name: str
    contact: str
    subject: str
    request: str
    evidence: str
    received_on: date | None = None


@action("foi.register_own_record")
def register_own_record(
    act: Act, unit: Unit, facts: OwnRecordFacts, handler: Account | None = None
) -> OwnRecordRequest:
    """Register a request to correct information about oneself (Art. 41); evidence is needed."""
    act.permit(unit)
    errors = {}
    for name, said in (
        ("name", "请填写申请人的姓名或者名称。"),
        ("contact", "请填写联系方式。"),
        ("subject", "请写明哪条信息需要更正。"),
        ("request", "请写明记录有什么错误，应当怎样更正。"),
        ("evidence", "请写明证明记录不准确的证据。"),
    ):
        if not getattr(facts, name).strip():
            errors[name] = said
    day = facts.received_on or today()
    if said := receipt_day_problem(day):
        errors["received_on"] = said
    if errors := fitting_problems(OwnRecordRequest, subject=facts.subject) | errors:
        raise Invalid(errors)
    chosen = settings_of(unit.town).periods
    due = period_due("own_record", day, calendar_in_force(), chosen)
    name = f"更正{day.year}-{next_number(unit.town, 'own_record', day.year):04d}"
    private = {
        "name": facts.name.strip(),
        "contact": facts.contact.strip(),
        "subject": facts.subject.strip(),
        "request": facts.request.strip(),
        "evidence": facts.evidence.strip(),
    }
    asked = OwnRecordRequest.objects.create(
        town=unit.town,
        unit=unit,
        number=name,
        # As lists show it; the whole is sealed.
        subject=shortened(masked(facts.subject, facts.name), 120),
        sealed=seal_private(unit.town_id, name, private),
        applicant_mask=masked_name(facts.name),
        received_on=day,
        due_on=due.due,
        due_sentence=shortened(due.sentence(), 800),
        handler=handler,
        created_at=now(),
    )
    act.record(asked, unit=unit, after={"due": str(due.due)}, label=f"{asked.number}")
    return asked


@action("foi.end_own_record")
def end_own_record(
    act: Act, asked: OwnRecordRequest, outcome: str, words: str, agency: str = ""
) -> OwnRecordRequest:
    """Enter what the verification found: corrected, transferred, told whom to ask, or refused.

    The letter with the outcome is numbered and sealed; its documents are written when wanted. The
    ledger keeps no words of it: they speak of the person, and must go at the end of the period.
    """
    asked = _take(act, asked)
    if said := outcome_problem(OwnRecordState(asked.state), outcome, agency, words):
        raise Invalid({"outcome": said})
    check_fits(OwnRecordRequest, agency=agency)
    asked.state, asked.outcome = outcome, words.strip()
    asked.agency, asked.closed_on = agency.strip(), today()
    asked.keep_until = end_of_keeping(asked.town, today())
    asked.save(update_fields=["state", "outcome", "agency", "closed_on", "keep_until"])
    letter = register_own_letter(asked, private_of(asked), act.actor.account)
    act.record(
        asked,
        unit=asked.unit,
        after={
            "state": STATE_NAMES[OwnRecordState(outcome)],
            "agency": asked.agency,
            "letter": letter.number,
        },
    )
    return asked


@action("foi.view_own_record")
def view_own_record(act: Act, asked: OwnRecordRequest) -> dict[str, str]:
    """Who asks for which correction, for a person to see; the ledger says who looked.

    Gives ``name``, ``contact``, ``subject``, ``request``, ``evidence``.
    """
    asked = OwnRecordRequest.objects.select_related("unit").get(pk=asked.pk)
    act.permit(asked.unit)
    if asked.removed_at is not None:
        raise NotAllowedNow(GONE)
    found = private_of(asked)
    act.record(asked, unit=asked.unit, after={"viewed": "更正申请人资料"})
    return found


@action("foi.open_own_record_letter")
def open_own_record_letter(act: Act, asked: OwnRecordRequest, kind: str) -> OwnRecordPrint:
    """The letter with the outcome as ``pdf`` or ``docx``; the ledger says who opened it."""
    asked = OwnRecordRequest.objects.select_related("unit__town", "town").get(pk=asked.pk)
    act.permit(asked.unit)
    if asked.removed_at is not None:
        raise NotAllowedNow(GONE)
    found = own_letter_file(asked, kind)
    act.record(asked, unit=asked.unit, after={"viewed": found.name})
    return found


@action("foi.remove_own_record")
def remove_own_record(
    act: Act, asked: OwnRecordRequest, why: str, archived_as: str = ""
) -> OwnRecordRequest:
    """Remove who asked and what for, once the period of keeping is over (PIPL; handbook 8.1).

    The number, the days and the kind of outcome stay, with what was removed and why.
    archived_as: where the file went, if to an archive. Raises Invalid, NotAllowedNow.
    """
    asked = _take(act, asked)
    if said := removal_problem(asked.keep_until, today(), removed=asked.removed_at is not None):
        raise NotAllowedNow(said)
    if not why.strip():
        raise Invalid({"why": "请写明清除的依据，如保管期限届满并已移交档案馆。"})
    moved = f"；已移交：{archived_as.strip()}" if archived_as.strip() else ""
    check_fits(OwnRecordRequest, removal_note=f"{why.strip()}{moved}")
    asked.removed_at, asked.removal_note = now(), f"{why.strip()}{moved}"
    asked.sealed, asked.applicant_mask = b"", "***"
    asked.subject, asked.outcome = "（已清除）", ""
    asked.save()
    letters = OwnRecordLetter.objects.filter(request=asked)
    gone = {"removed": ["申请人、联系方式、请求和证据", *(f"文书{one.number}" for one in letters)]}
    letters.update(sealed=b"")
    act.record(
        asked,
        unit=asked.unit,
        before=gone,
        after={"archived_as": archived_as.strip()},
        why=why.strip(),
        label=asked.number,
    )
    return asked


def _take(act: Act, asked: OwnRecordRequest) -> OwnRecordRequest:
    found = (
        OwnRecordRequest.objects.select_for_update(of=("self",))
        .select_related("unit__town", "town")
        .get(pk=asked.pk)
    )
    act.permit(found.unit)
    return found
