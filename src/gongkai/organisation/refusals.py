"""Why an act was refused, in words for the person who tried it."""


class Refused(Exception):
    """The act was refused and nothing changed. ``str()`` says why and what to do, in Chinese."""


class NotPermitted(Refused):
    """The person may not do this here."""


class NotAllowedNow(Refused):
    """The thing is in a state in which this cannot be done."""


class Invalid(Refused):
    """What was given is wrong. ``errors`` maps field names to messages; "" is the whole."""

    def __init__(self, errors: dict[str, str] | str) -> None:
        self.errors = {"": errors} if isinstance(errors, str) else dict(errors)
        super().__init__(" ".join(self.errors.values()))


class Conflict(Refused):
    """Somebody else changed it meanwhile."""
