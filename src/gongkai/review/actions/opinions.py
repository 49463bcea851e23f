"""Ticking a row: one row at a time, on the content the person saw."""

from collections.abc import Collection

from django.db.models import Prefetch

from gongkai.ledger.clock import now
from gongkai.organisation.acting import Act, action
from gongkai.organisation.models import Account
from gongkai.organisation.refusals import Conflict, Invalid, NotAllowedNow, NotPermitted
from gongkai.publication.content import damaged_attachments, digest_of, whole
from gongkai.publication.lifecycle import lock
from gongkai.publication.models import Record, VersionState
from gongkai.publication.states import not_halted
from gongkai.review.actions.sheets import lock_sheet, seats_signed
from gongkai.review.models import (
    Column,
    Opinion,
    OpinionValue,
    ReviewRow,
    SecrecyFinding,
)
from gongkai.review.queries import attached_digests, unread_attachments
from gongkai.review.states import check_may_change, check_open, check_row_counts

_NOT_SEEN = "附件《{name}》里有程序读不了的内容，请打开看过，勾选“已看过”，再填写同意。"


@action("review.give_working_opinion")
def give_working_opinion(
    act: Act,
    row: ReviewRow,
    value: str,
    digest_seen: str,
    note: str = "",
    *,
    seen: Collection[str] = (),
) -> Opinion:
    """Tick 工作机构或者人员审查意见. ``unclear`` routes the row to the secrecy body (N4).

    seen: the digests of the attachments that the person says to have looked at. 同意 needs those
    of which the scan could not read some part: there nobody but a person has looked.
    """
    row = _ready_row(act, row, Column.WORKING_BODY, digest_seen)
    _check_value(value, OpinionValue.values)
    if _current(row, Column.LEADER) is not None:
        raise NotAllowedNow("主管领导已经填写意见，审查意见不能再改。")
    _check_finding(row, value)
    if value != OpinionValue.AGREE and not note.strip():
        raise Invalid({"note": "请写明不同意或不明确的理由。"})
    _check_seen(row, value, seen)
    if value == OpinionValue.UNCLEAR:
        SecrecyFinding.objects.create(
            row=row, asked_by=act.account, asked_at=now(), question=note.strip()
        )
    return _tick(act, row, Column.WORKING_BODY, value, note, seen=seen)


@action("review.give_leader_opinion")
def give_leader_opinion(
    act: Act,
    row: ReviewRow,
    value: str,
    digest_seen: str,
    note: str = "",
    *,
    seen: Collection[str] = (),
) -> Opinion:
    """Tick 主管领导意见, after the working body's opinion is 同意 or 不同意.

    seen: as for the working body's opinion.
    """
    row = _ready_row(act, row, Column.LEADER, digest_seen)
    _check_value(value, [OpinionValue.AGREE, OpinionValue.DISAGREE])
    working = _current(row, Column.WORKING_BODY)
    if working is None or working.value == OpinionValue.UNCLEAR:
        raise NotAllowedNow("审查意见还没有填写或尚不明确，主管领导暂不能填写意见。")
    if working.account_id == act.account.pk:
        raise NotPermitted("同一行的审查意见和主管领导意见须由不同的人填写。")
    if value == OpinionValue.DISAGREE and not note.strip():
        raise Invalid({"note": "请写明不同意的理由。"})
    _check_seen(row, value, seen)
    return _tick(act, row, Column.LEADER, value, note, seen=seen)


@action("review.answer_unclear")
def answer_unclear(
    act: Act, finding: SecrecyFinding, may_publish: bool, result: str
) -> SecrecyFinding:
    """Give the secrecy body's written result; the row then waits for the reviewer again.

    Where the matter was referred, this enters the answer that came from there.
    """
    finding, record = _open_finding(act, finding)
    if not result.strip():
        raise Invalid({"result": "请填写书面审查结果。"})
    row = finding.row
    finding.answered_by, finding.answered_at = act.account, now()
    finding.may_publish, finding.result = may_publish, result.strip()
    finding.save()
    row.opinions.filter(column=Column.WORKING_BODY, current=True).update(current=False)
    act.record(
        record,
        unit=record.unit,
        after={"row": row.sequence, "may_publish": may_publish},
        why=result.strip(),
        label=row.title,
    )
    return finding


@action("review.refer_unclear")
def refer_unclear(
    act: Act, finding: SecrecyFinding, referred_to: str, reason: str
) -> SecrecyFinding:
    """Refer what the secrecy body cannot tell either to the competent authority or the secrecy
    administration (政府信息公开条例 Art. 17); the row waits for the answer from there.
    """
    finding, record = _open_finding(act, finding)
    if finding.referred_at is not None:
        raise NotAllowedNow(f"这一行已提请{finding.referred_to}确定，请等待答复。")
    errors = {}
    if not referred_to.strip():
        errors["referred_to"] = "请写明提请哪个主管部门或者保密行政管理部门。"
    if not reason.strip():
        errors["result"] = "请写明仍不明确的地方和提请的理由。"
    if errors:
        raise Invalid(errors)
    finding.referred_by, finding.referred_at = act.account, now()
    finding.referred_to, finding.referral = referred_to.strip(), reason.strip()
    finding.save()
    act.record(
        record,
        unit=record.unit,
        after={"row": finding.row.sequence, "referred_to": finding.referred_to},
        why=finding.referral,
        label=finding.row.title,
    )
    return finding


