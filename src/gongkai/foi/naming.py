"""A short name of what is asked for, fit for lists: no personal data that a program can see."""

import re

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
