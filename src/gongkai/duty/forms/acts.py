"""One form for each thing that may be done with a duty."""

from typing import Any, ClassVar

from django import forms

from gongkai.duty import actions
from gongkai.duty.engine.settling import WEBSITE
from gongkai.duty.models import Answer, Duty
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Account, Unit

WHY = 200

NEWEST = 50
"""So many publications are offered as a duty's answer, the newest first."""


def day_field(label: str, help_text: str = "", *, required: bool = True) -> forms.DateField:
    """A day with the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, required=required, widget=widget)


def why_field(label: str, help_text: str = "", *, required: bool = True) -> forms.CharField:
    """A reason that goes to the ledger."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=WHY,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NamedField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A person or a unit, by name."""

    def label_from_instance(self, obj: Account | Unit) -> str:
        """The name."""
        return obj.name


class ActForm(forms.Form):
    """What an act on a duty asks; ``title``, ``button`` and ``told`` are its words.

    ``impossible`` says in one sentence why there is nothing to choose from, or is empty.
    """

    verb: ClassVar[str] = ""
    title: ClassVar[str] = ""
    intro: ClassVar[str] = ""
    button: ClassVar[str] = ""
    told: ClassVar[str] = ""

    def __init__(self, *args: Any, duty: Duty, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.duty, self.impossible = duty, ""
        self.prepare(duty)

    def prepare(self, duty: Duty) -> None:
        """Fill the choices that depend on the duty."""

    def act(self, actor: Actor) -> None:
        """Do it with what was given, the fields being the action's own names; raises Refused."""
        getattr(actions, self.verb)(actor, self.duty, **self.cleaned_data)


class ExcuseForm(ActForm):
    """已免除."""

    verb = "excuse"
    title, button, told = "免除任务", "确认免除", "已免除，单位会收到通知。"
    intro = "免除后这项任务不再计入应公开数，理由和办理人一直可查。"
    why = why_field("免除的理由或依据")


class ExtendForm(ActForm):
    """延期."""

    verb = "extend"
    title, button, told = "任务延期", "确认延期", "已延期，单位会收到通知。"
    intro = "延期不改变法定期限的计算，原来的到期日和依据仍然留存。"
    until = day_field("延期至")
    why = why_field("延期的理由")


class AssignForm(ActForm):
    """交办."""

    verb = "assign"
    title, button, told = "交办任务", "确认交办", "已交办。"
    account = NamedField(
        label="交给", queryset=Account.objects.none(), required=False, empty_label="本单位联络员"
    )
    why = why_field("说明", required=False)

    def prepare(self, duty: Duty) -> None:
        """Active people of the unit."""
        field = self.fields["account"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = Account.objects.filter(unit=duty.unit, is_active=True).order_by("name")
        field.initial = duty.assignee_id


class NothingPeriodForm(ActForm):
    """本期无此信息."""

    verb = "declare_nothing"
    title, button, told = "登记本期无此信息", "确认登记", "已登记本期无此信息。"
    intro = "登记以后如果又有了，可以恢复这项任务。"
    why = why_field("为什么本期没有此信息")


class ReopenForm(ActForm):
    """恢复."""

    verb = "reopen"
    title, button, told = "恢复任务", "确认恢复", "任务已恢复，重新计算到期日。"
    why = why_field("恢复的理由")


class EventDateForm(ActForm):
    """更正形成日期."""

    verb = "correct_event_date"
    title, button, told = "更正形成日期", "确认更正", "日期已更正，到期日重新计算。"
    intro = "已经发布的仍按真实的发布日期计算，更正只改变到期日。"
    formed_on = day_field("形成或者变更日期")
    until = day_field("另行规定的截止日", "公告等另行规定了期限的填写。", required=False)
    why = why_field("更正的原因")

    def prepare(self, duty: Duty) -> None:
        """Begin with what is there."""
        self.fields["formed_on"].initial, self.fields["until"].initial = duty.formed_on, duty.until


class ChannelForm(ActForm):
    """其他渠道公开凭证."""

    verb = "record_channel"
    title, button, told = "登记其他渠道公开凭证", "登记", "已登记公开凭证。"
    intro = "政府网站以发布凭证为准，不用登记；公示栏、广播等在这里登记。"
    channel = forms.ChoiceField(label="渠道")
    shown_on = day_field("公开日期")
    address = forms.URLField(label="网址", required=False, max_length=300, assume_scheme="https")
    note = forms.CharField(
        label="在哪里公开、凭证是什么",
        required=False,
        max_length=WHY,
        help_text="例如：村委会公示栏，照片2张。网址和说明至少填一项。",
    )

    def prepare(self, duty: Duty) -> None:
        """The channels that the item asks for."""
        channels = [name for name in duty.item.channels or () if name != WEBSITE]
        field = self.fields["channel"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [(name, name) for name in channels]


class AnswerField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A publication, by its day and title."""

    def label_from_instance(self, obj: Answer) -> str:
        """Day and title."""
        return f"{obj.released_on} {obj.release.version.title}"


class AnswerForm(ActForm):
    """指定完成任务的信息."""

    verb = "choose_answer"
    title, button, told = "指定完成任务的信息", "确认", "已指定。"
    intro = "系统按成文日期自动对应，对应错了在这里改。是否按时，仍按信息真实的发布日期计算。"
    answer = AnswerField(
        label="信息", queryset=Answer.objects.none(), empty_label="请选择", widget=forms.RadioSelect
    )
    why = why_field("说明", required=False)

    def prepare(self, duty: Duty) -> None:
        """What the unit released under the item and that answers another duty or none."""
        field = self.fields["answer"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        found = Answer.objects.filter(obligation=duty.obligation, stands=True)
        others = found.exclude(duty=duty).order_by("-released_on", "-id")
        newest = list(others.values_list("pk", flat=True)[:NEWEST])
        rows = Answer.objects.filter(pk__in=newest).select_related("release__version")
        field.queryset = rows.order_by("-released_on", "-id")
        if not newest:
            self.impossible = (
                "本单位在这个公开事项下没有别的已发布信息，没有可以改指到这里的。"
                "请先起草信息、归入这个事项并发布。"
            )

    def act(self, actor: Actor) -> None:
        """Choose it."""
        actions.choose_answer(
            actor, self.cleaned_data["answer"], self.duty, self.cleaned_data["why"]
        )


ACT_FORMS: dict[str, type[ActForm]] = {
    form.verb: form
    for form in (
        ExcuseForm,
        ExtendForm,
        AssignForm,
        NothingPeriodForm,
        ReopenForm,
        EventDateForm,
        ChannelForm,
        AnswerForm,
    )
}
"""Verb (as in ``states.ALLOWED``) → its form."""
