"""The texts of letters, as the Office writes them: versions, never changed."""

from gongkai.foi.letters.templates import text_of
from gongkai.foi.models import LetterTemplate
from gongkai.ledger.clock import now
from gongkai.organisation.acting import Act, action
from gongkai.organisation.fitting import fitting_problems
from gongkai.organisation.models import Town, Unit
from gongkai.organisation.refusals import Conflict, Invalid
from gongkai.rules.foi.letter_forms import FORMS
from gongkai.rules.foi.letter_forms.filling import problems, tidy


@action("foi.edit_template")
def edit_template(
    act: Act, unit: Unit, form: str, text: str, why: str, *, seen: int
) -> LetterTemplate:
    """Keep a new version of the text of a form; letters from now on use it.

    form: a key of ``letter_forms.FORMS``. seen: the version that the person changed, 0 for the
    packaged text. Raises Invalid where a required field is gone, Conflict where somebody else was
    quicker.
    """
    act.permit(unit)
    found = FORMS.get(form)
    if found is None:
        raise Invalid({"text": "没有这种文书。"})
    tidied, errors = tidy(text), {}
    if wrong := problems(found, tidied):
        errors["text"] = "".join(wrong)
    if not why.strip():
        errors["why"] = "请写明修改的原因，以后可以查到。"
    errors |= fitting_problems(LetterTemplate, why=why)
    if errors:
        raise Invalid(errors)
    town = Town.objects.select_for_update(no_key=True).get(pk=unit.town_id)
    present = text_of(town, form)
    if present.version != seen:
        raise Conflict("没有保存：刚刚有人修改了这个范本。请核对新的版本后再修改。")
    if tidied == present.words:
        raise Invalid({"text": "正文没有变化，不需要保存新的版本。"})
    row = LetterTemplate.objects.create(
        town=town,
        form=form,
        version=present.version + 1,
        text=tidied,
        why=why.strip(),
        by=act.account,
        at=now(),
    )
    act.record(
        row,
        unit=unit,
        before={"edition": present.edition, "text": present.words},
        after={"version": row.version, "text": tidied},
        why=row.why,
        label=f"{found.name} 第{row.version}版",
    )
    return row
