"""Towns, units, people's accounts and roles, the leading group, the working calendar."""

from gongkai.organisation.models.accounts import Account, AdminRole, Role, RoleGrant
from gongkai.organisation.models.calendars import CalendarEdition
from gongkai.organisation.models.group import GroupSeat, SeatKind
from gongkai.organisation.models.limits import TryCount
from gongkai.organisation.models.units import Liaison, Post, Town, Unit, UnitKind

__all__ = [
    "Account",
    "AdminRole",
    "CalendarEdition",
    "GroupSeat",
    "Liaison",
    "Post",
    "Role",
    "RoleGrant",
    "SeatKind",
    "Town",
    "TryCount",
    "Unit",
    "UnitKind",
]
