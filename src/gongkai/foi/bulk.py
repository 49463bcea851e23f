"""Bulk work with preview: for each case what would happen, before anything does."""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.foi.actions import can_handle
from gongkai.foi.models import Application
from gongkai.foi.queries import queue_for
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Account


@dataclass(frozen=True)
class BulkLine:
    """A case of the preview: what will change, or why it cannot."""

    case: Application
    effect: str
    refusal: str = ""


def preview_hand_over(
    actor: Actor, numbers: Sequence[str], handler: Account | None
) -> list[BulkLine]:
    """What handing these open cases to ``handler`` would do; nobody chosen yet: who has them."""
    cases = queue_for(actor).filter(number__in=list(numbers))
    return [_line(case, handler) for case in cases]


def _line(case: Application, handler: Account | None) -> BulkLine:
    present = case.handler.name if case.handler else "没有承办人"
    if handler is None:
        return BulkLine(case, f"现在：{present}")
    if case.handler_id == handler.pk:
        return BulkLine(case, "", f"{handler.name}已经是承办人，不变。")
    if not can_handle(handler, case):
        return BulkLine(case, "", f"{handler.name}不能承办这件申请。")
    return BulkLine(case, f"{present} → {handler.name}")
