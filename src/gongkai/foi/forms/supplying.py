"""Drafting what an applicant will get."""

from typing import Any, cast

from django import forms

from gongkai.foi.actions import SupplyFacts
from gongkai.foi.actions.supply import OFFERED
from gongkai.foi.forms.common import line, uploaded, words
from gongkai.foi.models import Application, CaseFile, FileKind
from gongkai.foi.supplying import SUPPLYING
from gongkai.rules.foi.replies import BY_CODE


class FilesChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Files of the case."""

    def label_from_instance(self, obj: Any) -> str:
        """Kind and name."""
        return f"{obj.get_kind_display()}：{obj.name}"


class SupplyForm(forms.Form):
    """Title, whole or part, files of the case or a new one, words."""

    code = forms.ChoiceField(
        label="提供多少",
        choices=[(code, BY_CODE[code].name) for code in SUPPLYING],
        widget=forms.RadioSelect,
    )
    title = line(
        "名称",
        help_text="文件的名称，不照抄申请的内容，不写申请人的姓名：它会作为镇里的一条信息一直保存。",
    )
    originals = FilesChoice(
        label="案卷中的文件",
        queryset=CaseFile.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="取一份副本来涂盖、送审，原件仍然加密保存在案卷里。",
    )
    upload = forms.FileField(
        label="上传文件", required=False, help_text="先按“原件”加密存入案卷，再取副本。"
    )
    words = words("文字", required=False, help_text="直接用文字答复的内容；只提供文件的可以不填。")

    def __init__(self, *given: Any, case: Application, **options: Any) -> None:
        super().__init__(*given, **options)
        offered = case.files.filter(kind__in=OFFERED)
        cast(FilesChoice, self.fields["originals"]).queryset = offered
        if not offered.exists():
            del self.fields["originals"]

    def facts(self) -> SupplyFacts:
        """What was given, for the action."""
        given = self.cleaned_data
        upload = uploaded(FileKind.ORIGINAL, given["upload"])
        return SupplyFacts(
            code=given["code"],
            title=given["title"],
            words=given["words"],
            files=list(given.get("originals", ())),
            upload=upload[0] if upload else None,
        )
