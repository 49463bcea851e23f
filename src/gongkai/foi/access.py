"""The codes with which an applicant, or a third party, follows a case without an account.

An applicant's is given once, on the receipt; only a keyed digest of it is stored. A third party's
stands in the letter that asks for its opinion; it is made from the consultation and stored nowhere.
"""

import hmac
import secrets

from gongkai.foi.models import Application, Consultation, ConsultationKind
from gongkai.foi.sealing import tag_of
from gongkai.organisation.models import Town

# Without letters and digits that look alike on paper.
_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH = 12


def new_secret() -> str:
    """A new code in three groups of four signs, about 59 bits."""
    signs = [secrets.choice(_SIGNS) for _ in range(_LENGTH)]
    return "-".join("".join(signs[i : i + 4]) for i in range(0, _LENGTH, 4))


def secret_from(seed: str) -> str:
    """The code that belongs to a seed which nobody can guess: always the same one."""
    number = int(tag_of(f"code:{seed}"), 16)
    signs = []
    for _ in range(_LENGTH):
        number, place = divmod(number, len(_SIGNS))
        signs.append(_SIGNS[place])
    return "-".join("".join(signs[i : i + 4]) for i in range(0, _LENGTH, 4))


def party_code(asked: Consultation) -> str:
    """The code of a third party, for its letter: with the number of the case it opens the page
    where the party reads what is asked and answers.
    """
    return secret_from(f"party:{asked.application_id}:{asked.pk}")


def find_party(town: Town, number: str, code: str) -> Consultation | None:
    """The consultation of a third party with this case number and code; None if either is wrong."""
    rows = Consultation.objects.filter(
        application__town=town,
        application__number=number.strip(),
        application__removed_at__isnull=True,
        kind=ConsultationKind.THIRD_PARTY,
    )
    for asked in rows:
        if hmac.compare_digest(_plain(party_code(asked)), _plain(code)):
            return asked
    return None


def digest_of_secret(secret: str) -> str:
    """What is stored of a code; blanks, hyphens and case do not matter."""
    return tag_of(f"secret:{_plain(secret)}")


def find_case(town: Town, number: str, secret: str) -> Application | None:
    """The application with this number and code in a town; None if either is wrong."""
    found = Application.objects.filter(town=town, number=number.strip()).first()
    stored = found.secret_digest if found else ""
    matches = hmac.compare_digest(digest_of_secret(secret), stored or "-" * 64)
    return found if found and stored and matches else None


def _plain(secret: str) -> str:
    return "".join(sign for sign in secret.upper() if sign in _SIGNS)
