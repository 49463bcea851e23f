"""``gongkai ledger verify`` finds what somebody did to the ledger behind the software's back."""

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, models

import factories
from gongkai.ledger.actions import Entry, Subject, append
from gongkai.ledger.checks import register_check
from gongkai.ledger.models import LedgerEntry
from gongkai.ledger.queries import Fault, verify

pytestmark = pytest.mark.django_db

TABLE = LedgerEntry._meta.db_table
HEADS = "ledger_chainhead"

COLUMNS: dict[str, Any] = {
    "at": "2020-01-01 00:00:00+00:00",
    "actor": "别人",
    "roles": "office",
    "action": "test.other",
    "subject_kind": "organisation.town",
    "subject_id": "99",
    "subject_label": "别的单位",
    "unit_id": 99,
    "before": '{"a": 2}',
    "after": "null",
    "why": "改过",
    "request_id": "1",
    "previous": "sha256:" + "0" * 64,
    "digest": "sha256:" + "0" * 64,
    "number": 77,
    "chain": "elsewhere",
}


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def chain() -> list[LedgerEntry]:
    """Five entries of one town, and a neighbour that must stay without fault."""
    rows = []
    for number in range(1, 6):
        subject = Subject("organisation.unit", str(number), f"第{number}个单位")
        made = Entry(
            "poli", "test.act", subject, None, "系统", before={"a": 1}, after={"a": number}
        )
        rows.append(append(made))
        append(Entry("linzhen", "test.act", subject, None, "系统"))
    return rows


def faults() -> list[int]:
    """The numbers of the faults of the town; the neighbour must have none."""
    found = list(verify())
    assert not [fault for fault in verify("linzhen") if fault.chain == "linzhen"]
    assert {fault.chain for fault in found} <= {"poli", "elsewhere"}
    return [fault.number for fault in found if fault.chain == "poli"]


def test_an_untouched_ledger_has_no_fault(chain: list[LedgerEntry]) -> None:
    assert faults() == []


@pytest.mark.parametrize("column", sorted(COLUMNS))
def test_a_changed_column(chain: list[LedgerEntry], column: str) -> None:
    sql(f'UPDATE {TABLE} SET "{column}" = %s WHERE id = %s', COLUMNS[column], chain[2].pk)
    assert faults()


def test_every_column_is_covered() -> None:
    columns = {column.column for column in LedgerEntry._meta.fields}
    assert columns == {*COLUMNS, "id", "account_id"}


def test_a_changed_account(chain: list[LedgerEntry]) -> None:
    account = factories.make_account()
    sql(f"UPDATE {TABLE} SET account_id = %s WHERE id = %s", account.pk, chain[2].pk)
    assert faults() == [3]


def test_a_digest_that_is_none(chain: list[LedgerEntry]) -> None:
    sql(f"UPDATE {TABLE} SET digest = '' WHERE id = %s", chain[2].pk)
    assert faults()


def test_a_changed_entry_whose_own_digest_was_made_to_fit(chain: list[LedgerEntry]) -> None:
    """The next entry still names the old digest."""
    from gongkai.rules.digest import digest_json

    changed = LedgerEntry.objects.get(pk=chain[2].pk)
    changed.why = "改过"
    digest = digest_json(changed.content(), "sha256")
    sql(f"UPDATE {TABLE} SET why = '改过', digest = %s WHERE id = %s", digest, changed.pk)
    assert faults() == [4]


def test_an_entry_removed_in_the_middle(chain: list[LedgerEntry]) -> None:
    sql(f"DELETE FROM {TABLE} WHERE id = %s", chain[2].pk)
    assert faults() == [3]


def test_an_entry_removed_and_the_others_renumbered(chain: list[LedgerEntry]) -> None:
    sql(f"DELETE FROM {TABLE} WHERE id = %s", chain[2].pk)
    for row in chain[3:]:
        sql(f"UPDATE {TABLE} SET number = number - 1 WHERE id = %s", row.pk)
    sql(f"UPDATE {HEADS} SET number = 4 WHERE chain = 'poli'")
    assert faults()


