"""What applicants and third parties state on the public page of a case.

A statement changes no state: a person of the Office enters it into the case and judges it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.foi.actions.common import add_file, note, take
from gongkai.foi.files import FileToKeep
from gongkai.foi.models import (
    Application,
    ConsultationKind,
    ConsultationOutcome,
    Statement,
    StatementKind,
)
from gongkai.foi.personal import seal_words
from gongkai.ledger.clock import now, today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.rules.foi.states import State, Turn

LONGEST = 2000
STATED = {
    StatementKind.OPINION: "第三方在网上提出了意见。",
    StatementKind.PAYMENT: "申请人在网上告知已经缴费，等待核对。",
    StatementKind.REASONS: "申请人在网上说明了理由。",
}
_CHOICES = (ConsultationOutcome.AGREED, ConsultationOutcome.PARTLY, ConsultationOutcome.REFUSED)


@dataclass(frozen=True)
class Said:
    """A statement: its kind, its words, for an opinion the outcome chosen and the consultation."""

    kind: StatementKind
    words: str
    choice: str = ""
    step: int = 0


@action("foi.state")
def state(
    act: Act, application: Application, said: Said, *, files: Sequence[FileToKeep] = ()
) -> Statement:
    """Keep what was stated on the public page, sealed, and let the Office see that it is its turn.

    Raises Invalid by field, NotAllowedNow where nothing of the kind is asked for or it was stated
    already.
    """
    application = take(act, application)
    _check_asked(application, said)
    _check_said(said)
    stated = Statement.objects.create(
        application=application,
        kind=said.kind,
        step=said.step,
        choice=said.choice,
        words=seal_words(application, said.words),
        on=today(),
        at=now(),
    )
    for file in files:
        add_file(act, application, file)
    application.turn = Turn.OFFICE
    application.save(update_fields=["turn"])
    note(
        act,
        application,
        STATED[said.kind],
        public=said.kind != StatementKind.OPINION,
        after={"kind": said.kind, "choice": said.choice, "files": len(files)},
    )
    return stated


def _check_asked(application: Application, said: Said) -> None:
    asked = {
        StatementKind.OPINION: _opinion_asked,
        StatementKind.PAYMENT: _payment_asked,
        StatementKind.REASONS: _reasons_asked,
    }[said.kind]
    if application.state in (State.CLOSED, State.REMOVED) or not asked(application, said):
        raise NotAllowedNow("现在没有需要您说明的事项，或者期限已经结束。如有问题请与我们联系。")
    if application.statements.filter(kind=said.kind, step=said.step).exists():
        raise NotAllowedNow("您已经说明过了，工作人员正在核对。需要更正的，请与我们联系。")


def _opinion_asked(application: Application, said: Said) -> bool:
    return application.consultations.filter(
        pk=said.step, kind=ConsultationKind.THIRD_PARTY, outcome=""
    ).exists()


def _payment_asked(application: Application, said: Said) -> bool:
    return application.state == State.FEE and not said.step


def _reasons_asked(application: Application, said: Said) -> bool:
    asked = getattr(application, "reasons_request", None)
    return asked is not None and asked.given_on is None and not said.step


def _check_said(said: Said) -> None:
    errors = {}
    opinion = said.kind == StatementKind.OPINION
    if opinion and said.choice not in _CHOICES:
        errors["choice"] = "请选择是否同意公开。"
    if len(said.words.strip()) > LONGEST:
        errors["words"] = f"最多{LONGEST}个字，现为{len(said.words.strip())}个字。"
    elif not said.words.strip() and not (opinion and said.choice == ConsultationOutcome.AGREED):
        errors["words"] = {
            StatementKind.OPINION: "请写明不同意公开的内容和理由。",
            StatementKind.PAYMENT: "请填写财政票据的号码，或者缴款的日期和方式。",
            StatementKind.REASONS: "请写明理由。",
        }[said.kind]
    if errors:
        raise Invalid(errors)
