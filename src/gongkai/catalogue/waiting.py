"""What of the catalogue waits for the Office: reviews that fall due, rows to check, files."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from gongkai.catalogue.models import CatalogueImport, Edition, EditionState, ImportState
from gongkai.catalogue.queries import to_check_count
from gongkai.ledger import clock
from gongkai.organisation.actor import Actor
from gongkai.organisation.scope import units_in_scope
from gongkai.organisation.waiting import WaitingItem

REMIND_DAYS = 30
"""Calendar days before a scheduled review from which the Office is reminded (F09)."""


def catalogue_waiting(actor: Actor) -> Iterator[WaitingItem]:
    """The reviews, rows and files of the actor's town; nothing for who may not work on them."""
    towns = units_in_scope(actor, "catalogue.confirm_item").values("town")
    edition = (
        Edition.objects.filter(town__in=towns, state=EditionState.IN_FORCE)
        .select_related("town")
        .first()
    )
    if edition is not None:
        yield from _review(edition)
        yield from _rows(edition)
    open_files = CatalogueImport.objects.filter(
        edition__town__in=towns, state=ImportState.OPEN
    ).select_related("edition__town")
    for upload in open_files.defer("content", "reading", "decisions"):
        yield _file(upload)


def _review(edition: Edition) -> Iterator[WaitingItem]:
    due = edition.review_due_on
    if due is None or clock.today() < due - timedelta(days=REMIND_DAYS):
        return
    late = clock.today() > due
    yield WaitingItem(
        what=f"评估标准目录《{edition.name}》",
        whose=edition.town.name,
        since=due - timedelta(days=REMIND_DAYS),
        reason="已过定期评估日期，请核对后新建版本或者另定日期" if late else "到了定期评估的时间",
        url=reverse("catalogue:review", args=[edition.number]),
        action_label="去评估",
        due=due,
    )


def _rows(edition: Edition) -> Iterator[WaitingItem]:
    count = to_check_count(edition)
    if count:
        yield WaitingItem(
            what=f"核对标准目录里的{count}项",
            whose=edition.town.name,
            since=edition.effective_from or timezone.localdate(edition.created_at),
            reason="这些事项还没有与部委标准指引附件核对，对外标明“待核对”",
            url=reverse("catalogue:check", args=[edition.number]),
            action_label="去核对",
        )


def _file(upload: CatalogueImport) -> WaitingItem:
    return WaitingItem(
        what=f"核对目录文件《{upload.name}》",
        whose=upload.edition.town.name,
        since=timezone.localdate(upload.uploaded_at),
        reason=f"已上传到《{upload.edition.name}》，还没有导入",
        url=reverse("catalogue:import", args=[upload.edition.number, upload.pk]),
        action_label="继续核对",
    )
