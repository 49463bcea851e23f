"""What is known of applicants and asked parties: sealed at rest, opened only within a case.

Whoever opens it for a person to see does so through ``actions.view_personal``, which leaves a
ledger entry; letters are made inside the acts that issue them.
"""

import json
from dataclasses import asdict

from gongkai.foi.models import Applicant, Application, Consultation, Statement
from gongkai.foi.sealing import read_head, seal, tag_of, unseal
from gongkai.ledger.clock import now
from gongkai.rules.foi.fields import Applying, masked_name

GONE = "这件申请的个人资料已按期清除。"
_REQUEST = ("description", "feature")


class PersonalDataGone(LookupError):
    """The personal data of this case were removed at the end of their period."""


def seal_applicant(application: Application, applying: Applying) -> Applicant:
    """Store the applicant of a case, in the place of what was there before."""
    facts = {k: v for k, v in asdict(applying).items() if k not in _REQUEST}
    sealed = seal(_json(facts), _applicant(application))
    about = read_head(sealed)
    stored, _ = Applicant.objects.update_or_create(
        application=application,
        defaults={
            "sealed": sealed,
            "key_id": about.key_id,
            "algorithm": about.algorithm,
            "sealed_at": now(),
        },
    )
    return stored


def seal_request(application: Application, applying: Applying) -> bytes:
    """The words of the application, sealed, for ``application.request``."""
    return seal(_json({k: getattr(applying, k) for k in _REQUEST}), _request(application))


def open_applicant(application: Application) -> Applying:
    """The applicant and the words of the application. Raises PersonalDataGone, Unreadable."""
    stored = Applicant.objects.filter(application=application).first()
    if stored is None:
        raise PersonalDataGone(GONE)
    facts = json.loads(unseal(bytes(stored.sealed), _applicant(application)))
    return Applying(**facts, **request_of(application))


def request_of(application: Application) -> dict[str, str]:
    """What was asked for: ``description`` and ``feature``; empty strings once removed."""
    if not application.request:
        return dict.fromkeys(_REQUEST, "")
    found: dict[str, str] = json.loads(unseal(bytes(application.request), _request(application)))
    return found


def identity_tag(applying: Applying) -> str:
    """By which cases of one applicant are found, without the name: the document's number, else
    name and telephone; empty where neither is known.
    """
    given = applying.stripped()
    if given.id_number:
        return tag_of(f"id:{given.id_number.upper()}")
    if given.phone or given.email:
        return tag_of(f"name:{given.name}:{given.phone or given.email}")
    return ""


def seal_party(application: Application, party: str) -> bytes:
    """The name of a party that is consulted, sealed."""
    return seal(party.strip().encode(), f"party:{application.pk}")


def party_of(consultation: Consultation) -> str:
    """The name of a consulted party; empty once removed."""
    if not consultation.party:
        return ""
    return unseal(bytes(consultation.party), f"party:{consultation.application_id}").decode()


def seal_words(application: Application, words: str) -> bytes:
    """What somebody stated on the public page, sealed."""
    return seal(words.strip().encode(), f"statement:{application.pk}")


def words_of(statement: Statement) -> str:
    """What was stated; empty once removed."""
    if not statement.words:
        return ""
    return unseal(bytes(statement.words), f"statement:{statement.application_id}").decode()


def party_mask(party: str) -> str:
    """The party as lists show it: agencies and firms by their ends, persons by the first sign."""
    party = party.strip()
    return masked_name(party, "natural" if len(party) <= 4 else "other")


def _json(facts: dict[str, str]) -> bytes:
    return json.dumps(facts, ensure_ascii=False).encode()


def _applicant(application: Application) -> str:
    return f"applicant:{application.pk}"


def _request(application: Application) -> str:
    return f"request:{application.pk}"
