"""Releasing a reviewed record."""

from gongkai.organisation.acting import Act, action
from gongkai.publication.lifecycle import lock
from gongkai.publication.models import Record
from gongkai.release.actions.common import Going, admit, go_out
from gongkai.release.models import Release


@action("release.release")
def release(act: Act, record: Record) -> Release:
    """Release the newest reviewed version of ``record`` to the website, now.

    The gate is asked inside the transaction, with the record's row locked, so that no edit can
    come between. A record that is out already is corrected: its readers are told what changed.
    Of one that waits for its minute, nothing waits any more.
    Raises GateRefused, NotAllowedNow or Invalid; nothing changes then.
    """
    record = lock(record.pk)
    act.permit(record.unit)
    row = admit(record)
    return go_out(act, record, row, Going(act.account))
