"""The mark of one form: it asks a plain question, knows when it was given out, and counts once.

Against programs that send forms, without a picture, a sound, a script or a third party: a question
of small numbers in words, a field that people do not see, and a moment that a person needs.
"""

import re
import secrets
import time
import unicodedata
from dataclasses import dataclass
from typing import Final

from django.core import signing

from gongkai.foi.access import secret_from
from gongkai.foi.sealing import tag_of

QUICKEST: Final = 3
"""Seconds that a person needs at least between the preview and sending."""
LONGEST: Final = 12 * 3600
"""Seconds after which the question is asked anew."""
_SALT: Final = "gongkai.foi.form"
_DIGITS: Final = "零一二三四五六七八九十"


@dataclass(frozen=True)
class Token:
    """What a form carries. offered: something public was offered before sending."""

    left: int
    right: int
    nonce: str
    given_at: float
    offered: bool

    @property
    def question(self) -> str:
        """What is asked, for people."""
        return f"{_DIGITS[self.left]}加{_DIGITS[self.right]}等于几？"

    @property
    def mark(self) -> str:
        """By which a form that was sent is known again; tells nothing of the code."""
        return tag_of(f"sending:{self.nonce}")

    @property
    def secret(self) -> str:
        """The code of the case that is made of this form."""
        return secret_from(f"sending:{self.nonce}")

    @property
    def age(self) -> float:
        """Seconds since it was given out."""
        return time.time() - self.given_at

    def answered_by(self, answer: str) -> bool:
        """Whether the answer is right, in digits of any width or in Chinese."""
        return _number(answer) == self.left + self.right

    def packed(self) -> str:
        """As the form carries it, signed."""
        facts = [self.left, self.right, self.nonce, self.given_at, int(self.offered)]
        return signing.dumps(facts, salt=_SALT)


def new_token(*, offered: bool) -> Token:
    """A token for a form that is shown now."""
    left, right = secrets.randbelow(8) + 1, secrets.randbelow(8) + 1
    return Token(left, right, secrets.token_urlsafe(18), time.time(), offered)


def read_token(packed: str) -> Token | None:
    """The token of a form; None where we did not sign it."""
    try:
        left, right, nonce, given_at, offered = signing.loads(packed[:400], salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Token(int(left), int(right), str(nonce), float(given_at), bool(offered))


def _number(text: str) -> int | None:
    """A number below a hundred, in digits or in Chinese; None for anything else."""
    plain = re.sub(r"[\s。.，,]", "", unicodedata.normalize("NFKC", text))[:8]
    if re.fullmatch(r"[0-9]{1,2}", plain):
        return int(plain)
    if plain and plain in _DIGITS:
        return _DIGITS.index(plain)
    if re.fullmatch(r"一?十[一二三四五六七八九]", plain):
        return 10 + _DIGITS.index(plain[-1])
    return None
