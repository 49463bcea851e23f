"""Where a record stands in the steps of its field, on the record's page (F23)."""

from django.urls import reverse

from gongkai.campaign.models import FieldStep
from gongkai.campaign.queries import course_of
from gongkai.organisation.actor import Actor
from gongkai.organisation.scope import reaches
from gongkai.publication.lifecycle import newest
from gongkai.publication.models import Record
from gongkai.publication.panels import Panel


def panel(actor: Actor, record: Record) -> Panel | None:
    """The steps with the one in hand; or the offer to begin where the field has steps."""
    version = newest(record)
    course = course_of(record, version.matter_id)
    if course is not None:
        link = ("查看流程", reverse("campaign:course", args=[course.pk]))
        values = {"course": course, "steps": list(course.steps.all())}
        return Panel("领域流程", "campaign/panel.html", values, more=(link,))
    item = version.item
    if item is None or not reaches(actor, "campaign.begin_course", record.unit):
        return None
    steps = FieldStep.objects.filter(town_id=record.town_id, field_id=item.field_id)
    if not steps.exists():
        return None
    link = ("开始流程", reverse("campaign:course_begin", args=[record.slug]))
    return Panel("领域流程", "campaign/panel.html", {"course": None}, more=(link,))
