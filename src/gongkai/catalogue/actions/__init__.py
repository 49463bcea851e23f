"""Writes of the catalogue: one verb, one function."""

from gongkai.catalogue.actions.editions import discard_edition, schedule_review, start_edition
from gongkai.catalogue.actions.in_force import put_in_force
from gongkai.catalogue.actions.national import load_national
from gongkai.catalogue.actions.units import assign_units

__all__ = [
    "assign_units",
    "discard_edition",
    "load_national",
    "put_in_force",
    "schedule_review",
    "start_edition",
]
