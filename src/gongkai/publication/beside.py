"""What drafting itself shows beside a record."""

from gongkai.organisation.actor import Actor
from gongkai.organisation.scope import reaches
from gongkai.publication.advice import checklist, lacking
from gongkai.publication.lifecycle import newest_whole
from gongkai.publication.models import Record, RecordState
from gongkai.publication.panels import Panel


def panel(actor: Actor, record: Record) -> Panel | None:
    """Before review: what is lacking, and the elements that the item asks for."""
    if record.state != RecordState.DRAFT or not reaches(actor, "publication.edit", record.unit):
        return None
    version = newest_whole(record)
    version.record = record
    values = {"lacking": lacking(version), "elements": checklist(version)}
    return Panel("送审前核对", "publication/readiness.html", values)
