"""The form of a text of letters, and of a proof that comes after the service."""

from typing import Any

from django import forms

from gongkai.foi.forms.common import line, words
from gongkai.foi.forms.steps import StepForm
from gongkai.foi.letters.reading import without_proof
from gongkai.rules.foi.letter_forms import LetterForm
from gongkai.rules.foi.letter_forms.filling import LONGEST, problems, tidy


class TemplateForm(forms.Form):
    """The text of a form of letters; ``seen`` is the version that is being changed."""

    text = words("正文", rows=14, most=LONGEST * 2, help_text="一行是一段；首行缩进由系统排。")
    why = line("修改说明", required=False, help_text="保存时必填，如“按区法制部门意见修改”。")
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *given: Any, form: LetterForm, **options: Any) -> None:
        super().__init__(*given, **options)
        self.form = form

    def clean_text(self) -> str:
        """The text as it would be kept; what stands against it is named at the field."""
        tidied = tidy(str(self.cleaned_data["text"]))
        if wrong := problems(self.form, tidied):
            raise forms.ValidationError([forms.ValidationError(said) for said in wrong])
        return tidied


class ProofForm(StepForm):
    """送达凭证 that comes after its service was entered."""

    service = forms.ChoiceField(label="哪一件文书的送达")
    file = forms.FileField(
        label="凭证",
        help_text="邮政企业的交寄凭证、签了字的送达回证、发送记录的扫描件或者截图。",
    )

    def prepare(self) -> None:
        """The services that lack a proof."""
        found = [
            (str(one.pk), f"{one.letter.title} {one.letter.number}，{one.get_way_display()}")
            for one in without_proof(self.case)
        ]
        self.fields["service"].choices = found  # type: ignore[attr-defined]
