"""What things are called: the subject of a case in lists, the body that signs for a town."""

import re

from gongkai.organisation.models import Town

_NUMBERS = re.compile(r"[0-9０-９][0-9０-９\-— ]{5,}[0-9０-９xX]")
_SHORT = 40


def subject_of(text: str, name: str = "") -> str:
    """The first sentence of ``text``, at most 40 signs; long numbers and the applicant's ``name``
    are starred out.
    """
    line = re.split(r"[。；;\n]", " ".join(text.split()))[0] or text.strip()
    masked = _NUMBERS.sub("***", line).strip()
    if len(name.strip()) >= 2:
        masked = masked.replace(name.strip(), "***")
    return masked if len(masked) <= _SHORT else f"{masked[: _SHORT - 1]}…"


def issuer_of(town: Town) -> str:
    """The body in whose name a town's letters and reports go out: 人民政府, or 街道办事处."""
    office = "办事处" if town.name.endswith("街道") else "人民政府"
    return town.name if town.name.endswith(("政府", "办事处")) else f"{town.name}{office}"
