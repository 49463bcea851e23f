"""The three signatures, once per form, by three different people (F41).

``digest_seen`` is the digest of the statement that the person's page showed; where it is given,
nothing else is signed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.ledger.clock import now
from gongkai.organisation.acting import Act, action
from gongkai.organisation.models import Account
from gongkai.organisation.reauthentication import Proof
from gongkai.organisation.refusals import Conflict, NotAllowedNow, NotPermitted
from gongkai.publication.lifecycle import advance
from gongkai.publication.models import Record, RecordState, Version, VersionState
from gongkai.review.actions.sheets import (
    lock_records,
    lock_sheet,
    send_back,
    void_row,
)
from gongkai.review.models import (
    Column,
    OpinionValue,
    ReviewRow,
    ReviewSheet,
    Seat,
    SheetState,
    Signature,
)
from gongkai.review.signing import sign
from gongkai.review.statement import rows_that_count, statement_of
from gongkai.review.states import check_open
from gongkai.rules.digest import canonical_json, digest


@action("review.sign_handler")
def sign_handler(act: Act, sheet: ReviewSheet, proof: Proof, digest_seen: str = "") -> Signature:
    """承办人 signs: from now on rows are neither added nor removed."""
    return _sign(act, sheet, proof, Seat.HANDLER, digest_seen)


@action("review.sign_reviewer")
def sign_reviewer(act: Act, sheet: ReviewSheet, proof: Proof, digest_seen: str = "") -> Signature:
    """The reviewer signs under 审查意见, once every row has 同意 or 不同意 there."""
    return _sign(act, sheet, proof, Seat.REVIEWER, digest_seen)


@action("review.sign_leader")
def sign_leader(act: Act, sheet: ReviewSheet, proof: Proof, digest_seen: str = "") -> Signature:
    """The leader signs last; rows with two 同意 are approved, the others go back."""
    records = lock_records(sheet)
    sheet = lock_sheet(sheet.pk)
    rows = _rows(sheet)
    signature = _put_name(act, sheet, rows, _Signing(proof, Seat.LEADER, digest_seen))
    _settle(act, sheet, rows, records)
    return signature


@dataclass(frozen=True)
class _Signing:
    """Who proved to be there, on which seat, having seen which statement."""

    proof: Proof
    seat: Seat
    digest_seen: str


def _sign(act: Act, sheet: ReviewSheet, proof: Proof, seat: Seat, digest_seen: str) -> Signature:
    lock_records(sheet)
    sheet = lock_sheet(sheet.pk)
    return _put_name(act, sheet, _rows(sheet), _Signing(proof, seat, digest_seen))


def _rows(sheet: ReviewSheet) -> list[ReviewRow]:
    """The rows that count. Those whose record was edited since are voided: nobody signs for what
    is no longer there.
    """
    rows = rows_that_count(sheet)
    for row in rows:
        if row.version.state != VersionState.FROZEN:
            void_row(row, "送审后内容被修改")
    return [row for row in rows if row.open]


def _put_name(act: Act, sheet: ReviewSheet, rows: list[ReviewRow], given: _Signing) -> Signature:
    act.permit(sheet.unit)
    check_open(sheet)
    signed = {signature.seat: signature.account_id for signature in sheet.signatures.all()}
    _check_seat(rows, given.seat, frozenset(signed))
    if given.proof.account_id != act.account.pk:
        raise NotPermitted("签字前请重新输入您自己的登录密码。")
    if given.seat is not Seat.HANDLER and _wrote_any(act.account, rows):
        raise NotPermitted("表上有您起草或修改过的信息，请由其他人签字。")
    if act.account.pk in signed.values():
        raise NotPermitted("同一个人不能在一张审查表上签两次字。")
    statement = canonical_json(statement_of(sheet, given.seat, rows))
    if given.digest_seen and given.digest_seen != digest(statement):
        raise Conflict("审查表在您打开这一页之后有变化，没有签字。请核对下面的内容后再签字。")
    value = sign(statement)
    signature = Signature.objects.create(
        sheet=sheet,
        seat=given.seat,
        account=act.account,
        name=act.account.name,
        at=now(),
        statement=statement.decode(),
        algorithm=value.algorithm,
        key_id=value.key_id,
        value=value.value,
    )
    act.record(sheet, unit=sheet.unit, after={"seat": given.seat, "name": act.account.name})
    return signature


def _wrote_any(account: Account, rows: list[ReviewRow]) -> bool:
    """Whether this account wrote any version of a record on the sheet: such a person answers for
    neither of the two opinions.
    """
    records = [row.version.record_id for row in rows]
    return Version.objects.filter(record_id__in=records, created_by=account).exists()


def _check_seat(rows: list[ReviewRow], seat: Seat, signed: frozenset[str]) -> None:
    if not rows:
        raise NotAllowedNow("审查表上没有有效的条目，不能签字。")
    if seat in signed:
        raise NotAllowedNow(f"{seat.label}已经签字。")
    if seat is Seat.HANDLER:
        return
    column = Column.WORKING_BODY if seat is Seat.REVIEWER else Column.LEADER
    for row in rows:
        values = {o.column: o.value for o in row.opinions.all() if o.current}
        if values.get(column) not in (OpinionValue.AGREE, OpinionValue.DISAGREE):
            raise NotAllowedNow(f"第{row.sequence}行还没有填写{column.label}，请逐行填写后再签字。")
    if seat is Seat.LEADER and signed != {Seat.HANDLER, Seat.REVIEWER}:
        raise NotAllowedNow("请等承办人和审查人员签字之后再签字。")


def _settle(
    act: Act, sheet: ReviewSheet, rows: list[ReviewRow], records: Mapping[int, Record]
) -> None:
    """Approve what both columns agree to. A row that counts is of a frozen version, and a record
    with one has nothing newer.
    """
    sheet.state = SheetState.SIGNED
    sheet.save(update_fields=["state"])
    for row in rows:
        record = records[row.version.record_id]
        agreed = all(o.value == OpinionValue.AGREE for o in row.opinions.all() if o.current)
        if agreed and record.state == RecordState.IN_REVIEW:
            advance(record, "approve")
        else:
            send_back(record, row, "refuse")
        act.record(
            record,
            unit=record.unit,
            after={"sheet": sheet.number, "row": row.sequence, "agreed": agreed},
            label=row.title,
        )
