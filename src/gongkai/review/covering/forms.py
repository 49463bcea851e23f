"""Rows of rectangles to cover, in hundredths of the page."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.documents.redacting.burning import Cover
from gongkai.review.covering.proposing import Proposal

if TYPE_CHECKING:
    _FormSet = forms.BaseFormSet["CoverForm"]
else:
    # At run time Django's class takes no parameters.
    _FormSet = forms.BaseFormSet

MOST_ROWS = 2000
_EDGES = ("left", "top", "width", "height")


def _share(label: str, least: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=Decimal(least),
        max_value=100,
        decimal_places=2,
        required=False,
        widget=forms.NumberInput(attrs={"step": "0.01", "inputmode": "decimal"}),
    )


class CoverForm(forms.Form):
    """One rectangle; a row without a page is nothing."""

    use_required_attribute = False

    why = forms.CharField(required=False, widget=forms.HiddenInput, max_length=400)
    page = forms.IntegerField(label="页", min_value=1, required=False)
    left = _share("距左边（%）", "0")
    top = _share("距上边（%）", "0")
    width = _share("宽（%）", "0.01")
    height = _share("高（%）", "0.01")

    def clean(self) -> dict[str, Any]:
        """All four edges, within the page."""
        given = self.cleaned_data
        if given.get("page") is None or self.errors:
            return given
        for name in _EDGES:
            if given.get(name) is None:
                self.add_error(name, "请填写，或者清空这一行的页码。")
        if self.errors:
            return given
        for start, length, words in (("left", "width", "右边"), ("top", "height", "下边")):
            if given[start] + given[length] > 100:
                self.add_error(length, f"方框超出了页面的{words}，请改小。")
        return given

    def cover(self) -> Cover | None:
        """The rectangle; None for an empty row."""
        given = self.cleaned_data
        if given.get("page") is None:
            return None
        left, top, width, height = (float(given[name]) / 100 for name in _EDGES)
        return Cover(given["page"], left, top, min(left + width, 1.0), min(top + height, 1.0))


class BaseCoverFormSet(_FormSet):
    """All rows."""

    def initial_form_count(self) -> int:
        """None of what is sent: a row that was taken away is missing, and that is no fault."""
        return 0 if self.is_bound else super().initial_form_count()

    def covers(self) -> list[Cover]:
        """The rectangles of the rows that are filled in."""
        return [cover for form in self.forms if (cover := form.cover()) is not None]


CoverFormSet = forms.formset_factory(
    CoverForm, formset=BaseCoverFormSet, extra=1, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)


def rows_of(proposals: Iterable[Proposal]) -> list[dict[str, object]]:
    """What the form begins with."""
    return [
        {
            "why": proposal.why,
            "page": proposal.cover.page,
            "left": _hundredths(proposal.cover.left),
            "top": _hundredths(proposal.cover.top),
            "width": _hundredths(proposal.cover.right - proposal.cover.left),
            "height": _hundredths(proposal.cover.bottom - proposal.cover.top),
        }
        for proposal in proposals
    ]


def _hundredths(share: float) -> Decimal:
    return Decimal(share * 100).quantize(Decimal("0.01"))
