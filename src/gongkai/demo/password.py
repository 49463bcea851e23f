"""The one password of every demonstration account; production refuses to run with it."""

DEMONSTRATION_PASSWORD = "Yanshi-Gongkai-2026"  # noqa: S105
