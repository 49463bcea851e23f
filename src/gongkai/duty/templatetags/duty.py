"""How the pages of duties draw states and dates."""

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from gongkai.catalogue.models import Field
from gongkai.duty.coverage.tables import CoverageTable
from gongkai.duty.models import ColumnRequest, ColumnStatus, Duty, DutyKind
from gongkai.ledger import clock
from gongkai.rules.duty_state import DONE, NAMES, State

register = template.Library()

TONES = {
    State.NOT_DUE: "neutral",
    State.DUE_SOON: "soon",
    State.OVERDUE: "late",
    State.IN_TIME: "done",
    State.LATE: "soon",
    State.NOTHING: "neutral",
    State.EXCUSED: "neutral",
    State.ENDED: "neutral",
}


@register.simple_tag
def duty_state(duty: Duty) -> SafeString:
    """The tag of where a duty stands today: the query's ``state`` where it is there."""
    state = State(vars(duty).get("state") or duty.state_on(clock.today()))
    return format_html('<span class="tag tag-{}">{}</span>', TONES[state], NAMES[state])


@register.filter
def is_settled(duty: Duty) -> bool:
    """Whether nothing is owed for now, so that no days are counted."""
    state = State(vars(duty).get("state") or duty.state_on(clock.today()))
    return state in DONE or state in {State.NOTHING, State.EXCUSED, State.ENDED}


@register.filter
def subject(duty: Duty) -> str:
    """What of the item: the period or what was formed."""
    if duty.what:
        return duty.what
    return DutyKind(duty.kind).label


COLUMN_TONES = {
    ColumnStatus.PROPOSED: "soon",
    ColumnStatus.SENT: "soon",
    ColumnStatus.ACCEPTED: "soon",
    ColumnStatus.OPEN: "done",
    ColumnStatus.REFUSED: "late",
}


@register.simple_tag
def column_status(request: ColumnRequest) -> SafeString:
    """The tag of where a request for a column stands."""
    status = ColumnStatus(request.status)
    return format_html('<span class="tag tag-{}">{}</span>', COLUMN_TONES[status], status.label)


@register.simple_tag
def coverage_table(table: CoverageTable, over: str = "", *, links: bool = False) -> SafeString:
    """A table of the coverage report, compiled (Jinja2): it has a thousand cells and more.

    over: a line that stands over the headings on every sheet. links: cells lead to their lists.
    """
    facts = {"table": table, "over": over, "links": links}
    # Escaped by the template itself; its engine gives plain text.
    return mark_safe(render_to_string("duty/coverage_table.html", facts, using="public"))  # noqa: S308


@register.filter
def column_word(value: str) -> str:
    """A status of a request for a column, in words."""
    return ColumnStatus(value).label


@register.filter
def field_name(field: Field, names: dict[int, str]) -> str:
    """The name of a field today; its code where it has none."""
    return names.get(field.pk, field.code)
