"""Every write of this package, one verb each."""

from gongkai.release.actions.confirm import Probe, confirm_delivery, store_proof
from gongkai.release.actions.release import release
from gongkai.release.actions.schedule import release_scheduled, schedule, unschedule
from gongkai.release.actions.withdraw import expire, withdraw

__all__ = [
    "Probe",
    "confirm_delivery",
    "expire",
    "release",
    "release_scheduled",
    "schedule",
    "store_proof",
    "unschedule",
    "withdraw",
]
