"""The gate of promise 1: what must be true before content reaches anybody outside.

It knows content and digest, not web pages: a reply to an applicant, a village posting, a
notice-board sheet pass here as well.
"""

import json
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, Subquery
from django.utils import timezone

from gongkai.organisation.refusals import Refused
from gongkai.publication.content import damaged_attachments, digest_of, whole
from gongkai.publication.lifecycle import newest
from gongkai.publication.models import (
    Publicity,
    Record,
    VersionState,
)
from gongkai.publication.states import not_halted
from gongkai.release.models import Release
from gongkai.review.models import (
    Column,
    OpinionValue,
    ReviewRow,
    Seat,
    SheetState,
    Signature,
)
from gongkai.review.scanning.standing import NotCleared, check_cleared
from gongkai.review.signing import Signed, is_genuine

LIMITED_AUDIENCE = "特定群体"


class GateRefused(Refused):
    """The content may not go out; ``str()`` says why, in Chinese."""


def covering_row(record: Record) -> ReviewRow:
    """The review row that covers exactly the newest content of ``record``.

    Recomputes the digest from what is stored now, bytes of attachments included, and checks the
    row, both opinions, the sheet's three signatures, the leader's signature over this row, and
    that no hard finding of the scan is open. Raises GateRefused on the first thing that does not
    hold. The row comes with ``earlier``: the number of the release that is public now, or None.
    """
    row = _row_of(record)
    version = row.version
    version.record = record
    if not row.digest == version.digest == digest_of(version):
        raise GateRefused("内容与审查时不一致，原审查意见不再有效，请重新送审。")
    if damaged := damaged_attachments(version):
        raise GateRefused(f"附件《{damaged[0]}》与审查时不一致，不能发布。")
    check_opinions(row)
    check_signatures(row)
    _check_scan(row)
    return row


def earlier_release(row: ReviewRow) -> int | None:
    """The number of the release of the record that is public now; None if there is none."""
    number: int | None = vars(row)["earlier"]
    return number


def was_released(row: ReviewRow) -> bool:
    """Whether the record was ever released, also if it is public no more."""
    return bool(vars(row)["was_released"])


def check_website(row: ReviewRow) -> None:
    """Whether this content may go to the website: form ticked, proactive, open to everybody.

    What is for a limited audience is never put on the website (社会救助法 Art. 45; handbook 5.7).
    """
    item = row.version.item
    if not row.on_website:
        raise GateRefused("审查表上没有勾选“网站公开”，不能在网站发布。")
    if row.version.publicity != Publicity.PROACTIVE:
        raise GateRefused("公开属性不是主动公开，不能在网站发布。")
    if item is not None and item.audience == LIMITED_AUDIENCE:
        raise GateRefused("这个公开事项只面向特定群体，不能在网站向全社会发布。")
    if item is None and not row.version.no_item_reason:
        raise GateRefused("没有归入公开事项，也没有写明理由，不能发布。")


def check_media(record: Record) -> None:
    """Raise GateRefused where content may not go out on a platform beside the website, now.

    Nothing goes out there past the review (审查表填表说明 2). What is public on the website passed
    the gate; else the newest content must: with a form ticked that reaches everybody, proactive,
    and for no limited audience (社会救助法 Art. 45; handbook 5.7).
    """
    if said := not_halted(record):
        raise GateRefused(said)
    if record.live_as:
        return
    row = covering_row(record)
    item = row.version.item
    if not row.on_website and not row.elsewhere:
        raise GateRefused("审查表上只勾选了“依申请公开”，不能在新媒体上发布。")
    if row.version.publicity != Publicity.PROACTIVE:
        raise GateRefused("公开属性不是主动公开，不能在新媒体上发布。")
    if item is not None and item.audience == LIMITED_AUDIENCE:
        raise GateRefused("这个公开事项只面向特定群体，不能在新媒体上向全社会发布。")


class MediaSince(NamedTuple):
    """The first day on which a record may stand on a platform, and what happened on it."""

    day: date
    what: str


