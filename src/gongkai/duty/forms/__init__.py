"""Forms of duties."""

from gongkai.duty.forms.acts import ACT_FORMS, ActForm
from gongkai.duty.forms.lists import BulkForm, CalendarForm, DutyFilterForm
from gongkai.duty.forms.others import (
    BasisNothingForm,
    EventForm,
    NothingForm,
    SettingForm,
    TransferForm,
)

__all__ = [
    "ACT_FORMS",
    "ActForm",
    "BasisNothingForm",
    "BulkForm",
    "CalendarForm",
    "DutyFilterForm",
    "EventForm",
    "NothingForm",
    "SettingForm",
    "TransferForm",
]
