"""Which item of the catalogue a record is filed under."""

from typing import Any

from django import forms

from gongkai.catalogue.models import Item
from gongkai.organisation.models import Town
from gongkai.publication.forms.choices import choose, item_choices


class FilingForm(forms.Form):
    """Which item, or why none."""

    item = forms.ChoiceField(
        label="公开事项",
        required=False,
        help_text="从施行中的标准目录里选。送审前必须选定，或在下一栏写明为什么不对应任何事项。",
    )
    no_item_reason = forms.CharField(label="不对应目录事项的理由", required=False, max_length=300)

    def __init__(self, *args: Any, town: Town, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.town = town
        choose(self, "item", item_choices(town))

    def chosen_item(self) -> Item | None:
        """The chosen item, if any."""
        key = self.cleaned_data["item"]
        return Item.objects.select_related("edition", "field").get(pk=key) if key else None
