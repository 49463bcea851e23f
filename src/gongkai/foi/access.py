"""The code with which an applicant follows a case without an account.

It is given once, on the receipt; only a keyed digest of it is stored.
"""

import hmac
import secrets

from gongkai.foi.models import Application
from gongkai.foi.sealing import tag_of
from gongkai.organisation.models import Town

# Without letters and digits that look alike on paper.
_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH = 12


def new_secret() -> str:
    """A new code in three groups of four signs, about 59 bits."""
    signs = [secrets.choice(_SIGNS) for _ in range(_LENGTH)]
    return "-".join("".join(signs[i : i + 4]) for i in range(0, _LENGTH, 4))


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
