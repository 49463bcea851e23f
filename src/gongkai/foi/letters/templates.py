"""The text of each form: the town's newest version, else the packaged one."""

from dataclasses import dataclass

from gongkai.foi.models import LetterTemplate
from gongkai.organisation.models import Town
from gongkai.rules.foi.letter_forms import FORMS


@dataclass(frozen=True)
class Text:
    """A text of a form: its words, the version that holds it (None: packaged), its edition."""

    words: str
    template: LetterTemplate | None
    edition: str

    @property
    def version(self) -> int:
        """The number of the town's version; 0 for the packaged text."""
        return self.template.version if self.template else 0


def text_of(town: Town, form: str) -> Text:
    """The text of a form that is in use in a town now."""
    newest = LetterTemplate.objects.filter(town=town, form=form).order_by("-version").first()
    return version_of(form, newest)


def version_of(form: str, template: LetterTemplate | None) -> Text:
    """The text of one version; the packaged one for None."""
    if template is None:
        packaged = FORMS[form]
        return Text(packaged.text, None, f"系统范本第{packaged.edition}版")
    return Text(template.text, template, f"本镇范本第{template.version}版")


def texts_in_use(town: Town) -> dict[str, Text]:
    """The text in use of every form, by key."""
    newest: dict[str, LetterTemplate] = {}
    for row in LetterTemplate.objects.filter(town=town).select_related("by").order_by("version"):
        newest[row.form] = row
    return {form: version_of(form, newest.get(form)) for form in FORMS}
