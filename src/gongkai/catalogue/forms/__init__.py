"""Forms of the catalogue."""

from gongkai.catalogue.forms.editions import (
    EditionForm,
    InForceForm,
    RenameForm,
    ReviewForm,
    WhyForm,
)
from gongkai.catalogue.forms.imports import BulkForm, LeaveOutForm, RowForm, UploadForm
from gongkai.catalogue.forms.items import ItemFilterForm, ItemForm, MatchForm, UnitsForm

__all__ = [
    "BulkForm",
    "EditionForm",
    "InForceForm",
    "ItemFilterForm",
    "ItemForm",
    "LeaveOutForm",
    "MatchForm",
    "RenameForm",
    "ReviewForm",
    "RowForm",
    "UnitsForm",
    "UploadForm",
    "WhyForm",
]
