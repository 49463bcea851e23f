"""What review does when a record changes under it."""

from gongkai.outbox.handlers import Delivery
from gongkai.publication.models import VersionState
from gongkai.review.models import ReviewRow, SheetState


def close_stale_rows(delivery: Delivery) -> None:
    """Void the rows, on unsigned sheets, whose version is no longer the one to be reviewed.

    They have no effect already (the gate and the opinions look at the version); this makes it
    visible on the sheet.
    """
    stale = ReviewRow.objects.filter(
        version__record_id=delivery.payload["record"], open=True, sheet__state=SheetState.OPEN
    ).exclude(version__state=VersionState.FROZEN)
    stale.update(open=False, void_reason="送审后内容被修改或信息已撤下")
