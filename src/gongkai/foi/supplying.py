"""What is handed to an applicant passes the gate of promise 1 like everything that goes out."""

from gongkai.foi.models import Reply
from gongkai.organisation.refusals import Refused
from gongkai.release.gate import admit_on_request
from gongkai.review.models import ReviewRow
from gongkai.rules.foi.replies import TABLE

SUPPLYING = tuple(row.code for row in TABLE if row.supplies)
"""The replies with which something is handed over."""


def supply_problem(reply: Reply) -> str:
    """Why the content of a reply may not be handed over now; empty if it may."""
    if reply.record is None:
        return "还没有起草要提供的内容。"
    try:
        admit_on_request(reply.record)
    except Refused as refused:
        return str(refused)
    return ""


def admit(reply: Reply) -> ReviewRow:
    """The row that covers the content. Raises Refused, in words, where the gate is closed."""
    if reply.record is None:
        raise Refused("还没有起草要提供的内容，不能答复。")
    return admit_on_request(reply.record)
