"""What a person can begin when nothing waits for them."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from gongkai.organisation.actor import Actor
from gongkai.organisation.permissions import reach_of


@dataclass(frozen=True)
class NextStep:
    """What comes next, in words, and where to begin ("" for nowhere)."""

    text: str
    url: str = ""
    label: str = ""


# The first whose action the actor reaches; the words must be true of everybody it fits.
_STEPS = (
    (
        "publication.create",
        "要公开新的信息，请先起草，再送保密审查。",
        "publication:new",
        "起草信息",
    ),
    ("review.give_working_opinion", "有审查表需要您填写意见时，会列在这里。", "", ""),
    ("review.give_leader_opinion", "有审查表需要您签批时，会列在这里。", "", ""),
    ("review.answer_unclear", "有意见“不明确”的信息需要您出具结果时，会列在这里。", "", ""),
    (
        "organisation.create_account",
        "需要给新同事开通账号时，从“账号”开始。",
        "organisation:accounts",
        "查看账号",
    ),
    ("ledger.read", "需要核对某件事是谁、何时办的，请查台账。", "office:ledger", "查看台账"),
    (
        "organisation.create_unit",
        "单位有增减或调整时，从“单位”开始。",
        "organisation:units",
        "查看单位",
    ),
)


def next_step(actor: Actor) -> NextStep:
    """What this actor may begin."""
    for action, text, name, label in _STEPS:
        if _reaches(actor, action):
            url = _address(name)
            return NextStep(text, url, label if url else "")
    return NextStep("有需要您办理的事，会列在这里。")


def _reaches(actor: Actor, action: str) -> bool:
    try:
        return reach_of(actor, action) is not None
    except KeyError:
        return False


def _address(name: str) -> str:
    try:
        return reverse(name) if name else ""
    except NoReverseMatch:
        return ""
