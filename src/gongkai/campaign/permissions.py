"""Who may do what in the campaign package."""

from gongkai.organisation.permissions import Rule

RULES: dict[str, Rule] = {}
