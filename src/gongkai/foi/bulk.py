"""Bulk work with preview: for each case what would happen, before anything does.

The preview does the very acts and takes them back, so that it never says anything else than what
the acts will say. Done for good, each case has its own transaction and ledger entry.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from gongkai.foi import actions as foi
from gongkai.foi.forms import bulk as forms
from gongkai.foi.models import Application
from gongkai.foi.queries import queue_for
from gongkai.organisation.actor import Actor
from gongkai.organisation.admission import look_at, puts_aside
from gongkai.organisation.refusals import Refused

Values = Mapping[str, Any]
MOST = 200
"""Cases that are worked on in one go."""


@dataclass(frozen=True)
class BulkKind:
    """What may be done with many open cases at once.

    verb: what the button says before the number of cases. do: acts on one, says the effect.
    """

    title: str
    verb: str
    action: str
    form: type[forms.BulkForm]
    do: Callable[[Actor, Application, Values], str]


@dataclass(frozen=True)
class BulkLine:
    """A case of the preview or of the result: what changes, or why it cannot."""

    case: Application
    effect: str
    refusal: str = ""


class _TakenBack(Exception):
    """Ends the trial of an act."""


def chosen(actor: Actor, numbers: Sequence[str]) -> list[Application]:
    """The open cases in scope with these numbers, in the order of the queue. Refused for
    more than ``MOST``.
    """
    if len(set(numbers)) > MOST:
        raise Refused(
            f"一次最多办理{MOST}件，现在选了{len(set(numbers))}件。请少选一些，分几次办。"
        )
    return list(queue_for(actor).filter(number__in=numbers))


@puts_aside
def screen(actor: Actor, kind: BulkKind, cases: Sequence[Application], given: Values) -> None:
    """Refused, and put aside, where what was typed for all bears a secrecy mark (handbook 5.2).

    Once for all of them, and outside of what a preview takes back.
    """
    look_at(actor, cases[0].unit, kind.title, given)


def preview(
    actor: Actor, kind: BulkKind, cases: Sequence[Application], given: Values
) -> list[BulkLine]:
    """What doing it would do to each case; nothing of it stays."""
    return [_line(actor, kind, case, given, stays=False) for case in cases]


def carry_out(
    actor: Actor, kind: BulkKind, cases: Sequence[Application], given: Values
) -> list[BulkLine]:
    """Do it, case by case; a case that refuses stops none of the others."""
    return [_line(actor, kind, case, given, stays=True) for case in cases]


def _line(
    actor: Actor, kind: BulkKind, case: Application, given: Values, *, stays: bool
) -> BulkLine:
    effect = ""
    try:
        with transaction.atomic():
            effect = kind.do(actor, case, given)
            if not stays:
                raise _TakenBack
    except _TakenBack:
        pass
    except Refused as refused:
        return BulkLine(case, "", str(refused))
    return BulkLine(case, effect)


def _hand_over(actor: Actor, case: Application, given: Values) -> str:
    former = case.handler.name if case.handler else "没有承办人"
    done = foi.hand_over(actor, case, given["handler"], given["why"])
    assert done.handler is not None  # noqa: S101 - the act has just named one
    return f"{former} → {done.handler.name}"


def _ask_extension(actor: Actor, case: Application, given: Values) -> str:
    asked = foi.ask_extension(actor, case, given["reason"], given["days"])
    return f"提出延期{asked.days}个工作日，等待负责人审批"


def _decide_extension(actor: Actor, case: Application, given: Values) -> str:
    decided = foi.decide_extension(actor, case, given["agree"] == "yes", given["note"])
    return f"{decided.get_state_display()}：延期{decided.days}个工作日，理由：{decided.reason}"


def _remind(actor: Actor, case: Application, given: Values) -> str:
    return f"提醒{'、'.join(foi.remind(actor, case, given['words']))}"


def _classify(actor: Actor, case: Application, given: Values) -> str:
    done = foi.classify(actor, case, case.subject, given["topic"])
    return f"{case.topic or '没有归类'} → {done.topic or '没有归类'}"


BULK: Mapping[str, BulkKind] = {
    "hand-over": BulkKind("批量交接", "交接", "foi.hand_over", forms.HandOver, _hand_over),
    "extension": BulkKind(
        "批量提出延期", "提出延期", "foi.ask_extension", forms.Extension, _ask_extension
    ),
    "decide": BulkKind(
        "批量审批延期", "审批", "foi.decide_extension", forms.Decide, _decide_extension
    ),
    "remind": BulkKind("批量提醒", "提醒", "foi.remind", forms.Remind, _remind),
    "classify": BulkKind("批量归类", "归类", "foi.classify", forms.Classify, _classify),
}
"""By the name in the address."""
