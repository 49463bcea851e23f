"""Every write of this package, one verb each."""

from gongkai.review.actions.opinions import (
    answer_unclear,
    give_leader_opinion,
    give_working_opinion,
)
from gongkai.review.actions.sheets import (
    Forms,
    add_row,
    open_sheet,
    register,
    remove_row,
    void_sheet,
)
from gongkai.review.actions.sign import sign_handler, sign_leader, sign_reviewer

__all__ = [
    "Forms",
    "add_row",
    "answer_unclear",
    "give_leader_opinion",
    "give_working_opinion",
    "open_sheet",
    "register",
    "remove_row",
    "sign_handler",
    "sign_leader",
    "sign_reviewer",
    "void_sheet",
]
