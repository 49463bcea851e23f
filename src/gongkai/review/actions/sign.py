"""The three signatures, once per form, by three different people (F41).

``digest_seen`` is the digest of the statement that the person's page showed; where it is given,
nothing else is signed.
"""

from gongkai.ledger.clock import now
from gongkai.organisation.acting import Act, action
from gongkai.organisation.reauthentication import Proof
from gongkai.organisation.refusals import Conflict, NotAllowedNow, NotPermitted
from gongkai.publication.lifecycle import advance, lock, newest
from gongkai.publication.models import RecordState, VersionState
from gongkai.review.actions.sheets import (
    lock_records,
    lock_sheet,
    seats_signed,
    send_back,
    void_row,
)
from gongkai.review.models import (
    Column,
    OpinionValue,
    ReviewSheet,
    Seat,
    SheetState,
    Signature,
)
from gongkai.review.signing import sign
from gongkai.review.statement import statement_of
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
    signature = _sign(act, sheet, proof, Seat.LEADER, digest_seen)
    _settle(act, signature.sheet)
    return signature


def _sign(act: Act, sheet: ReviewSheet, proof: Proof, seat: Seat, digest_seen: str) -> Signature:
    lock_records(sheet)
    sheet = lock_sheet(sheet.pk)
    act.permit(sheet.unit)
    check_open(sheet)
    signed = seats_signed(sheet)
    _drop_stale_rows(sheet)
    _check_seat(sheet, seat, signed)
    if proof.account_id != act.account.pk:
        raise NotPermitted("签字前请重新输入您自己的登录密码。")
    if sheet.signatures.filter(account=act.account).exists():
        raise NotPermitted("同一个人不能在一张审查表上签两次字。")
    statement = canonical_json(statement_of(sheet, seat))
    if digest_seen and digest_seen != digest(statement):
        raise Conflict("审查表在您打开这一页之后有变化，没有签字。请核对下面的内容后再签字。")
    value = sign(statement)
    signature = Signature.objects.create(
        sheet=sheet,
        seat=seat,
        account=act.account,
        name=act.account.name,
        at=now(),
        statement=statement.decode(),
        algorithm=value.algorithm,
        key_id=value.key_id,
        value=value.value,
    )
    act.record(sheet, unit=sheet.unit, after={"seat": seat, "name": act.account.name})
    return signature


def _drop_stale_rows(sheet: ReviewSheet) -> None:
    """Void rows whose record was edited since: nobody signs for what is no longer there."""
    stale = sheet.rows.filter(open=True).exclude(version__state=VersionState.FROZEN)
    for row in stale:
        void_row(row, "送审后内容被修改")


def _check_seat(sheet: ReviewSheet, seat: Seat, signed: frozenset[str]) -> None:
    rows = list(sheet.rows.filter(open=True).prefetch_related("opinions"))
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


def _settle(act: Act, sheet: ReviewSheet) -> None:
    sheet.state = SheetState.SIGNED
    sheet.save(update_fields=["state"])
    for row in sheet.rows.filter(open=True).prefetch_related("opinions").select_related("version"):
        record = lock(row.version.record_id)
        agreed = all(o.value == OpinionValue.AGREE for o in row.opinions.all() if o.current)
        if agreed and record.state == RecordState.IN_REVIEW:
            if newest(record).pk == row.version_id:
                advance(record, "approve")
        else:
            send_back(record, row, "refuse")
        act.record(
            record,
            unit=record.unit,
            after={"sheet": sheet.number, "row": row.sequence, "agreed": agreed},
            label=row.title,
        )
