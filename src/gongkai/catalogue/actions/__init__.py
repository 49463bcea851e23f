"""Writes of the catalogue: one verb, one function."""

from gongkai.catalogue.actions.editions import discard_edition, schedule_review, start_edition
from gongkai.catalogue.actions.fields import rename_field
from gongkai.catalogue.actions.imports import (
    accept_import,
    decide_import,
    discard_import,
    import_reading,
    read_file,
    upload_file,
)
from gongkai.catalogue.actions.in_force import put_in_force
from gongkai.catalogue.actions.items import (
    add_item,
    confirm_item,
    doubt_item,
    edit_item,
    match_item,
    remove_item,
)
from gongkai.catalogue.actions.national import load_national
from gongkai.catalogue.actions.units import assign_units, assign_units_to_field

__all__ = [
    "accept_import",
    "add_item",
    "assign_units",
    "assign_units_to_field",
    "confirm_item",
    "decide_import",
    "discard_edition",
    "discard_import",
    "doubt_item",
    "edit_item",
    "import_reading",
    "load_national",
    "match_item",
    "put_in_force",
    "read_file",
    "remove_item",
    "rename_field",
    "schedule_review",
    "start_edition",
    "upload_file",
]
