"""The queue by date, the register, and what they show as a workbook."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.documents.workbook import Value, list_workbook
from gongkai.foi.bulk import BULK
from gongkai.foi.models import Application
from gongkai.foi.models.cases import CHANNELS, STATES
from gongkai.foi.queries import applications_for, listed, queue_for
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
from gongkai.rules.foi.states import OPEN, TURN_NAMES

_OPEN = {state.value for state in OPEN}


@office_page("foi.read")
def queue(request: OfficeRequest) -> HttpResponse:
    """Open cases by the day on which somebody must act; late ones first."""
    rows = _filtered(request, queue_for(request.actor))
    page = page_of(request, listed(rows))
    context = {
        "page": page,
        "today": today(),
        "states": [pair for pair in STATES if pair[0] in _OPEN],
        "turns": [(turn.value, name) for turn, name in TURN_NAMES.items() if turn != "nobody"],
        "filters": request.GET,
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
    page = page_of(request, listed(_filtered(request, applications_for(request.actor))))
    context = {"page": page, "states": STATES, "channels": CHANNELS, "filters": request.GET}
    return render(request, "foi/register.html", context)


def _filtered(request: OfficeRequest, rows: QuerySet[Application]) -> QuerySet[Application]:
    """What the address asks for: state, turn, channel, year, mine, words of number or subject."""
    given = request.GET
    for name in ("state", "turn", "channel", "topic"):
        if value := given.get(name, ""):
            rows = rows.filter(**{name: value})
    if given.get("mine"):
        rows = rows.filter(handler=request.account)
    year = number_in(given.get("year", "")) or 0
    if FIRST_DATE.year <= year <= LAST_DATE.year:
        rows = rows.filter(received_on__year=year)
    words = given.get("q", "").strip()
    if words:
        rows = rows.filter(number__icontains=words) | rows.filter(subject__icontains=words)
    return rows


@office_page("foi.read")
@require_safe
def export(request: OfficeRequest, which: str) -> HttpResponse:
    """Exactly what the list shows under these filters, all pages of it, as a workbook.

    Applicants are masked as on the list.
    """
    start = queue_for if which == "queue" else applications_for
    rows = listed(_filtered(request, start(request.actor)))[: MOST_ROWS + 1]
    lines = [_row(case) for case in rows]
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


def _row(case: Application) -> list[Value]:
    return [
        case.number,
        case.subject,
        case.topic,
        case.applicant_mask,
        case.get_applicant_kind_display(),
        case.get_channel_display(),
        case.get_state_display(),
        case.received_on,
        case.due_on,
        "是" if case.due_provisional else "",
        case.act_by,
        case.act_why,
        case.answered_on,
        case.served_on,
        case.handler.name if case.handler else "",
    ]
