"""Keeping the signed form: the owner role puts it away, nobody deletes it (N1, F42)."""

from gongkai.documents.review_sheet import review_sheet_pdf
from gongkai.documents.typesetting import MissingGlyphs
from gongkai.ledger.clock import now
from gongkai.organisation.acting import Act, action
from gongkai.organisation.refusals import NotAllowedNow
from gongkai.publication.files import store
from gongkai.review.actions.sheets import lock_sheet
from gongkai.review.models import ReviewSheet, SheetArchive, SheetState
from gongkai.review.printing import sheet_print
from gongkai.review.statement import signed_statements
from gongkai.rules.digest import canonical_json


@action("review.archive_sheet")
def archive_sheet(act: Act, sheet: ReviewSheet) -> SheetArchive:
    """Put a signed sheet away: its printed form and the signed statements, each as a file whose
    name is its digest.
    """
    sheet = lock_sheet(sheet.pk)
    act.permit(sheet.unit)
    if sheet.state != SheetState.SIGNED:
        raise NotAllowedNow("三个签字齐全之后才能归档。")
    if SheetArchive.objects.filter(sheet=sheet).exists():
        raise NotAllowedNow("这张审查表已经归档。")
    try:
        form = review_sheet_pdf(sheet_print(sheet), made_at=sheet.created_at)
    except MissingGlyphs as missing:
        raise NotAllowedNow(str(missing)) from None
    statements = canonical_json(signed_statements(sheet))
    archive = SheetArchive.objects.create(
        sheet=sheet,
        form=store(sheet.town, form, "application/pdf", None),
        statements=store(sheet.town, statements, "application/json", None),
        archived_by=act.account,
        archived_at=now(),
    )
    act.record(
        sheet,
        unit=sheet.unit,
        after={"form": archive.form.digest, "statements": archive.statements.digest},
    )
    return archive
