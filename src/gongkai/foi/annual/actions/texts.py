"""Writing the texts of sections 一, 五 and 六."""

from dataclasses import asdict, dataclass

from gongkai.foi.annual.actions.common import take_draft
from gongkai.foi.annual.models import AnnualReport
from gongkai.organisation.acting import Act, action
from gongkai.organisation.refusals import Conflict, Invalid

_LONGEST = 20_000
_MEANWHILE = "您打开页面之后，别人修改过这份报告。请在新窗口查看现在的内容，再决定怎样合并。"


@dataclass(frozen=True)
class AnnualTexts:
    """Who reports, and the three texts."""

    issuer: str
    overview: str
    problems: str
    other: str


@action("foi.write_annual_texts")
def write_annual_texts(
    act: Act, report: AnnualReport, texts: AnnualTexts, lock_seen: int | None = None
) -> AnnualReport:
    """Save issuer and texts. ``lock_seen`` is the counter that the person's page showed; Conflict
    if somebody saved meanwhile. Raises Invalid by field.
    """
    report = take_draft(act, report)
    given = {name: text.strip() for name, text in asdict(texts).items()}
    if not given["issuer"] or len(given["issuer"]) > 80:
        raise Invalid({"issuer": "请填写编制单位，不超过80字。"})
    long = [name for name, text in given.items() if len(text) > _LONGEST]
    if long:
        raise Invalid(dict.fromkeys(long, f"不能超过{_LONGEST}字，请缩短。"))
    if lock_seen is not None and lock_seen != report.lock:
        raise Conflict(_MEANWHILE)
    before = {name: getattr(report, name) for name in given}
    for name, text in given.items():
        setattr(report, name, text)
    report.lock += 1
    report.save(update_fields=[*given, "lock"])
    changed = [name for name in given if given[name] != before[name]]
    act.record(
        report,
        unit=report.unit,
        before={name: before[name] for name in changed},
        after={name: given[name] for name in changed},
    )
    return report
