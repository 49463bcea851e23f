"""What review does when a record changes under it."""

from gongkai.outbox.handlers import Delivery
from gongkai.publication.lifecycle import newest
from gongkai.publication.linking import check_links
from gongkai.publication.models import ENDED_STATES, Record, VersionState
from gongkai.review.models import ReviewRow, SheetState
from gongkai.review.scanning.standing import findings_of


def record_changed(delivery: Delivery) -> None:
    """What follows every change of a record: stale rows are closed, the new text is scanned."""
    close_stale_rows(delivery)
    scan_newest(delivery)


def scan_newest(delivery: Delivery) -> None:
    """Scan the newest version in the background, so that nobody waits for a large file, and try
    the addresses in it.
    """
    record = Record.objects.filter(pk=delivery.payload["record"]).first()
    if record is not None and record.state not in ENDED_STATES:
        version = newest(record)
        findings_of(version)
        check_links(version)


def close_stale_rows(delivery: Delivery) -> None:
    """Void the rows, on unsigned sheets, whose version is no longer the one to be reviewed.

    They have no effect already (the gate and the opinions look at the version); this makes it
    visible on the sheet.
    """
    stale = ReviewRow.objects.filter(
        version__record_id=delivery.payload["record"], open=True, sheet__state=SheetState.OPEN
    ).exclude(version__state=VersionState.FROZEN)
    stale.update(open=False, void_reason="送审后内容被修改或信息已撤下")
