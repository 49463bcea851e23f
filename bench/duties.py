"""A district's duties at three sizes: making them, a new calendar, the coverage report.

A district of 23 towns and 1,200 villages, 154 items, five years. Prints the time of each step,
what of it this process and a database server computed, and what was computed for each duty: the
last must stay near the first line's (linear growth). Coverage is of one town.
``GONGKAI_BENCH_TOWNS`` names the sizes ("6 12 23"), ``GONGKAI_DATABASE`` another engine.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

SIZES = [int(size) for size in os.environ.get("GONGKAI_BENCH_TOWNS", "6 12 23").split()]
VILLAGES = 1200 / 23
SINCE = date(2022, 1, 1)
PHRASES = {
    0: "长期公开",
    1: "每季度结束后10个工作日内",
    2: "每半年公开一次",
    3: "每年1月31日前",
    4: "每月10日前",
}
"""Limits of every eighth item, so that each kind of duty is there; the others as in the file."""


def prepare(folder: str) -> None:
    """An empty database, with the helpers of the tests at hand."""
    os.environ.update(GONGKAI_DATA=folder, DJANGO_SETTINGS_MODULE="gongkai.settings.test")
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def build_town(number: int) -> Any:
    """A town with twelve departments, its share of the villages and the national catalogue."""
    import factories
    from gongkai.catalogue.fields import ensure_fields
    from gongkai.catalogue.models import Edition, EditionState, Item
    from gongkai.catalogue.national import national_rows
    from gongkai.organisation.models import UnitKind
    from gongkai.rules.time_limits import parse

    town = factories.make_town()
    departments = [factories.make_unit(town) for _ in range(12)]
    count = round(VILLAGES * (number + 1)) - round(VILLAGES * number)
    villages = [factories.make_unit(town, kind=UnitKind.VILLAGE) for _ in range(count)]
    edition = Edition.objects.create(
        town=town, number=1, name="目录", state=EditionState.IN_FORCE, effective_from=SINCE
    )
    rows = national_rows()
    fields = ensure_fields(row.field_code for row in rows)
    items = Item.objects.bulk_create(
        Item(
            edition=edition,
            field=fields[row.field_code],
            sequence=index,
            level1=row.level1,
            level2=f"{row.level2}{index}",
            elements=row.elements,
            time_limit_text=PHRASES.get(index % 8, row.time_limit_text),
            time_limit=parse(PHRASES.get(index % 8, row.time_limit_text)).as_json(),
            channels=list(row.channels),
            mode=row.mode,
            levels=list(row.levels),
        )
        for index, row in enumerate(rows)
    )
    link = Item.responsible_units.through
    link.objects.bulk_create(
        link(item=item, unit=unit)
        for index, item in enumerate(items)
        for unit in [
            departments[index % 12],
            *(villages if "村级" in item.levels else []),
        ]
    )
    return town


def record_events(town: Any) -> None:
    """Two events a year for everything that hangs on events: rows only, no acts."""
    from gongkai.duty.engine.clocks import clocks_for
    from gongkai.duty.engine.plans import event_plan_for, setting_of
    from gongkai.duty.models import Duty, DutyKind, Obligation
    from gongkai.organisation.queries import calendar_in_force
    from gongkai.rules.duty_clock import count_of_event

    options = setting_of(town).options
    days = [date(year, month, 10) for year in range(2022, 2027) for month in (4, 11)]
    owed = Obligation.objects.filter(town=town, kind=DutyKind.EVENT).select_related("item")
    plans = {row.item_id: event_plan_for(row.item, options, 0) for row in owed}
    counts = [(row, day, count_of_event(plans[row.item_id], day)) for row in owed for day in days]
    clocks = clocks_for({count for _, _, count in counts}, calendar_in_force())
    Duty.objects.bulk_create(
        (
            Duty(
                town=town,
                unit_id=row.unit_id,
                obligation=row,
                item_id=row.item_id,
                kind=DutyKind.EVENT,
                key=f"event:{day}",
                what="示例",
                formed_on=day,
                clock=clocks[count],
                due_on=clocks[count].due_on,
                provisional=clocks[count].provisional,
            )
            for row, day, count in counts
        ),
        batch_size=2000,
    )


def settle_most(today: date) -> None:
    """Nine of ten duties of the past are met, one in twelve of these late: rows only, no acts."""
    from django.db.models import F

    from gongkai.duty.models import Duty, DutyKind

    past = Duty.objects.filter(due_on__lt=today).exclude(kind=DutyKind.STANDING)
    met = past.annotate(place=F("id") % 10).filter(place__gt=0)
    met.update(published_on=F("due_on"), running=False)
    late = past.filter(published_on__isnull=False).annotate(place=F("id") % 12).filter(place=0)
    late.update(published_on=F("due_on") + timedelta(days=3))


_ANSWERS = """
INSERT INTO duty_answer (obligation_id, duty_id, record_id, release_id, released_on, formed_on,
    proven, stands, living, address, stage, missing_elements, chosen)
