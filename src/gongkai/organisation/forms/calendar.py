"""The form of a yearly notice."""

from typing import Any

from django import forms

from gongkai.organisation.forms.common import day_field
from gongkai.organisation.notice_text import read_days, read_holidays
from gongkai.organisation.refusals import Invalid
from gongkai.rules.notice import Notice

MODES = [
    ("new", "录入一年的放假通知"),
    ("amend", "录入调整通知（国务院办公厅另发通知调整已公布的安排）"),
    ("replace", "更正录入错误（替换该年以前的录入）"),
]


class NoticeForm(forms.Form):
    """A State Council notice on days off, as it is printed."""

    mode = forms.ChoiceField(label="办理事项", choices=MODES, initial="new")
    year = forms.IntegerField(label="年份", min_value=1949, max_value=2100)
    title = forms.CharField(
        label="通知标题",
        max_length=200,
        help_text="如：国务院办公厅关于2027年部分节假日安排的通知",
    )
    document_number = forms.CharField(
        label="文号", max_length=60, help_text="如：国办发明电〔2026〕7号"
    )
    issued = day_field("印发日期")
    holidays = forms.CharField(
        label="放假日期",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="每个节日一行，写第一天和最后一天（含周末），如：元旦 2027-01-01 至 2027-01-03",
    )
    working = forms.CharField(
        label="调休上班的周末",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="日期之间用空格或换行分开。如：2027-02-14 2027-02-27",
    )

    def clean(self) -> dict[str, Any]:
        """Read the two lists; what cannot be read is an error at its field."""
        given: dict[str, Any] = super().clean() or {}
        for name, read in (("holidays", read_holidays), ("working", read_days)):
            if name not in given:
                continue
            try:
                given[f"{name}_read"] = read(given[name])
            except Invalid as refused:
                self.add_error(name, refused.errors[name])
        return given

    def notice(self) -> Notice:
        """The notice that a valid form describes."""
        given = self.cleaned_data
        return Notice(
            year=given["year"],
            title=given["title"].strip(),
            document_number=given["document_number"].strip(),
            issued=given["issued"],
            off=given["holidays_read"],
            working=given["working_read"],
        )