def media_since(record: Record) -> MediaSince:
    """From which day a record may have been posted on a platform beside the website.

    Where its sheet names another carrier (审查表“其他”), and where it is not yet public, from the
    day on which the sheet was signed; else from the day of its first release, for it was reviewed
    for the website, and the platform carries what stands there. Raises GateRefused without a
    signed row.
    """
    releases = Release.objects.filter(record=record, first=True)
    first = releases.select_related("row__sheet").first()
    if first is not None and not first.row.elsewhere:
        return MediaSince(timezone.localdate(first.released_at), "公开")
    row = covering_row(record) if first is None else first.row
    signed = max(signature.at for signature in row.sheet.signatures.all())
    return MediaSince(timezone.localdate(signed), "审查通过")


def admit_on_request(record: Record) -> ReviewRow:
    """Everything that must hold before content is handed to an applicant (依申请公开), now.

    The same gate as for the website, and the form ticked on the sheet: what was reviewed for one
    use is not thereby reviewed for another. Gives the covering row; raises GateRefused.
    """
    row = covering_row(record)
    if not row.on_request:
        raise GateRefused("审查表上没有勾选“依申请公开”，不能提供给申请人。")
    if row.version.publicity == Publicity.WITHHELD:
        raise GateRefused("公开属性是不予公开，不能提供给申请人。")
    return row


def _row_of(record: Record) -> ReviewRow:
    """The signed row of the frozen version, with all that the gate looks at, read at once."""
    releases = Release.objects.filter(record=record)
    rows = whole(ReviewRow.objects.all(), "version__", files=("file__scan",))
    row = (
        rows.filter(version__record=record, open=True)
        .filter(version__state=VersionState.FROZEN)
        .select_related(
            "sheet",
            "version__item__edition",
            "version__matter",
            "version__successor",
            "version__scan",
        )
        .prefetch_related(
            "opinions",
            "sheet__signatures",
        )
        .annotate(
            earlier=Subquery(releases.filter(current=True).values("number")[:1]),
            was_released=Exists(releases),
        )
        .first()
    )
    if row is None:
        raise GateRefused(_why_no_row(record))
    if row.sheet.state != SheetState.SIGNED:
        raise GateRefused(f"第{row.sheet.number}号审查表还没有签完字，不能发布。")
    return row


def _why_no_row(record: Record) -> str:
    if newest(record).state != VersionState.FROZEN:
        return "最新的内容还没有送审，或送审后又被修改，不能发布。"
    return "没有登记保密审查，不能发布。"


def _check_scan(row: ReviewRow) -> None:
    """No open hard finding (handbook 5.3): also one that was decided against after the review."""
    try:
        check_cleared(row.version)
    except NotCleared as refused:
        raise GateRefused(str(refused)) from None


def check_opinions(row: ReviewRow) -> None:
    """Both columns say 同意, on this digest."""
    given = {o.column: o for o in row.opinions.all() if o.current}
    for column in Column:
        opinion = given.get(column)
        if opinion is None or opinion.value != OpinionValue.AGREE:
            raise GateRefused(f"{column.label}不是“同意”，不能发布。")
        if opinion.digest != row.digest:
            raise GateRefused(f"{column.label}针对的不是现在的内容，请重新送审。")


def check_signatures(row: ReviewRow) -> None:
    """Three people signed, and the leader's signature is genuine and speaks of this row."""
    signatures = {s.seat: s for s in row.sheet.signatures.all()}
    people = {s.account_id for s in signatures.values()}
    if set(signatures) != set(Seat.values) or len(people) != len(Seat.values):
        raise GateRefused("审查表须由承办人、审查人员、主管领导三人分别签字，不能发布。")
    if not _covers(signatures[Seat.LEADER], row):
        raise GateRefused("主管领导的签字与这条信息的内容不符，不能发布。请告知系统管理员。")


def _covers(signature: Signature, row: ReviewRow) -> bool:
    """Whether a genuine leader's signature speaks of this row, its digest and forms, and two
    同意.
    """
    signed = Signed(signature.algorithm, signature.key_id, signature.value)
    if not is_genuine(signature.statement.encode(), signed):
        return False
    stated = json.loads(signature.statement)
    wanted = sorted([column.value, OpinionValue.AGREE.value] for column in Column)
    return stated["code"] == row.sheet.code and any(
        entry["sequence"] == row.sequence
        and entry["digest"] == row.digest
        and entry["forms"] == [row.on_website, row.on_request, row.elsewhere]
        and sorted(entry["opinions"]) == wanted
        for entry in stated["rows"]
    )
