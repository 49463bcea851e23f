"""What is known of applicants and asked parties: sealed at rest, opened only within a case.

Whoever opens it for a person to see does so through ``actions.view_personal``, which leaves a
ledger entry; letters are made inside the acts that issue them.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from gongkai.foi.models import (
    Applicant,
    Application,
    Consultation,
    OwnRecordRequest,
    Statement,
)
from gongkai.foi.naming import masked
from gongkai.foi.sealing import Unreadable, read_head, seal, tag_of, unseal
from gongkai.ledger.clock import now
from gongkai.organisation.refusals import NotAllowedNow
from gongkai.rules.foi.assisted import Assisted
from gongkai.rules.foi.fields import Applying, masked_name

GONE = "这件申请的个人资料已按期清除。"
_REQUEST = ("description", "feature")
_ASSISTED = "assisted"
_IDENTITY = ("name", "representative", "contact", "id_number", "phone", "email")
_HOME = re.compile(r"\d|[组号室栋]")
"""What an address has that leads to a household (handbook 5.4)."""


class PersonalDataGone(NotAllowedNow):
    """The personal data of this case were removed at the end of their period."""


def seal_applicant(
    application: Application, applying: Applying, assisted: Assisted | None = None
) -> Applicant:
    """Store the applicant of a case, in the place of what was there before.

    assisted: who helped to write; what was stored of it stays where none is given.
    """
    if assisted is None:
        assisted = assistance_of(application)
    facts: dict[str, Any] = {k: v for k, v in asdict(applying).items() if k not in _REQUEST}
    if assisted.way:
        facts[_ASSISTED] = asdict(assisted)
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
    facts = _facts(application)
    if facts is None:
        raise PersonalDataGone(GONE)
    facts.pop(_ASSISTED, None)
    return Applying(**facts, **request_of(application))


def names_applicant(application: Application, words: str) -> bool:
    """Whether words hold a name, number, address or way of contact of the applicant, or of who
    represents them. False once these were removed.

    An address that ends with a village tells nobody's home, and may be what is asked about.
    """
    facts = _facts(application) or {}
    known = [str(facts.get(name, "")).strip() for name in _IDENTITY]
    address = str(facts.get("address", ""))
    if _HOME.search(address):
        known.append(address.strip())
    return any(len(value) > 1 and value.casefold() in words.casefold() for value in known)


def assistance_of(application: Application) -> Assisted:
    """Who helped the applicant to write, and how it was confirmed; empty for nobody, or removed."""
    return Assisted(**(_facts(application) or {}).get(_ASSISTED, {}))


def _facts(application: Application) -> dict[str, Any] | None:
    stored = _stored(application)
    if stored is None:
        return None
    found: dict[str, Any] = json.loads(unseal(bytes(stored.sealed), _applicant(application)))
    return found


def _stored(application: Application) -> Applicant | None:
    """What was read along with the case, else what is stored."""
    known: dict[str, Any] = application._state.fields_cache
    if "applicant" in known:
        found: Applicant | None = known["applicant"]
        return found
    return Applicant.objects.filter(application=application).first()


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


OWN_RECORD_GONE = "这件更正申请的个人资料已按期清除。"


def seal_private(town_id: int, number: str, private: dict[str, str]) -> bytes:
    """Who asks for which correction of their own record, sealed to the number of the request."""
    return seal(_json(private), f"own:{town_id}:{number}")


def private_of(asked: OwnRecordRequest) -> dict[str, str]:
    """``name``, ``contact``, ``subject`` as typed, ``request``, ``evidence``.

    Raises PersonalDataGone, Unreadable.
    """
    if not asked.sealed:
        raise PersonalDataGone(OWN_RECORD_GONE)
    sealed = bytes(asked.sealed)
    try:
        opened = unseal(sealed, f"own:{asked.town_id}:{asked.number}")
    except Unreadable:
        # Until November 2026 a request was sealed to its town alone.
        opened = unseal(sealed, f"own:{asked.town_id}")
    found: dict[str, str] = {"subject": asked.subject, **json.loads(opened)}
    return found


def own_subject(asked: OwnRecordRequest) -> str:
    """What is to be corrected, as lists show it: without long numbers and the name of who asks.

    Until November 2026 it was kept as typed.
    """
    try:
        name = private_of(asked)["name"]
    except (PersonalDataGone, Unreadable):
        name = ""
    return masked(asked.subject, name)


def party_mask(party: str) -> str:
    """The party as lists show it: agencies and firms by their ends, persons by the first sign."""
    party = party.strip()
    return masked_name(party, "natural" if len(party) <= 4 else "other")


def _json(facts: Mapping[str, Any]) -> bytes:
    return json.dumps(facts, ensure_ascii=False).encode()


def _applicant(application: Application) -> str:
    return f"applicant:{application.pk}"


def _request(application: Application) -> str:
    return f"request:{application.pk}"
