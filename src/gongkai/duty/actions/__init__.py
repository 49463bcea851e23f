"""Every write of this package, one verb each."""

from gongkai.duty.actions.assigning import acknowledge, assign
from gongkai.duty.actions.bulk import (
    assign_all,
    excuse_all,
    extend_all,
    preview_assign,
    preview_excuse,
    preview_extend,
)
from gongkai.duty.actions.columns import (
    link_indicator,
    request_column,
    request_columns,
    set_column_status,
    set_columns_status,
    unlink_indicator,
)
from gongkai.duty.actions.declaring import (
    declare_nothing,
    declare_nothing_for_basis,
    declare_nothing_this_year,
)
from gongkai.duty.actions.easing import excuse, extend, reopen
from gongkai.duty.actions.events import correct_event_date, record_event
from gongkai.duty.actions.feeds import close_feed, digest_of_secret, open_feed
from gongkai.duty.actions.following import follow
from gongkai.duty.actions.fronting import count_for_front
from gongkai.duty.actions.making import configure, make, recompute
from gongkai.duty.actions.showing import choose_answer, record_channel
from gongkai.duty.actions.transfer import transfer
from gongkai.duty.actions.urging import (
    accept_urging,
    escalate_urging,
    preview_urge,
    reply_urging,
    return_urging,
    urge,
    urge_all,
    withdraw_urging,
)

__all__ = [
    "accept_urging",
    "acknowledge",
    "assign",
    "assign_all",
    "choose_answer",
    "close_feed",
    "configure",
    "correct_event_date",
    "count_for_front",
    "declare_nothing",
    "declare_nothing_for_basis",
    "declare_nothing_this_year",
    "digest_of_secret",
    "escalate_urging",
    "excuse",
    "excuse_all",
    "extend",
    "extend_all",
    "follow",
    "link_indicator",
    "make",
    "open_feed",
    "preview_assign",
    "preview_excuse",
    "preview_extend",
    "preview_urge",
    "recompute",
    "record_channel",
    "record_event",
    "reopen",
    "reply_urging",
    "request_column",
    "request_columns",
    "return_urging",
    "set_column_status",
    "set_columns_status",
    "transfer",
    "unlink_indicator",
    "urge",
    "urge_all",
    "withdraw_urging",
]
