"""What a password must have (handbook 10.3: at least three of four classes)."""

import re
import secrets

from django.core.exceptions import ValidationError

_CLASSES = (r"[a-z]", r"[A-Z]", r"\d", r"[^A-Za-z0-9]")
# Without l, o, I, O, 0 and 1, which people read for each other.
_READABLE = ("ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnpqrstuvwxyz", "23456789")


class LongEnoughValidator:
    """Wants a least number of signs. Django's own says so in English."""

    def __init__(self, min_length: int) -> None:
        self.min_length = min_length

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError where the password is shorter."""
        if len(password) < self.min_length:
            raise ValidationError(self.get_help_text(), code="password_too_short")

    def get_help_text(self) -> str:
        """What is wanted, in words."""
        return f"密码至少要有{self.min_length}位。"


class ThreeClassesValidator:
    """Wants three of: lower case, upper case, digits, other signs."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError where fewer than three classes occur."""
        if sum(bool(re.search(pattern, password)) for pattern in _CLASSES) < 3:
            raise ValidationError(self.get_help_text(), code="password_classes")

    def get_help_text(self) -> str:
        """What is wanted, in words."""
        return "密码至少要有小写字母、大写字母、数字、其他符号中的三种。"


def suggest_password() -> str:
    """A first password to hand over: 14 signs of three classes, easy to read aloud."""
    groups = ("".join(secrets.choice(letters) for _ in range(4)) for letters in _READABLE)
    return "-".join(groups)
