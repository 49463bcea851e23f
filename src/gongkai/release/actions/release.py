"""Releasing a reviewed record."""

from django.db.models import Max

from gongkai.ledger.clock import now
from gongkai.organisation.acting import Act, action
from gongkai.organisation.models import Town
from gongkai.organisation.refusals import Invalid
from gongkai.publication.lifecycle import advance, lock
from gongkai.publication.models import Record, VersionState
from gongkai.release.gate import check_website, covering_row
from gongkai.release.models import ChannelKind, Delivery, Release
from gongkai.review.models import ReviewRow

ENDED_VALIDITIES = frozenset({"失效", "废止"})
"""Values of 有效性 of a document that stays readable but is in force no more."""


@action("release.release")
def release(act: Act, record: Record, change_note: str = "") -> Release:
    """Release the newest reviewed version of ``record`` to the website.

    The gate is asked inside the transaction, with the record's row locked, so that no edit can
    come between. A record that is out already is corrected: its readers are told what changed.
    Raises GateRefused, NotAllowedNow or Invalid; nothing changes then.
    """
    record = lock(record.pk)
    act.permit(record.unit)
    row = covering_row(record)
    check_website(row)
    earlier = record.releases.filter(current=True).first()
    if earlier is not None and not change_note.strip():
        raise Invalid({"change_note": "这条信息已经公开过，请写明这次更正了什么。"})
    advance(record, _verb(row.version.validity, earlier))
    new = _register(act, record, row, change_note.strip())
    act.record(
        record,
        unit=record.unit,
        before={"release": earlier.number} if earlier else None,
        after={"release": new.number, "version": row.version.number, "digest": new.digest},
        why=new.change_note,
        label=row.title,
    )
    act.effect(
        "portal.release",
        {"town": record.town.slug, "record": record.pk, "release": new.pk},
        key=f"portal.release:{new.pk}",
    )
    return new


def _verb(validity: str, earlier: Release | None) -> str:
    """Which step of the table a release is: the first, a correction, or that it is repealed."""
    if validity in ENDED_VALIDITIES:
        return "release_repeal"
    return "release_correction" if earlier else "release"


def _register(act: Act, record: Record, row: ReviewRow, change_note: str) -> Release:
    Town.objects.select_for_update().get(pk=record.town_id)
    top = Release.objects.filter(town_id=record.town_id).aggregate(top=Max("number"))["top"] or 0
    first = not record.releases.exists()
    record.releases.filter(current=True).update(current=False)
    record.versions.filter(state=VersionState.LIVE).update(state=VersionState.PAST)
    record.versions.filter(pk=row.version_id).update(state=VersionState.LIVE)
    moment = now()
    new = Release.objects.create(
        town_id=record.town_id,
        number=top + 1,
        record=record,
        version_id=row.version_id,
        row=row,
        digest=row.digest,
        first=first,
        released_at=moment,
        released_by=act.account,
        change_note=change_note,
    )
    Delivery.objects.create(release=new, channel=ChannelKind.WEBSITE, updated_at=moment)
    return new
