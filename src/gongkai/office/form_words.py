"""What a form says when something does not fit: in our words, which say what to do.

Django's own Chinese calls a field 变量, and some of its sentences are not translated at all.
"""

from typing import Any

from django.core import validators
from django.forms import fields, models

_VALIDATORS: dict[type[Any], str] = {
    validators.MaxLengthValidator: "最多%(limit_value)d个字，现在有%(show_value)d个字，请缩短。",
    validators.MinLengthValidator: "至少%(limit_value)d个字，现在有%(show_value)d个字。",
    validators.MaxValueValidator: "不能大于%(limit_value)s。",
    validators.MinValueValidator: "不能小于%(limit_value)s。",
    validators.EmailValidator: "请填写完整的电子邮箱，例如 name@example.cn。",
    validators.URLValidator: "请填写完整的网址，例如 https://www.example.gov.cn。",
}
_FIELDS: dict[type[fields.Field], dict[str, str]] = {
    fields.Field: {"required": "请填写。"},
    fields.IntegerField: {"invalid": "请填写整数。"},
    fields.DecimalField: {"invalid": "请填写数字。"},
    fields.DateField: {"invalid": "请填写日期，例如 2026-01-31。"},
    fields.TimeField: {"invalid": "请填写时间，例如 09:00。"},
    fields.URLField: {"invalid": "请填写完整的网址，例如 https://www.example.gov.cn。"},
    fields.FileField: {
        "invalid": "没有收到文件，请重新选择。",
        "missing": "没有收到文件，请重新选择。",
        "empty": "这个文件是空的，请重新选择。",
        "max_length": "文件名最多%(max)d个字，现在有%(length)d个字，请改短后再上传。",
    },
    fields.ChoiceField: {"invalid_choice": "“%(value)s”不在选项里，请重新选择。"},
    fields.MultipleChoiceField: {"invalid_choice": "“%(value)s”不在选项里，请重新选择。"},
    models.ModelChoiceField: {"invalid_choice": "这一项不在选项里，请重新选择。"},
    models.ModelMultipleChoiceField: {"invalid_choice": "有一项不在选项里，请重新选择。"},
}


def use_plain_words() -> None:
    """Give validators and fields these words, wherever a form does not say its own."""
    for validator, words in _VALIDATORS.items():
        validator.message = words
    for field, errors in _FIELDS.items():
        field.default_error_messages = {**field.default_error_messages, **errors}
