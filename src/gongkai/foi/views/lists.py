"""The queue by date, the register, and what they show as a workbook."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.documents.workbook import Value, list_workbook
from gongkai.foi.bulk import BULK
from gongkai.foi.models.cases import CHANNELS, KINDS, STATES
from gongkai.foi.queries import Asked, ListedCase, listed
from gongkai.ledger.clock import today
from gongkai.organisation.permissions import reach_of
from gongkai.organisation.refusals import Refused
from gongkai.organisation.web import (
    XLSX_TYPE,
    OfficeRequest,
    file_answer,
    number_in,
    office_page,
    page_of,
)
from gongkai.rules.dates import FIRST_DATE, LAST_DATE
from gongkai.rules.foi.states import OPEN, TURN_NAMES, State

_OPEN = {state.value for state in OPEN}
_STATES, _CHANNELS, _KINDS = dict(STATES), dict(CHANNELS), dict(KINDS)


@office_page("foi.read")
def queue(request: OfficeRequest) -> HttpResponse:
    """Open cases by the day on which somebody must act; late ones first."""
    page = page_of(request, listed(request.actor, _asked(request, open_only=True)))
    context = {
        "page": page,
        "today": today(),
        "states": [pair for pair in STATES if pair[0] in _OPEN],
        "turns": [(turn.value, name) for turn, name in TURN_NAMES.items() if turn != "nobody"],
        "filters": request.GET,
        "may_register": reach_of(request.actor, "foi.register") is not None,
        "bulk": [
            (name, kind)
            for name, kind in BULK.items()
            if reach_of(request.actor, kind.action) is not None
        ],
    }
    return render(request, "foi/queue.html", context)


@office_page("foi.read")
def register(request: OfficeRequest) -> HttpResponse:
    """Every case, newest first."""
    page = page_of(request, listed(request.actor, _asked(request, open_only=False)))
    context = {
        "page": page,
        "states": STATES,
        "channels": CHANNELS,
        "filters": request.GET,
        "may_register": reach_of(request.actor, "foi.register") is not None,
    }
    return render(request, "foi/register.html", context)


def _asked(request: OfficeRequest, *, open_only: bool) -> Asked:
    """What the address asks for: state, turn, channel, year, mine, kept too long, words."""
    given = request.GET
    values: dict[str, Any] = {
        name: given[name] for name in ("state", "turn", "channel", "topic") if given.get(name)
    }
    if given.get("kept"):
        # The period of keeping is over: what the Office removes or hands to the archive.
        values |= {"kept": today(), "state": State.CLOSED.value}
    if given.get("mine"):
        values["mine"] = request.account.pk
    year = number_in(given.get("year", "")) or 0
    if FIRST_DATE.year <= year <= LAST_DATE.year:
        values |= {"since": date(year, 1, 1), "until": date(year, 12, 31)}
    return Asked(open_only, values, given.get("q", "").strip())


@office_page("foi.read")
@require_safe
def export(request: OfficeRequest, which: str) -> HttpResponse:
    """Exactly what the list shows under these filters, all pages of it, as a workbook.

    Applicants are masked as on the list.
    """
    asked = _asked(request, open_only=which == "queue")
    lines = [_row(case) for case in listed(request.actor, asked)[: MOST_ROWS + 1]]
    if len(lines) > MOST_ROWS:
        raise Refused(f"符合条件的申请超过{MOST_ROWS}件，请先按年份或者状态筛选，再导出。")
    data = list_workbook("依申请公开", COLUMNS, lines)
    return file_answer(data, XLSX_TYPE, f"依申请公开{today():%Y%m%d}.xlsx")


MOST_ROWS = 20_000
COLUMNS = (
    ("编号", 14), ("申请内容", 40), ("归类", 16), ("申请人", 12), ("申请人类别", 14),
    ("提交方式", 14), ("状态", 16), ("收到", 12), ("答复期限", 12), ("期限暂定", 10),
    ("下一期限", 12), ("下一期限是", 16), ("答复", 12), ("送达", 12), ("承办人", 12),
)  # fmt: skip


def _row(case: ListedCase) -> list[Value]:
    return [
        case.number,
        case.subject,
        case.topic,
        case.applicant_mask,
        _KINDS[case.applicant_kind],
        _CHANNELS[case.channel],
        _STATES[case.state],
        case.received_on,
        case.due_on,
        "是" if case.due_provisional else "",
        case.act_by,
        case.act_why,
        case.answered_on,
        case.served_on,
        case.handler or "",
    ]
