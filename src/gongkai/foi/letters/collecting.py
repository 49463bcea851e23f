"""Everything that a letter of a case says, collected when its step is taken."""

from collections.abc import Mapping

from gongkai.foi.access import party_code
from gongkai.foi.letters.answers import answer_values, supplied_titles
from gongkai.foi.letters.content import Content
from gongkai.foi.letters.interim import COLLECT, effects_of
from gongkai.foi.letters.words import asked_words, called, contact_of, day_words, supply_words
from gongkai.foi.models import Application, Assistance, Consultation, ConsultationKind, Reply
from gongkai.foi.naming import issuer_of
from gongkai.foi.personal import open_applicant, party_of
from gongkai.organisation.public_address import public_address
from gongkai.rules.foi.fields import Applying
from gongkai.rules.foi.letter_forms import FORMS
from gongkai.rules.foi.letters import BY_CODE as KINDS
from gongkai.rules.foi.letters import REPLY


def letter_content(
    case: Application, kind: str, step: int = 0, given: Mapping[str, str] | None = None
) -> Content:
    """What a letter says that is registered now; for an answer the remedy that its kind has.

    step: the row that it belongs to. given: words of the step that are stored nowhere else.
    """
    applicant = open_applicant(case)
    if kind == REPLY:
        reply = Reply.objects.select_related("record", "earlier__letter").get(pk=step)
        reply.application = case
        return answer_content(reply, applicant)
    values = _case_values(case, applicant) | effects_of(kind)
    values |= COLLECT[kind](case, step, given or {})
    to, address, postcode = _addressee(case, kind, step, applicant)
    return Content(
        form=kind,
        to=to,
        values=_known(kind, values),
        issuer=issuer_of(case.town),
        notes=[*contact_of(case.town, case.unit), *_online(case, kind, step)],
        address=address,
        postcode=postcode,
    )


def _online(case: Application, kind: str, step: int) -> list[str]:
    """How a third party answers on the web: the address, the number and its code."""
    if kind != ConsultationKind.THIRD_PARTY:
        return []
    code = party_code(Consultation.objects.get(pk=step))
    address = public_address(case.town, "status/")
    return [f"也可以在网上提出意见：{address}　编号：{case.number}　查询码：{code}"]


def answer_content(reply: Reply, applicant: Applying) -> Content:
    """What the letter of an answer says; of a draft, what it would say now."""
    case = reply.application
    values = _case_values(case, applicant) | {"提供方式": supply_words(case)}
    values |= answer_values(reply, values["称呼"])
    return Content(
        form=reply.code,
        to=applicant.name,
        values=_known(reply.code, values),
        issuer=issuer_of(case.town),
        remedy=reply.remedy,
        attachments=supplied_titles(reply),
        notes=contact_of(case.town, case.unit),
        address=applicant.address,
        postcode=applicant.postcode,
    )


def _case_values(case: Application, applicant: Applying) -> dict[str, str]:
    return {
        "称呼": called(case.applicant_kind),
        "登记编号": case.number,
        "收到日期": day_words(case.received_on),
        "申请内容": asked_words(case, applicant.description),
        "形式和方式": supply_words(case),
    }


def _addressee(
    case: Application, kind: str, step: int, applicant: Applying
) -> tuple[str, str, str]:
    """Name, address and postcode of whom a letter goes to; only the applicant's are known."""
    to = KINDS[kind].to
    if to == "applicant":
        return applicant.name, applicant.address, applicant.postcode
    if to == "unit":
        return Assistance.objects.select_related("unit").get(pk=step).unit.name, "", ""
    return party_of(Consultation.objects.get(pk=step)), "", ""


def _known(form: str, values: dict[str, str]) -> dict[str, str]:
    """Only what the form has a field for: nobody else's data are sealed into a letter."""
    return {name: words for name, words in values.items() if name in FORMS[form].by_name}
