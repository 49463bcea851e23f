"""补正 (Art. 30): asked once, within seven working days; answered, or given up."""

from collections.abc import Sequence
from datetime import date

from gongkai.foi.actions.closing import close_with
from gongkai.foi.actions.common import (
    add_file,
    check_day,
    in_case,
    make_letter,
    note,
    take,
)
from gongkai.foi.files import FileToKeep
from gongkai.foi.models import Application, ClockKind, Correction
from gongkai.foi.personal import identity_tag, open_applicant, seal_applicant, seal_request
from gongkai.foi.setting import settings_of
from gongkai.foi.states import advance
from gongkai.foi.timing import begin, end, refresh
from gongkai.organisation.acting import Act, action
from gongkai.organisation.fitting import check_fits
from gongkai.organisation.refusals import Invalid
from gongkai.rules.foi.fields import Applying, masked_name, problems
from gongkai.rules.foi.periods import BY_CODE, length

_REWRITTEN = ("request", "applicant_kind", "applicant_mask", "applicant_tag", "form", "route")


@action("foi.ask_correction")
def ask_correction(
    act: Act,
    application: Application,
    items: str,
    guidance: str = "",
    *,
    days: int | None = None,
    sent_on: date | None = None,
) -> Correction:
    """Ask the applicant once to correct, with items and a reasonable period (一次性告知).

    days: working days, the town's number unless given. The reply clock ends; it begins anew with
    the corrected application. Raises Invalid, NotAllowedNow.
    """
    application = take(act, application)
    if not items.strip():
        raise Invalid({"items": "请一次写明需要补正的全部内容。"})
    number = days or length("correction", settings_of(application.town).periods)
    if not 1 <= number <= BY_CODE["correction"].most:
        raise Invalid({"days": f"补正期限应在1至{BY_CODE['correction'].most}个工作日之间。"})
    day = check_day("sent_on", sent_on, application)
    advance(application, "ask_correction", day)
    correction = Correction.objects.create(
        application=application,
        items=items.strip(),
        guidance=guidance.strip(),
        sent_on=day,
        days=number,
        by=act.account,
    )
    end(application, [ClockKind.CORRECTION_NOTICE], day)
    end(application, [ClockKind.REPLY], day, anew=True)
    begin(application, ClockKind.CORRECTION, day, n=number)
    refresh(application)
    make_letter(act, application, "correction", day)
    note(
        act,
        application,
        f"告知申请人补正，请在{application.act_by}前补正；补正后答复期限重新计算。",
        on=day,
        after={"due": str(application.act_by), "days": number},
    )
    return correction


@action("foi.correct")
def correct(
    act: Act,
    application: Application,
    applying: Applying | None = None,
    *,
    on: date | None = None,
    excuse: str = "",
    files: Sequence[FileToKeep] = (),
) -> Application:
    """Enter the corrected application: the reply clock begins anew on this day.

    applying: the application as corrected; None where only files came. excuse: the good reason of
    a late one. Raises Invalid, NotAllowedNow.
    """
    application = take(act, application)
    asked: Correction | None = getattr(application, "correction", None)
    day = check_day("on", on, application, since=asked.sent_on if asked else None)
    if applying is None and not files:
        raise Invalid({"description": "请填写补正后的内容，或者添加补正的材料。"})
    check_fits(Correction, excuse=excuse)
    advance(application, "correct", day, excused=excuse)
    if applying is not None:
        _rewrite(application, applying.stripped())
    for file in files:
        add_file(act, application, file)
    correction = application.correction
    correction.corrected_on, correction.excuse = day, excuse.strip()
    correction.save(update_fields=["corrected_on", "excuse"])
    end(application, [ClockKind.CORRECTION], day)
    begin(application, ClockKind.REPLY, day)
    refresh(application)
    note(
        act,
        application,
        f"收到补正，答复期限自{day}次日起重新计算，到{application.due_on}为止。",
        on=day,
        after={"due": str(application.due_on)},
        why=in_case("逾期补正，申请人有正当理由（第三十条）", "补正", excuse),
    )
    return application


@action("foi.close_uncorrected")
def close_uncorrected(act: Act, application: Application) -> Application:
    """Close as given up (R21): the applicant did not correct in time and gave no good reason."""
    application = take(act, application)
    close_with(act, application, "R21", "close_uncorrected")
    note(act, application, "申请人逾期没有补正，视为放弃申请，不再处理。")
    return application


def _rewrite(application: Application, given: Applying) -> None:
    if errors := problems(given):
        raise Invalid(errors)
    application.request = seal_request(application, given)
    application.applicant_kind = given.kind
    application.applicant_mask = masked_name(given.name, given.kind)
    application.applicant_tag = identity_tag(given)
    application.form, application.route = given.form, given.route
    application.save(update_fields=list(_REWRITTEN))
    if open_applicant(application) != given:
        seal_applicant(application, given)
