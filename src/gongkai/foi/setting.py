"""A town's settings, with their defaults where nobody has set any."""

from gongkai.foi.models import FoiSettings
from gongkai.organisation.models import Town


def settings_of(town: Town) -> FoiSettings:
    """The settings of a town; the defaults, not stored, where there are none. Read once per town
    object.
    """
    found: FoiSettings | None = town.__dict__.get("_foi_settings")
    if found is None:
        found = _read(town) or FoiSettings(town=town)
        town.__dict__["_foi_settings"] = found
    return found


def _read(town: Town) -> FoiSettings | None:
    """What was read along with the town, else what is stored."""
    known: FoiSettings | None = town._state.fields_cache.get("foi_settings")
    return known or FoiSettings.objects.filter(town=town).first()


def forget_settings(town: Town) -> None:
    """Read them again at the next question."""
    town.__dict__.pop("_foi_settings", None)
    town._state.fields_cache.pop("foi_settings", None)
