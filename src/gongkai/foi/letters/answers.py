"""What the letter of an answer says: its decision, typed facts and what the case proves."""

from gongkai.foi.letters.words import day_words
from gongkai.foi.models import Application, Reply, Supply
from gongkai.publication.lifecycle import newest
from gongkai.rules.foi.letter_forms import FORMS
from gongkai.rules.foi.letter_forms.answers import FACT_FIELDS
from gongkai.rules.foi.replies import BY_CODE

Values = dict[str, str]


def answer_values(reply: Reply, called: str) -> Values:
    """The values of a reply's letter that come from the reply and its case."""
    case, kind = reply.application, BY_CODE[reply.code]
    values = {"决定": FORMS[reply.code].decision.replace("{称呼}", called)}
    if kind.citation:
        values["依据"] = kind.citation
    for fact in kind.required:
        values[FACT_FIELDS[fact.name]] = reply.facts.get(fact.name, "")
    for name in kind.proven:
        values |= _PROVEN[name](case, reply) if name in _PROVEN else {}
    return values


def supplied_titles(reply: Reply) -> list[str]:
    """The names of what is handed over with a reply."""
    if not BY_CODE[reply.code].supplies or reply.record is None:
        return []
    supply = Supply.objects.filter(reply=reply).select_related("version").first()
    return [(supply.version if supply else newest(reply.record)).title]


def _supply(case: Application, reply: Reply) -> Values:
    return {"提供的信息": "、".join(f"《{title}》" for title in supplied_titles(reply))}


def _parts(case: Application, reply: Reply) -> Values:
    lines = [
        f"{at}.{part.what.rstrip('。')}：根据{BY_CODE[part.ground].citation}的规定，不予公开。"
        f"理由：{part.reason}"
        for at, part in enumerate(reply.parts.all(), 1)
    ]
    return {"不予公开的部分": "\n".join(lines)}


def _third_party(case: Application, reply: Reply) -> Values:
    lines = []
    for asked in case.consultations.filter(kind="third_party"):
        if asked.outcome == "silent":
            answer = "期限届满没有收到意见，由本机关依照条例决定"
        else:
            on = day_words(asked.answered_on) if asked.answered_on else ""
            answer = f"{on}收到意见：{asked.get_outcome_display()}"
        lines.append(f"{day_words(asked.sent_on)}征求第三方意见，{answer}")
    return {"征求意见情况": "；".join(lines) + "。" if lines else ""}


def _search(case: Application, reply: Reply) -> Values:
    lines = [
        f"{day_words(one.on)}检索{one.where}，方法：{one.how.rstrip('。')}；结果：{one.result}"
        for one in case.searches.all()
    ]
    return {"检索情况": "\n".join(lines)}


def _corrected(case: Application, reply: Reply) -> Values:
    asked = getattr(case, "correction", None)
    if asked is None or asked.corrected_on is None:
        return {}
    told, came = day_words(asked.sent_on), day_words(asked.corrected_on)
    return {"补正情况": f"本机关于{told}告知补正，{came}收到补正的申请。"}


def _uncorrected(case: Application, reply: Reply) -> Values:
    asked = case.correction
    due = day_words(case.clocks.filter(kind="correction").latest("id").due)
    told = day_words(asked.sent_on)
    return {"补正情况": f"本机关于{told}告知补正，补正期限至{due}届满，没有收到补正的申请。"}


def _unpaid(case: Application, reply: Reply) -> Values:
    fee = case.fee
    due = day_words(case.clocks.filter(kind="fee").latest("id").due)
    return {
        "缴费情况": f"本机关于{day_words(fee.sent_on)}通知缴纳信息处理费{fee.amount}元，"
        f"缴费期限至{due}届满，没有缴纳。"
    }


def _withdrawn(case: Application, reply: Reply) -> Values:
    on = f"{day_words(reply.issued_on)}，" if reply.issued_on else ""
    how = str(reply.facts.get("how", ""))
    return {"撤回情况": f"{on}{how}"} if how else {}


def _earlier(case: Application, reply: Reply) -> Values:
    earlier = reply.earlier
    if earlier is None or earlier.issued_on is None:
        return {}
    number = f"（{earlier.letter.number}）" if earlier.letter else ""
    name = BY_CODE[earlier.code].template
    return {"此前的答复": f"{day_words(earlier.issued_on)}《{name}》{number}"}


def _reasons(case: Application, reply: Reply) -> Values:
    asked = getattr(case, "reasons_request", None)
    if asked is None or asked.given_on is None:
        return {}
    told, came = day_words(asked.sent_on), day_words(asked.given_on)
    return {"说明理由情况": f"本机关于{told}通知说明理由，{came}登记了说明：{asked.given}"}


_PROVEN = {
    "supply": _supply,
    "parts": _parts,
    "third_party": _third_party,
    "search": _search,
    "corrected": _corrected,
    "correction_expired": _uncorrected,
    "fee_expired": _unpaid,
    "withdrawn": _withdrawn,
    "earlier_reply": _earlier,
    "reasons": _reasons,
}
