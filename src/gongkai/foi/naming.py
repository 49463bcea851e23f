"""What things are called: the subject of a case in lists, the body that signs for a town."""

import re

from gongkai.organisation.fitting import shortened
from gongkai.organisation.models import Town

_NUMBERS = re.compile(r"[0-9０-９][0-9０-９\-— ]{5,}[0-9０-９xX]")
_SHORT = 40


def short_name(typed: str, description: str, name: str) -> str:
    """What lists call a case: what the Office has ``typed``, else made of the description."""
    return masked(typed, name) if typed.strip() else subject_of(description, name)


def subject_of(text: str, name: str = "") -> str:
    """The first sentence of what is asked for, at most 40 signs, as :func:`masked`: the whole is
    sealed in the case.
    """
    line = re.split(r"[。；;\n]", " ".join(text.split()))[0] or text.strip()
    return shortened(masked(line, name), _SHORT)


def masked(text: str, name: str = "") -> str:
    """A short name as somebody typed it, on one line: long numbers and the applicant's ``name``
    are starred out, nothing else is taken from it.
    """
    line = _NUMBERS.sub("***", " ".join(text.split()))
    return line.replace(name.strip(), "***") if len(name.strip()) >= 2 else line


def issuer_of(town: Town) -> str:
    """The body in whose name a town's letters and reports go out: 人民政府, or 街道办事处."""
    office = "办事处" if town.name.endswith("街道") else "人民政府"
    return town.name if town.name.endswith(("政府", "办事处")) else f"{town.name}{office}"
