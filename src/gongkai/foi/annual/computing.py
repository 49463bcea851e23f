"""What the records of a town say about a year: the figures, and the facts for the texts.

The platform knows applications, disputes, fees of applications, releases and the documents that
were published. Permits, penalties, enforcement and charges are decided elsewhere (all decisions
count, public or not): those cells stay unknown until a person enters them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone

from gongkai.catalogue.models import FieldName
from gongkai.foi.annual.facts import YearFacts, sentences_of
from gongkai.foi.models import Application, Clock, Dispute, Fee, Reply
from gongkai.foi.models.clocks import ClockKind, ClockState
from gongkai.foi.models.replies import ReplyState
from gongkai.organisation.models import Town
from gongkai.publication.models import Version, VersionState
from gongkai.release.models import ChannelKind, Delivery, Release, Withdrawal
from gongkai.rules.annual_report.counting import (
    Case,
    DisputeCase,
    count_applications,
    count_disputes,
)
from gongkai.rules.annual_report.layout import Place
from gongkai.rules.foi.disputes import DisputeState
from gongkai.rules.foi.replies import BY_CODE

NORMATIVE = "规范性文件"
_ENDED = ("失效", "废止")


@dataclass
class Computed:
    """The figures that are known, the facts, and what could not be counted, in words."""

    figures: dict[Place, int]
    facts: YearFacts
    problems: list[str] = field(default_factory=list)


def compute(town: Town, year: int) -> Computed:
    """Count a year of a town's records."""
    problems: list[str] = []
    figures = {
        **_rules_of_a_town(),
        **_documents(town, year),
        **count_applications(_cases(town, year, problems), year),
        **count_disputes(_disputes(town, year), year),
    }
    return Computed(figures, _facts(town, year), problems)


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _moments(year: int) -> tuple[datetime, datetime]:
    """The year as moments on the clock of the town: from, and before."""
    zone = timezone.get_default_timezone()
    return datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)


def _cases(town: Town, year: int, problems: list[str]) -> Iterator[Case]:
    """The applications that count in ``year``: each by the first answer that stood."""
    first, last = _year(year)
    counting = Application.objects.filter(town=town, received_on__lte=last).filter(
        Q(answered_on__isnull=True) | Q(answered_on__gte=first)
    )
    codes: dict[int, str] = {}
    replies = (
        Reply.objects.filter(
            application__in=counting, state__in=(ReplyState.ISSUED, ReplyState.REPLACED)
        )
        .order_by("issued_on", "id")
        .values_list("application_id", "code")
    )
    for identity, code in replies:
        codes.setdefault(identity, code)
    rows = counting.values_list("id", "number", "applicant_kind", "received_on", "answered_on")
    for identity, number, kind, received, answered in rows.order_by("id"):
        code = codes.get(identity, "")
        if answered is not None and not code:
            problems.append(f"申请{number}有答复日期，没有答复类型，没有计入。请核对这件申请。")
            continue
        row = BY_CODE[code].annual_row if answered is not None else ""
        yield Case(kind, received, answered, row)


def _disputes(town: Town, year: int) -> Iterator[DisputeCase]:
    first, last = _year(year)
    rows = (
        Dispute.objects.filter(town=town, notified_on__lte=last)
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gte=first))
        .values_list("kind", "state", "notified_on", "ended_on")
    )
    for kind, state, begun, ended in rows:
        outcome = "" if state == DisputeState.PENDING else state
        yield DisputeCase(kind, begun, ended, outcome)


def _rules_of_a_town() -> dict[Place, int]:
    """A town makes no 规章: 0, not blank."""
    return {Place("information", "rules", column): 0 for column in _DOCUMENT_COLUMNS}


_DOCUMENT_COLUMNS = ("issued", "abolished", "in_force")


def _documents(town: Town, year: int) -> dict[Place, int]:
    """规范性文件 that are public under an item of that name; nothing where none is filed so."""
    first, last = _year(year)
    found = list(
        Version.objects.filter(record__town=town, state=VersionState.LIVE)
        .filter(Q(item__level1__contains=NORMATIVE) | Q(item__level2__contains=NORMATIVE))
        .values_list("formed_on", "validity", "validity_on")
    )
    if not found:
        return {}
    ended = [on for _, validity, on in found if validity in _ENDED and on is not None]
    unending = [row for row in found if row[1] not in _ENDED]
    made_before_end = [
        formed for formed, validity, on in found
        if formed <= last and validity in _ENDED and on is not None and on > last
    ]  # fmt: skip
    counts = {
        "issued": sum(first <= formed <= last for formed, _, _ in found),
        "abolished": sum(first <= on <= last for on in ended),
        "in_force": sum(formed <= last for formed, _, _ in unending) + len(made_before_end),
    }
    return {Place("information", "normative", name): count for name, count in counts.items()}


def _facts(town: Town, year: int) -> YearFacts:
    since, until = _moments(year)
    releases = Release.objects.filter(town=town, released_at__gte=since, released_at__lt=until)
    firsts = releases.filter(first=True)
    first, last = _year(year)
    fees = Fee.objects.filter(
        application__town=town, paid_on__gte=first, paid_on__lte=last
    ).aggregate(total=Sum("amount"))
    answered = Application.objects.filter(town=town, answered_on__gte=first, answered_on__lte=last)
    late = (
        Clock.objects.filter(application__in=answered, kind__in=(ClockKind.REPLY, ClockKind.DELAY))
        .exclude(state=ClockState.SUPERSEDED)
        .filter(application__answered_on__gt=F("due"))
        .aggregate(total=Count("application", distinct=True))
    )
    totals = releases.aggregate(all=Count("id"), first=Count("id", filter=Q(first=True)))
    handled = answered.count()
    return YearFacts(
        released=totals["first"],
        corrected=totals["all"] - totals["first"],
        withdrawn=Withdrawal.objects.filter(
            release__town=town, at__gte=since, at__lt=until
        ).count(),
        channels=_channels(firsts),
        fields=_fields(firsts),
        answered=handled,
        on_time=handled - late["total"],
        fees=fees["total"] or 0,
        more=sentences_of(town, year),
    )


def _channels(releases: QuerySet[Release]) -> list[tuple[str, int]]:
    rows = (
        Delivery.objects.filter(release__in=releases)
        .values_list("channel")
        .annotate(count=Count("id"))
        .order_by("-count", "channel")
    )
    return [(ChannelKind(channel).label, count) for channel, count in rows]


def _fields(releases: QuerySet[Release]) -> list[tuple[str, int]]:
    rows = (
        releases.filter(version__item__isnull=False)
        .values_list("version__item__field__code")
        .annotate(count=Count("id"))
        .order_by("-count", "version__item__field__code")
    )
    named = FieldName.objects.filter(valid_to__isnull=True).values_list("field__code", "name")
    names = dict(named)
    return [(names.get(code, code), count) for code, count in rows]
