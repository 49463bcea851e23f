"""Forms of urging: the filter of the list, the reply, and what the Office decides."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from gongkai.duty import actions
from gongkai.duty.forms.acts import day_field, why_field
from gongkai.duty.models import Urging, UrgingState
from gongkai.duty.queries import UrgingFilter
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Unit

LATE = "late"


class UrgingFilterForm(forms.Form):
    """Words, unit and state, in the address."""

    text = forms.CharField(label="督办要求", required=False)
    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[("", "全部"), (LATE, "过期没有回复"), *UrgingState.choices],
    )
    unit = forms.ChoiceField(label="单位", required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - says so to the type checker
        field.choices = [("", "全部"), *units.values_list("slug", "name")]

    def wanted(self) -> UrgingFilter:
        """What was asked for; nothing of an address that cannot be read."""
        if not self.is_valid():
            return UrgingFilter()
        given = dict(self.cleaned_data)
        if given["state"] == LATE:
            given |= {"state": "", "late": True}
        return UrgingFilter(**given)


class UrgingForm(forms.Form):
    """One step of an urging; ``title``, ``button`` and ``told`` are its words."""

    verb: ClassVar[str] = ""
    title: ClassVar[str] = ""
    intro: ClassVar[str] = ""
    button: ClassVar[str] = ""
    told: ClassVar[str] = ""

    def act(self, actor: Actor, urging: Urging) -> None:
        """Do it, the fields being the action's own names; raises Refused."""
        getattr(actions, self.verb)(actor, urging, **self.cleaned_data)


class ReplyForm(UrgingForm):
    """回复."""

    verb = "reply_urging"
    title, button, told = "回复督办", "回复", "已回复，党政办公室会核对。"
    intro = "已经公开的，写明哪一天公开；还没有的，写明什么时候公开、有什么困难。"
    text = forms.CharField(
        label="办理情况", max_length=1000, widget=forms.Textarea(attrs={"rows": 5})
    )


class AcceptForm(UrgingForm):
    """办结."""

    verb = "accept_urging"
    title, button, told = "办结督办", "确认办结", "已办结。"
    intro = "办结以后不再提醒，督办和回复一直可查。"
    why = why_field("说明", required=False)


class ReturnForm(UrgingForm):
    """退回."""

    verb = "return_urging"
    title, button, told = "退回回复", "退回，请重新回复", "已退回，单位会收到提醒。"
    why = why_field("退回的理由")
    reply_by = day_field("新的回复期限")


class WithdrawForm(UrgingForm):
    """撤回."""

    verb = "withdraw_urging"
    title, button, told = "撤回督办", "确认撤回", "已撤回。"
    intro = "撤回以后单位不用再回复，这份督办仍在列表里。"
    why = why_field("撤回的理由")


URGING_FORMS: dict[str, type[UrgingForm]] = {
    "reply": ReplyForm,
    "accept": AcceptForm,
    "return": ReturnForm,
    "withdraw": WithdrawForm,
}
"""Step (part of the address) → its form."""
