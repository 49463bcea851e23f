"""Forms of the registers: references, requests, practices, concerns."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.campaign.forms.common import choose_from, day_field, model_choice, text_field
from gongkai.campaign.forms.plans import RecordOf
from gongkai.ledger.clock import today
from gongkai.organisation.models import Unit
from gongkai.publication.models import Record
from gongkai.rules import concerns, practices
from gongkai.rules.new_media import PLATFORMS


class OfUnit(forms.Form):
    """The unit in whose name something is entered."""

    unit = model_choice("单位", Unit.objects.none())

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", units)
        first = list(units[:2])
        if len(first) == 1:
            self.fields["unit"].initial = first[0].pk


class ReferenceForm(OfUnit):
    """Another place's experience."""

    place = forms.CharField(label="地区、单位", max_length=80)
    title = forms.CharField(label="经验名称", max_length=120)
    source = forms.CharField(
        label="来源", max_length=200, help_text="从哪里看到的：网站、报刊、文件、实地考察。"
    )
    source_on = day_field("来源日期", help_text="来源发表或者考察的日期。")
    url = forms.URLField(label="网址", required=False, max_length=300, assume_scheme="https")
    content = text_field("主要做法")
    use = text_field("拟借鉴、已借鉴", required=False, rows=3)
    field_order = ("unit", "place", "title", "source", "source_on", "url", "content", "use")


class RequestForm(OfUnit):
    """What is asked of a superior department."""

    addressee = forms.CharField(label="上级部门", max_length=80)
    subject = forms.CharField(label="事由", max_length=120)
    content = text_field("内容")
    document_number = forms.CharField(label="发文字号", max_length=60, required=False)
    sent_on = day_field("发出日期")
    reply_by = day_field("希望答复日期", required=False, help_text="过了这一天没有答复，会提醒您。")
    field_order = (
        *("unit", "addressee", "subject", "content"),
        *("document_number", "sent_on", "reply_by"),
    )


class AnswerForm(forms.Form):
    """What a superior department answered."""

    reply = text_field("答复内容")
    replied_on = day_field("答复日期")


class SettleForm(forms.Form):
    """What became of the answer."""

    outcome = text_field("落实情况", rows=3)


class PracticeForm(OfUnit):
    """A new way that a unit tried."""

    kind = forms.ChoiceField(label="方面")
    title = forms.CharField(label="名称", max_length=120)
    happened_on = day_field("日期")
    content = text_field("做法")
    effect = text_field("效果", rows=3)
    field_order = ("unit", "kind", "title", "happened_on", "content", "effect")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "kind", practices.TABLE.choices(today()))


class MediaForm(OfUnit):
    """An account on another platform."""

    platform = forms.ChoiceField(label="平台")
    name = forms.CharField(label="账号名称", max_length=80)
    identifier = forms.CharField(
        label="账号标识", max_length=80, required=False, help_text="平台给的账号、原始ID等。"
    )
    opened_on = day_field("开通日期", help_text="从这一天起计算更新期限。")
    field_order = ("unit", "platform", "name", "identifier", "opened_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "platform", PLATFORMS.choices(today()))


class PostForm(forms.Form):
    """A post of reviewed content: of any unit, for a town's account carries what all publish."""

    record = forms.CharField(
        label="发布的信息", max_length=64, help_text="填写索引号。须是已经审查通过的本镇信息。"
    )
    posted_on = day_field("发布日期", help_text="不早于这条信息公开或者审查通过的日期。")
    url = forms.URLField(
        label="网址",
        max_length=300,
        assume_scheme="https",
        help_text="在平台上打开发布的内容，复制它的链接，作为已经发布的凭证。",
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit

    def clean_record(self) -> Record:
        """The record of that number; an error where the town has none."""
        number = self.cleaned_data["record"].strip()
        found = Record.objects.filter(town_id=self.unit.town_id, index_number=number).first()
        if found is None:
            raise forms.ValidationError(f"本镇没有索引号为{number}的信息，请核对。")
        return found


class MomentInput(forms.DateTimeInput):
    """A day and a time, with the browser's own picker."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M", attrs={"class": "short"})


class ConcernForm(OfUnit):
    """A concern and the unit that answers it."""

    kind = forms.ChoiceField(label="类别")
    title = forms.CharField(label="关切的事", max_length=120)
    source = forms.CharField(
        label="从哪里发现", max_length=120, help_text="如：政务服务热线、网站留言、新媒体评论。"
    )
    content = text_field("情况")
    found_at = forms.DateTimeField(
        label="发现时间",
        widget=MomentInput(),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        help_text="北京时间。时限从这一刻起算，夜间和节假日不扣除。",
    )
    field_order = ("kind", "title", "source", "content", "found_at", "unit")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].label = "交办单位"
        set_choices(self, "kind", concerns.KINDS.choices(today()))


class ResponseForm(RecordOf):
    """Where and how a concern was answered."""

    where = forms.CharField(
        label="在哪里回应", max_length=200, help_text="如：镇政务公开网站、发布会、新媒体账号。"
    )
    words = text_field("回应内容", help_text="以登记的时刻为完成时间，不能倒填。")
    field_order = ("where", "words", "record")


def set_choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Offer the rows of a table, an empty one first."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101
    field.choices = [("", "请选择"), *choices]
