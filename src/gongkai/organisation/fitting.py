"""Whether what a person typed fits where it is kept: it is refused with a number, never cut."""

from django.db.models import Field, Model

from gongkai.organisation.refusals import Invalid


def too_long(text: str, most: int, label: str = "") -> str:
    """What to say of a text of more than ``most`` characters; empty where it fits.

    label: what the text is called, for where the sentence does not stand at its field.
    """
    length = len(text.strip())
    if length <= most:
        return ""
    return f"{f'“{label}”' if label else ''}最多{most}个字，现在有{length}个字，请缩短。"


def required(text: str, field: str, empty: str, most: int) -> str:
    """What was typed, without blanks at its ends. Raises Invalid on ``field`` where nothing is
    left (``empty`` says what to do) or it is longer than ``most`` characters.
    """
    if said := too_long(text, most) if text.strip() else empty:
        raise Invalid({field: said})
    return text.strip()


def fitting_problems(model: type[Model], **texts: str) -> dict[str, str]:
    """What to say of each text that its column, of the same name, cannot hold; by column."""
    problems = {}
    for name, text in texts.items():
        column = model._meta.get_field(name)
        assert isinstance(column, Field) and column.max_length is not None  # noqa: S101
        if said := too_long(text, column.max_length, str(column.verbose_name)):
            problems[name] = said
    return problems


def check_fits(model: type[Model], **texts: str) -> None:
    """Raise Invalid, by column, for what is too long for the column of its name."""
    if problems := fitting_problems(model, **texts):
        raise Invalid(problems)


def shortened(text: str, most: int) -> str:
    """A text for a line of its own, at most so long: what is left out is marked.

    Only for what stands whole elsewhere: what a person typed is refused instead.
    """
    return text if len(text) <= most else f"{text[: most - 1]}…"
