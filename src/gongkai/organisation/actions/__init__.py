"""Writes: one file per subject, every function an action (see ``acting``)."""

from gongkai.organisation.actions.accounts import (
    AccountFacts,
    close_account,
    create_account,
    edit_account,
    reset_password,
    reset_second_factor,
)
from gongkai.organisation.actions.calendar import enter_calendar_year
from gongkai.organisation.actions.group import SINGLE_SEATS, SeatFacts, appoint_seat, end_seat
from gongkai.organisation.actions.liaisons import appoint_liaison, hand_over_liaison
from gongkai.organisation.actions.posts import PostFacts, appoint_post, end_post
from gongkai.organisation.actions.roles import grant_role, withdraw_role
from gongkai.organisation.actions.towns import TownFacts, create_town, edit_town
from gongkai.organisation.actions.units import (
    UnitFacts,
    close_unit,
    create_unit,
    edit_unit,
    move_unit,
)

__all__ = [
    "SINGLE_SEATS",
    "AccountFacts",
    "PostFacts",
    "SeatFacts",
    "TownFacts",
    "UnitFacts",
    "appoint_liaison",
    "appoint_post",
    "appoint_seat",
    "close_account",
    "close_unit",
    "create_account",
    "create_town",
    "create_unit",
    "edit_account",
    "edit_town",
    "edit_unit",
    "end_post",
    "end_seat",
    "enter_calendar_year",
    "grant_role",
    "hand_over_liaison",
    "move_unit",
    "reset_password",
    "reset_second_factor",
    "withdraw_role",
]
