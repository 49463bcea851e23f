"""Who may do what in the duty package."""

from gongkai.organisation.permissions import Rule

RULES: dict[str, Rule] = {}