SELECT d.obligation_id, d.id,
    %s + row_number() OVER (PARTITION BY d.obligation_id ORDER BY d.id) - 1, %s,
    d.published_on, d.published_on, TRUE, TRUE, TRUE, 'https://www.example.gov.cn/1.html',
    CASE d.id %% 5 WHEN 0 THEN 'decision' WHEN 1 THEN 'execution' WHEN 2 THEN 'management'
        WHEN 3 THEN 'service' ELSE 'result' END, {empty}, FALSE
FROM duty_duty d WHERE d.published_on IS NOT NULL
"""
_PROOFS = """
INSERT INTO duty_channelproof (town_id, duty_id, channel, shown_on, address, note, by_id, at)
SELECT d.town_id, d.id, '公示栏', d.published_on, '', '照片', %s, d.made_at
FROM duty_duty d WHERE d.published_on IS NOT NULL AND d.id %% 3 = 0
"""


def publish_met() -> None:
    """A publication for each met duty, and the proof of another channel for every third: rows.

    An obligation has a record once, so that there are as many records as one has duties.
    """
    from django.db import connection
    from django.db.models import Count

    from gongkai.duty.models import Duty
    from roads import House

    met = Duty.objects.filter(published_on__isnull=False).values("obligation")
    most = met.annotate(n=Count("id")).order_by("-n")[0]["n"]
    house = House()
    released = house.released(house.record(attachment=False))
    records = [house.record(attachment=False).pk for _ in range(most - 1)]
    assert sorted(records) == list(range(released.record_id + 1, released.record_id + most))
    empty = "'[]'::jsonb" if connection.vendor == "postgresql" else "'[]'"
    with connection.cursor() as cursor:
        cursor.execute(_ANSWERS.format(empty=empty), [released.record_id, released.pk])
        cursor.execute(_PROOFS, [house.office.account.pk])


def page_of(town: Any) -> Callable[[], object]:
    """Asking for the coverage page of a town as its Office does, through all of the product."""
    from django.test import Client

    import factories
    from gongkai.organisation.models import Role

    unit = town.units.get(parent=None)
    client = Client()
    client.force_login(
        factories.make_account(Role.OFFICE, unit=unit),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )

    def ask() -> object:
        answer = client.get("/duties/coverage/?by=unit")
        assert answer.status_code == 200
        return answer

    return ask


def notice(day: int) -> Any:
    """A holiday notice for 2027 with days off from 1 January to ``day``."""
    from gongkai.rules.calendar import Holiday, Notice

    off = (Holiday("元旦", date(2027, 1, 1), date(2027, 1, day)),)
    issued = date(2026, 11, day)
    return Notice(2027, "通知", "国办发明电〔2026〕7号", issued, off, (date(2027, 1, 10),))


def new_calendar(day: int, mode: Any) -> None:
    """Another calendar edition, and every open clock of every town on it, in one transaction."""
    from gongkai.organisation.actions import enter_calendar_year
    from gongkai.organisation.actor import system_actor
    from gongkai.outbox.worker import drain

    enter_calendar_year(system_actor(None), notice(day), mode)
    assert drain() > 0


class Took(NamedTuple):
    """Seconds on the wall, and those that this process and the server computed.

    On a machine that others use too the computed ones say more.
    """

    wall: float
    own: float
    server: float

    @property
    def computed(self) -> float:
        """What both computed."""
        return self.own + self.server


def seconds(work: Callable[[], object]) -> Took:
    """How long ``work`` takes."""
    wall, own, server = time.perf_counter(), time.process_time(), server_seconds()
    work()
    return Took(time.perf_counter() - wall, time.process_time() - own, server_seconds() - server)


def server_seconds() -> float:
    """What the processes of the server have computed, helpers of this connection included; 0 for
    an engine within ours.

    Read from the process table: the server must run on this machine, and work for nobody else.
    """
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    parent = _stat(connection.connection.info.backend_pid)[1]
    ticks = sum(int(number) for number in _stat(int(parent))[13:15])
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            fields = _stat(int(folder.name))
            if fields[1] == parent:
                ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _stat(number: int) -> list[str]:
    """A process by its number: what stands behind its name, from its state on."""
    return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()


def measured(towns: list[Any]) -> Iterator[tuple[str, int, Took]]:
    """Each step with the number of duties that it concerns, and its seconds."""
    from gongkai.duty import actions
    from gongkai.duty.coverage import coverage_of
    from gongkai.duty.models import Cause, Duty, DutyEvent
    from gongkai.ledger.clock import today
    from gongkai.organisation.actor import system_actor

    def make() -> None:
        for town in towns:
            actions.make(system_actor(town), town, Cause.PERSON, SINCE)

    took = seconds(make)
    yield "make", Duty.objects.count(), took
    for town in towns:
        record_events(town)
    settle_most(today())
    analyse()
    open_ones = Duty.objects.filter(running=True).count()
    yield "new calendar", open_ones, seconds(lambda: new_calendar(3, "new"))
    assert DutyEvent.objects.filter(kind="recomputed").count() == open_ones
    Duty.objects.filter(running=False).update(running=True, published_on=None)
    count = Duty.objects.count()
    yield "…all open", count, seconds(lambda: new_calendar(4, "amend"))
    settle_most(today())
    publish_met()
    analyse()
    year = today().year
    yield "coverage", count, median_of(lambda: coverage_of(towns[-1], year).as_json())
    yield "its page", count, median_of(page_of(towns[-1]))


def median_of(work: Callable[[], object]) -> Took:
    """How long work takes, warm: the median of nine; of a server's ticks (10 ms) the mean."""
    work()
    wall, own, server = zip(*(seconds(work) for _ in range(9)), strict=True)
    return Took(statistics.median(wall), statistics.median(own), statistics.mean(server))


def analyse() -> None:
    """Let the database know its tables, as it does by itself after a while."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def empty() -> None:
    """An empty database again."""
    from django.core.management import call_command

    call_command("flush", verbosity=0, interactive=False)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        head = f"{'towns':>6} {'step':>14} {'duties':>9} {'seconds':>9} {'own':>8} {'server':>8}"
        print(f"{head} {'µs/duty':>9}   ratio", flush=True)
        first: dict[str, float] = {}
        for size in SIZES:
            empty()
            towns = [build_town(number) for number in range(size)]
            for step, duties, took in measured(towns):
                each = took.computed / duties * 1e6
                ratio = each / first.setdefault(step, each)
                row = f"{size:>6} {step:>14} {duties:>9} {took.wall:>9.3f}"
                row += f" {took.own:>8.3f} {took.server:>8.2f}"
                print(f"{row} {each:>9.2f}   {ratio:.2f}", flush=True)


if __name__ == "__main__":
    main()
