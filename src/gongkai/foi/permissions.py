"""Who may do what in the foi package."""

from gongkai.organisation.permissions import Rule

RULES: dict[str, Rule] = {}