def _open_finding(act: Act, finding: SecrecyFinding) -> tuple[SecrecyFinding, Record]:
    """A question that this person may answer now, its record and sheet locked."""
    record = lock(finding.row.version.record_id)
    act.permit(record.unit)
    sheet = lock_sheet(finding.row.sheet_id)
    finding = SecrecyFinding.objects.select_related("row__version").get(pk=finding.pk)
    row = finding.row
    row.version.record = record
    check_open(sheet)
    check_row_counts(row)
    _check_not_own(row, act.account)
    if finding.answered_at is not None:
        raise NotAllowedNow("这一行的书面结果已经出具。")
    if finding.asked_by_id == act.account.pk:
        raise NotPermitted("这一行由您提请保密审查，书面结果须由其他人出具。")
    return finding, record


def _ready_row(act: Act, row: ReviewRow, column: Column, digest_seen: str) -> ReviewRow:
    record = lock(row.version.record_id)
    act.permit(record.unit)
    sheet = lock_sheet(row.sheet_id)
    row = _whole_row(row.pk)
    row.version.record = record
    check_row_counts(row)
    check_may_change(sheet, column, seats_signed(sheet))
    if refusal := not_halted(record):
        raise NotAllowedNow(refusal)
    _check_not_own(row, act.account)
    if row.version.state != VersionState.FROZEN or digest_of(row.version) != row.digest:
        raise Conflict("这条信息送审后被修改过，这一行不再有效。请承办人把新稿重新登记送审。")
    if digest_seen != row.digest:
        raise Conflict("您看到的不是这一行现在的内容，请刷新页面，看过正文和附件后再填写意见。")
    if damaged := damaged_attachments(row.version):
        raise Conflict(f"附件《{damaged[0]}》的内容与登记时不符，不能填写意见。请告知系统管理员。")
    return row


def _whole_row(row_id: int) -> ReviewRow:
    """The row with all that a tick looks at, read at once."""
    rows = whole(ReviewRow.objects.all(), "version__", files=("file__scan",))
    return (
        rows.select_related("version__item", "version__matter", "version__successor")
        .prefetch_related(
            Prefetch("opinions", queryset=Opinion.objects.filter(current=True), to_attr="ticks"),
        )
        .get(pk=row_id)
    )


def _check_not_own(row: ReviewRow, account: Account) -> None:
    """Whoever wrote any version of the record gives no opinion on it, whatever roles they hold."""
    if row.version.record.versions.filter(created_by=account).exists():
        raise NotPermitted("这条信息由您起草或修改过，审查意见须由其他人填写。")


def _check_value(value: str, allowed: list[str]) -> None:
    if value not in allowed:
        raise Invalid({"value": "请选择一项意见。"})


def _check_finding(row: ReviewRow, value: str) -> None:
    finding = row.findings.order_by("-id").first()
    if finding is None:
        return
    if finding.answered_at is None:
        raise NotAllowedNow("这一行已提请保密工作机构审查，请等待书面结果。")
    if value == OpinionValue.AGREE and not finding.may_publish:
        raise NotAllowedNow("保密工作机构的书面结果是不得公开，不能填写同意。")


def _check_seen(row: ReviewRow, value: str, seen: Collection[str]) -> None:
    if value != OpinionValue.AGREE:
        return
    for digest, name in unread_attachments(row.version).items():
        if digest not in seen:
            raise Invalid({"seen": _NOT_SEEN.format(name=name)})


def _current(row: ReviewRow, column: Column) -> Opinion | None:
    """The tick that counts in a column, as ``_whole_row`` read it."""
    ticks: list[Opinion] = vars(row)["ticks"]
    return next((opinion for opinion in ticks if opinion.column == column), None)


def _tick(
    act: Act, row: ReviewRow, column: Column, value: str, note: str, *, seen: Collection[str]
) -> Opinion:
    before = _current(row, column)
    if before is not None:
        row.opinions.filter(column=column, current=True).update(current=False)
    opinion = Opinion.objects.create(
        row=row,
        column=column,
        value=value,
        note=note.strip(),
        account=act.account,
        digest=row.digest,
        seen=sorted(set(seen) & attached_digests(row.version)),
        at=now(),
    )
    record = row.version.record
    act.record(
        record,
        unit=record.unit,
        before={"value": before.value} if before else None,
        after={"row": row.sequence, "column": column, "value": value, "digest": row.digest},
        why=note.strip(),
        label=row.title,
    )
    return opinion
