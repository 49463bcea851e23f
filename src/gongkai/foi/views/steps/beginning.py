"""From arrival to a complete application: confirmed, corrected, or not corrected in time."""

from gongkai.foi import actions as foi
from gongkai.foi.forms import steps as forms
from gongkai.foi.forms.common import uploaded
from gongkai.foi.models import Application
from gongkai.foi.personal import open_applicant
from gongkai.foi.views.steps.page import StepPage, Values
from gongkai.organisation.actor import Actor
from gongkai.rules.foi.fields import Applying


def _confirm(actor: Actor, case: Application, given: Values) -> str:
    done = foi.confirm(actor, case, given["on"], given["how"])
    return f"已登记确认，答复期限从{done.clock_start}次日起算，到{done.due_on}为止。"


def _ask_correction(actor: Actor, case: Application, given: Values) -> str:
    foi.ask_correction(
        actor,
        case,
        given["items"],
        given["guidance"],
        days=given["days"],
        sent_on=given["sent_on"],
    )
    return "已登记补正告知。请把补正告知书送达申请人；收到补正后期限重新计算。"


def _correct(actor: Actor, case: Application, given: Values) -> str:
    files = uploaded("correction", given["file"])
    done = foi.correct(
        actor,
        case,
        _corrected(case, given),
        on=given["on"],
        excuse=given["excuse"],
        files=files,
    )
    return f"已登记补正，答复期限重新计算到{done.due_on}。"


def _corrected(case: Application, given: Values) -> Applying | None:
    """The application with its new words; None where they did not change."""
    if not (given["description"] or given["feature"]):
        return None
    former = open_applicant(case)
    changes = {name: given[name] for name in ("description", "feature") if given[name]}
    return Applying(**{**former.__dict__, **changes})


def _close_uncorrected(actor: Actor, case: Application, given: Values) -> str:
    foi.close_uncorrected(actor, case)
    return "已按逾期不补正结案。"


STEPS: dict[str, StepPage] = {
    "confirm": StepPage(
        "登记与申请人确认",
        "登记确认",
        forms.ConfirmForm,
        "foi.confirm",
        _confirm,
        "confirm",
        "互联网、传真、电子邮件和平常信函，以双方确认之日为收到申请之日（第三十一条）。",
    ),
    "correction": StepPage(
        "要求补正",
        "登记补正告知",
        forms.CorrectionForm,
        "foi.ask_correction",
        _ask_correction,
        "ask_correction",
        "只能一次性告知一次。告知以后答复期限停止，收到补正后从头计算（第三十条）。",
        danger=True,
    ),
    "corrected": StepPage(
        "登记补正", "登记补正", forms.CorrectedForm, "foi.correct", _correct, "correct"
    ),
    "close-uncorrected": StepPage(
        "按逾期不补正结案",
        "结案",
        forms.StepForm,
        "foi.close_uncorrected",
        _close_uncorrected,
        "close_uncorrected",
        "申请人无正当理由逾期不补正的，视为放弃申请，不再处理（第三十条）。结案后不能恢复。",
        danger=True,
    ),
}
