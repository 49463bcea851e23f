"""The one password of every demonstration account; production refuses to run with it."""

from django.core.exceptions import ValidationError

DEMONSTRATION_PASSWORD = "Yanshi-Gongkai-2026"  # noqa: S105


class NotDemonstrationPassword:
    """Refuses the demonstration password for accounts of a real town."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError for it."""
        if password == DEMONSTRATION_PASSWORD:
            raise ValidationError(self.get_help_text(), code="password_demonstration")

    def get_help_text(self) -> str:
        """What is wanted, in words."""
        return "不能使用演示账号的密码。"
