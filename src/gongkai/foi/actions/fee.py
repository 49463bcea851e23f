"""信息处理费: notice, payment, given up. The platform takes no money."""

from dataclasses import dataclass
from datetime import date

from gongkai.foi.actions.closing import close_with
from gongkai.foi.actions.common import (
    Received,
    check_correction,
    check_day,
    in_case,
    make_letter,
    note,
    note_receipt,
    take,
)
from gongkai.foi.models import Application, ClockKind, Fee
from gongkai.foi.queries import items_before
from gongkai.foi.setting import settings_of
from gongkai.foi.states import advance
from gongkai.foi.timing import begin, end, refresh
from gongkai.organisation.acting import Act, action
from gongkai.organisation.fitting import check_fits, shortened
from gongkai.organisation.refusals import Invalid
from gongkai.rules.foi.fees import FeeAmount, FeeError, amount


@dataclass(frozen=True)
class FeeFacts:
    """What a fee is made of: one scheme, and its number (items or pages, never both)."""

    scheme: str
    items: int = 0
    pages: int = 0
    reason: str = ""


@action("foi.ask_fee")
def ask_fee(
    act: Act, application: Application, facts: FeeFacts, sent_on: date | None = None
) -> Fee:
    """Send the notice of fees; the case waits for payment, then its period begins anew.

    By item the count of the applicant's earlier applications of the same calendar month is read
    from the register. Raises Invalid by field, NotAllowedNow.
    """
    application = take(act, application)
    if not facts.reason.strip():
        raise Invalid({"reason": "请写明数量、频次明显超过合理范围的情况。"})
    if not settings_of(application.town).payment:
        raise Invalid("收费通知必须写明缴纳方式，请先在“依申请公开设置”中填写。")
    already = items_before(application) if facts.scheme == "item" else 0
    found = _amount(facts, already)
    day = check_day("sent_on", sent_on, application)
    advance(application, "ask_fee", day)
    fee = Fee.objects.create(
        application=application,
        scheme=facts.scheme,
        already=already,
        items=(facts.items or 1) if facts.scheme == "item" else 0,
        pages=facts.pages,
        amount=found.amount,
        sentence=shortened(found.sentence(), 500),
        reason=facts.reason.strip(),
        sent_on=day,
        by=act.account,
    )
    end(application, [ClockKind.REPLY, ClockKind.DELAY], day, anew=True)
    begin(application, ClockKind.FEE, day)
    refresh(application)
    make_letter(act, application, "fee", day)
    note(
        act,
        application,
        f"发出收费通知，{fee.amount}元，请在{application.act_by}前缴纳；缴清后重新计算答复期限。",
        on=day,
        after={"amount": fee.amount, "scheme": fee.scheme, "due": str(application.act_by)},
        why=in_case("收取信息处理费（第四十二条）", "信息处理费"),
    )
    return fee


@action("foi.reach_payer")
def reach_payer(act: Act, application: Application, received_on: date, why: str = "") -> Fee:
    """Enter when the applicant received the fee notice: the 20 working days count from then.

    why: where another day was entered before, why that was wrong. Raises Invalid, NotAllowedNow
    where no notice waits for payment, or the day is known already and ``why`` is empty.
    """
    application = take(act, application)
    asked: Fee | None = getattr(application, "fee", None)
    since = asked.sent_on if asked else None
    day = check_day("received_on", received_on, application, since=since)
    check_correction(application, asked.received_on if asked else None, why)
    advance(application, "reach_payer", day, corrected=why)
    fee = application.fee
    former, fee.received_on = fee.received_on, day
    fee.save(update_fields=["received_on"])
    # The date goes along: it never lies before its start, and is counted anew just below.
    application.clocks.filter(kind=ClockKind.FEE, state="open").update(start=day, due=day)
    refresh(application)
    note_receipt(
        act,
        application,
        f"申请人于{day}收到收费通知，请在{application.act_by}前缴纳。",
        Received(day, application.act_by, former, why),
    )
    return fee


@action("foi.pay_fee")
def pay_fee(
    act: Act,
    application: Application,
    receipt_number: str,
    *,
    on: date | None = None,
    excuse: str = "",
) -> Fee:
    """Enter that the fee was paid in full, with the number of the fiscal receipt.

    The period of answering is counted anew from the day after.
    """
    application = take(act, application)
    if not receipt_number.strip():
        raise Invalid({"receipt_number": "请填写财政票据的号码。"})
    check_fits(Fee, receipt_number=receipt_number, excuse=excuse)
    asked: Fee | None = getattr(application, "fee", None)
    day = check_day("on", on, application, since=asked.sent_on if asked else None)
    advance(application, "pay_fee", day, excused=excuse)
    fee = application.fee
    fee.paid_on, fee.receipt_number = day, receipt_number.strip()
    fee.excuse = excuse.strip()
    fee.save(update_fields=["paid_on", "receipt_number", "excuse"])
    end(application, [ClockKind.FEE], day)
    begin(application, ClockKind.REPLY, day)
    refresh(application)
    note(
        act,
        application,
        f"信息处理费已缴清，答复期限自{day}次日起重新计算，到{application.due_on}为止。",
        on=day,
        after={"paid_on": str(day), "due": str(application.due_on)},
        why=in_case("逾期缴费仍予受理", "信息处理费", excuse),
    )
    return fee


@action("foi.close_unpaid")
def close_unpaid(act: Act, application: Application) -> Application:
    """Close as given up (R22): the fee was not paid in time."""
    application = take(act, application)
    close_with(act, application, "R22", "close_unpaid")
    note(act, application, "申请人逾期没有缴纳信息处理费，视为放弃申请，不再处理。")
    return application


def _amount(facts: FeeFacts, already: int) -> FeeAmount:
    try:
        found = amount(facts.scheme, already=already, items=facts.items, pages=facts.pages)
    except FeeError as error:
        raise Invalid({"scheme": f"{error}。"}) from None
    if not found.amount:
        raise Invalid({"scheme": f"没有超过免费的数量，不能收费（{found.sentence()}）"})
    return found
