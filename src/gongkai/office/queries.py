"""Reads of the office's own pages."""

from dataclasses import dataclass

from gongkai.organisation.models import Role, RoleGrant


@dataclass(frozen=True)
class DemonstrationAccount:
    """One line of the demonstration login page."""

    username: str
    name: str
    unit: str
    role: str


def demonstration_accounts() -> list[DemonstrationAccount]:
    """The first account of each role in the demonstration towns, in the order of the roles."""
    grants = (
        RoleGrant.objects.filter(account__is_active=True, account__unit__town__demonstration=True)
        .select_related("account__unit")
        .order_by("account_id")
    )
    first: dict[str, RoleGrant] = {}
    for grant in grants:
        first.setdefault(grant.role, grant)
    return [
        DemonstrationAccount(
            first[role].account.username,
            first[role].account.name,
            first[role].account.unit.name,
            role.label,
        )
        for role in Role
        if role in first
    ]
