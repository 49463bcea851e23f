"""Every write of this package, one verb each."""

from gongkai.review.actions.archive import archive_sheet
from gongkai.review.actions.clearing import ask_clearance, decide_clearance
from gongkai.review.actions.covering import cover_file
from gongkai.review.actions.leaks import close_leak, put_aside
from gongkai.review.actions.masking import mask_findings
from gongkai.review.actions.opinions import (
    answer_unclear,
    give_leader_opinion,
    give_working_opinion,
    refer_unclear,
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
from gongkai.review.actions.words import add_words, remove_word, set_patterns

__all__ = [
    "Forms",
    "add_row",
    "add_words",
    "answer_unclear",
    "archive_sheet",
    "ask_clearance",
    "close_leak",
    "cover_file",
    "decide_clearance",
    "give_leader_opinion",
    "give_working_opinion",
    "mask_findings",
    "open_sheet",
    "put_aside",
    "refer_unclear",
    "register",
    "remove_row",
    "remove_word",
    "set_patterns",
    "sign_handler",
    "sign_leader",
    "sign_reviewer",
    "void_sheet",
]
