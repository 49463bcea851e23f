"""The end and what comes after: withdrawal, service, another answer, disputes, removal."""

from gongkai.foi import actions as foi
from gongkai.foi.forms import letters as letter_forms
from gongkai.foi.forms import steps as forms
from gongkai.foi.forms.common import uploaded
from gongkai.foi.models import Application, FileKind, Service
from gongkai.foi.views.steps.page import StepPage, Values
from gongkai.organisation.actor import Actor


def _withdraw(actor: Actor, case: Application, given: Values) -> str:
    foi.withdraw(actor, case, given["how"], given["on"])
    return "已登记撤回，办理结束。"


def _serve(actor: Actor, case: Application, given: Values) -> str:
    letter = case.letters.get(pk=given["letter"])
    proof = next(iter(uploaded("proof", given["proof"])), None)
    facts = foi.ServiceFacts(
        given["way"], given["on"], given["carrier"], given["tracking"], given["note"], proof
    )
    foi.serve(actor, letter, facts)
    case.refresh_from_db()
    return "答复已送达，办理结束。" if case.state == "closed" else "已登记送达。"


def _take_back(actor: Actor, case: Application, given: Values) -> str:
    foi.take_back(actor, case, given["why"])
    return "已收回答复，请重新起草。"


def _redo(actor: Actor, case: Application, given: Values) -> str:
    foi.redo(actor, case, given["until"])
    return f"已重新办理，请在{given['until']}前答复。"


def _remove(actor: Actor, case: Application, given: Values) -> str:
    foi.remove(actor, case, given["why"], given["archived_as"])
    return "申请人资料和文件已清除，只保留登记、期限和结果。"


def _attach_proof(actor: Actor, case: Application, given: Values) -> str:
    served = Service.objects.get(pk=given["service"], letter__application=case)
    foi.attach_proof(actor, served, uploaded(FileKind.PROOF, given["file"])[0])
    return "已把送达凭证加密保存到案卷。"


def _dispute(actor: Actor, case: Application, given: Values) -> str:
    dispute = foi.open_dispute(actor, case, foi.DisputeFacts(**given))
    return f"已登记，请在{dispute.answer_due}前提出答复或者答辩。"


STEPS: dict[str, StepPage] = {
    "withdraw": StepPage(
        "登记撤回申请",
        "登记撤回",
        forms.WithdrawForm,
        "foi.withdraw",
        _withdraw,
        "withdraw",
        "登记后办理结束，不能恢复。",
        danger=True,
    ),
    "serve": StepPage("登记送达", "登记送达", forms.ServeForm, "foi.serve", _serve),
    "attach-proof": StepPage(
        "补充送达凭证", "添加凭证", letter_forms.ProofForm, "foi.attach_proof", _attach_proof
    ),
    "take-back": StepPage(
        "收回未送达的答复",
        "收回",
        forms.WhyForm,
        "foi.take_back",
        _take_back,
        "take_back",
        danger=True,
    ),
    "redo": StepPage("重新答复", "重新办理", forms.RedoForm, "foi.redo", _redo, "redo"),
    "dispute": StepPage(
        "登记行政复议、行政诉讼", "登记", forms.DisputeForm, "foi.open_dispute", _dispute
    ),
    "remove": StepPage(
        "按期清除申请人资料",
        "清除",
        forms.RemoveForm,
        "foi.remove",
        _remove,
        "remove",
        "清除申请人资料和全部文件，只保留登记、期限和结果，并写明清除的依据。清除后不能恢复。",
        danger=True,
    ),
}
