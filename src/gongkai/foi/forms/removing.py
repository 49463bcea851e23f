"""What is asked before personal data are removed at the end of their period."""

from django import forms

from gongkai.foi.forms.common import line, words


class RemoveForm(forms.Form):
    """按期清除."""

    why = words("依据", rows=3, most=280, help_text="如“保管期限届满，经鉴定同意销毁”。")
    archived_as = line("移交到", required=False, help_text="已移交档案馆的，写明接收单位和档号。")