def test_a_tail_cut_off(chain: list[LedgerEntry]) -> None:
    sql(f"DELETE FROM {TABLE} WHERE id IN (%s, %s)", chain[3].pk, chain[4].pk)
    assert faults() == [5]


def test_all_entries_removed(chain: list[LedgerEntry]) -> None:
    sql(f"DELETE FROM {TABLE} WHERE chain = 'poli'")
    assert faults() == [5]


def test_two_entries_swapped(chain: list[LedgerEntry]) -> None:
    sql(f"UPDATE {TABLE} SET number = 99 WHERE id = %s", chain[1].pk)
    sql(f"UPDATE {TABLE} SET number = 2 WHERE id = %s", chain[2].pk)
    sql(f"UPDATE {TABLE} SET number = 3 WHERE id = %s", chain[1].pk)
    assert {2, 3} <= set(faults())


def test_an_entry_put_at_the_end(chain: list[LedgerEntry]) -> None:
    _insert_like(chain[4], number=6, previous=chain[4].digest)
    assert faults()


def test_an_entry_put_between(chain: list[LedgerEntry]) -> None:
    for row in reversed(chain[2:]):
        sql(f"UPDATE {TABLE} SET number = number + 1 WHERE id = %s", row.pk)
    _insert_like(chain[2], number=3, previous=chain[1].digest)
    sql(f"UPDATE {HEADS} SET number = 6 WHERE chain = 'poli'")
    assert faults()


def test_a_changed_head(chain: list[LedgerEntry]) -> None:
    sql(f"UPDATE {HEADS} SET number = 4 WHERE chain = 'poli'")
    assert faults()


def test_a_chain_without_head(chain: list[LedgerEntry]) -> None:
    sql(f"DELETE FROM {HEADS} WHERE chain = 'poli'")
    assert [fault.chain for fault in verify()] == ["poli"]


def _insert_like(row: LedgerEntry, **values: Any) -> None:
    """A well-made entry, its own digest right, put in behind the software's back."""
    from gongkai.rules.digest import digest_json

    forged = LedgerEntry.objects.get(pk=row.pk)
    forged.pk = None
    forged._state.adding = True
    forged.why = "后补"
    for name, value in values.items():
        setattr(forged, name, value)
    forged.digest = digest_json(forged.content(), "sha256")
    models.QuerySet(LedgerEntry).bulk_create([forged])


class TestCommand:
    def test_a_whole_ledger(
        self, chain: list[LedgerEntry], capsys: pytest.CaptureFixture[str]
    ) -> None:
        call_command("ledger", "verify")
        assert "共核验10条记录，全部相符" in capsys.readouterr().out

    def test_a_broken_ledger_exits_1_and_names_the_place(
        self, chain: list[LedgerEntry], capsys: pytest.CaptureFixture[str]
    ) -> None:
        sql(f"UPDATE {TABLE} SET why = '改过' WHERE id = %s", chain[2].pk)
        with pytest.raises(SystemExit) as stopped:
            call_command("ledger", "verify", json=True)
        assert stopped.value.code == 1
        found = json.loads(capsys.readouterr().out)
        assert [(f["chain"], f["number"]) for f in found["faults"]] == [("poli", 3)]
        with pytest.raises(SystemExit):
            call_command("ledger", "verify")
        assert "poli 第3号" in capsys.readouterr().out

    def test_checks_of_higher_rooms_are_asked_too(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        from gongkai.ledger import checks

        monkeypatch.setattr(checks, "_checks", {})
        register_check("always", lambda: iter([Fault("poli", 0, "与台账不符")]))
        with pytest.raises(SystemExit):
            call_command("ledger", "verify")
        assert "与台账不符" in capsys.readouterr().out
