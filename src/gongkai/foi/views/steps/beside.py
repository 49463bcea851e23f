"""Beside the steps: searches, who handles, the name in lists, files."""

from gongkai.foi import actions as foi
from gongkai.foi.files import FileToKeep
from gongkai.foi.forms import steps as forms
from gongkai.foi.models import Application
from gongkai.foi.views.steps.page import StepPage, Values
from gongkai.organisation.actor import Actor


def _search(actor: Actor, case: Application, given: Values) -> str:
    foi.log_search(actor, case, foi.SearchFacts(**given))
    return "已登记检索。"


def _hand_over(actor: Actor, case: Application, given: Values) -> str:
    foi.hand_over(actor, case, given["handler"], given["why"])
    return f"已由{given['handler'].name}承办。"


def _classify(actor: Actor, case: Application, given: Values) -> str:
    foi.classify(actor, case, given["subject"], given["topic"])
    return "已修改。"


def _add_file(actor: Actor, case: Application, given: Values) -> str:
    file = given["file"]
    foi.add_file(actor, case, FileToKeep(given["kind"], file.name, file.read()))
    return "已加密保存到案卷。"


STEPS: dict[str, StepPage] = {
    "search": StepPage("登记检索", "登记检索", forms.SearchForm, "foi.log_search", _search),
    "hand-over": StepPage(
        "指定承办人、交接", "确定", forms.HandOverForm, "foi.hand_over", _hand_over
    ),
    "classify": StepPage("修改简称和归类", "保存", forms.ClassifyForm, "foi.classify", _classify),
    "file": StepPage("添加案卷文件", "添加", forms.FileForm, "foi.add_file", _add_file),
}
