"""Forms of the scan."""

from typing import Any

from django import forms

from gongkai.review.actions.words import MOST_SHOWN
from gongkai.review.models import WordKind
from gongkai.rules.detectors import KINDS, Kind
from gongkai.rules.masking import DEFAULT, Pattern, Style

KIND_NAMES = {Kind(row.code): row.name for row in KINDS}
YES_NO = [("yes", "可以公开"), ("no", "不得公开")]


def _text(label: str, help_text: str, most: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=help_text,
    )


class AskForm(forms.Form):
    """Why what was found should be published as it stands."""

    question = _text(
        "为什么需要原样公开", "保密工作机构据此出具书面认定；认定之前不能送审和发布。", 500
    )


class DecideForm(forms.Form):
    """The secrecy body's decision on a finding."""

    may_publish = forms.ChoiceField(label="认定", choices=YES_NO, widget=forms.RadioSelect)
    result = _text("书面认定", "写明依据和理由，记入台账。", 2000)


class LeakForm(forms.Form):
    """What became of a secrecy mark."""

    conclusion = forms.ChoiceField(
        label="核查结论",
        choices=[
            ("yes", "确属国家秘密：已按规定报告和处置，销毁隔离的内容"),
            ("no", "不属于国家秘密：清除隔离的副本，原件可以重新上传"),
        ],
        widget=forms.RadioSelect,
    )
    result = _text("处理情况", "写明核查过程、向谁报告、怎样处置，记入台账。", 2000)


class WordForm(forms.Form):
    """A word to add."""

    kind = forms.ChoiceField(label="类别", choices=WordKind.choices)
    text = forms.CharField(label="词语", min_length=2, max_length=60)
    note = forms.CharField(
        label="提示",
        max_length=200,
        required=False,
        help_text="扫描到时显示，例如规范的写法。",
    )


class WordFileForm(forms.Form):
    """A workbook of words."""

    file = forms.FileField(
        label="XLSX 词库",
        help_text="第1行是列名：类别、词语、提示。类别填敏感表述、领导人姓名职务、禁用语之一。",
    )
    replace = forms.BooleanField(label="用这份词库替换现有的全部词语", required=False)


class PatternsForm(forms.Form):
    """How many signs stay at the ends of a masked number."""

    def __init__(self, *args: Any, patterns: dict[Kind, Pattern], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, pattern in patterns.items():
            if DEFAULT[kind].style is not Style.KEEP:
                continue
            for end, words in (("head", "开头"), ("tail", "结尾")):
                self.fields[f"{kind}_{end}"] = forms.IntegerField(
                    label=f"{KIND_NAMES[kind]}：{words}保留几位",
                    min_value=0,
                    max_value=MOST_SHOWN,
                    initial=getattr(pattern, end),
                )

    def patterns(self) -> dict[str, dict[str, int]]:
        """What was filled in, as the action takes it."""
        found: dict[str, dict[str, int]] = {}
        for name, value in self.cleaned_data.items():
            kind, _, end = name.rpartition("_")
            found.setdefault(kind, {})[end] = value
        return found
