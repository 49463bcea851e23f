"""Every write of this package, one verb each."""

from gongkai.release.actions.confirm import confirm_delivery
from gongkai.release.actions.release import release
from gongkai.release.actions.withdraw import withdraw

__all__ = ["confirm_delivery", "release", "withdraw"]
