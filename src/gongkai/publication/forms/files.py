"""Files that people bring: attachments, documents to take over, pictures."""

from django import forms

HOW_APPEND, HOW_REPLACE = "append", "replace"


class ManyFilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class AttachForm(forms.Form):
    """Files to add."""

    file = forms.FileField(
        label="附件",
        widget=ManyFilesInput(attrs={"multiple": True}),
        help_text="PDF、DOCX、XLSX、图片、文本，每个不超过50 MB，可以多选。不得上传涉密文件。",
    )


class ImportForm(forms.Form):
    """A document to take over into the text; part of the page of drafting, sent with it."""

    use_required_attribute = False

    document = forms.FileField(
        label="从文件导入",
        required=False,
        help_text="Word、WPS、Excel、PDF 或文本，旧格式（.doc、.wps、.xls）也可以试。"
        "导入只是填好标题和正文，请核对后再保存。不得上传涉密文件。",
    )
    how = forms.ChoiceField(
        label="正文里已有的内容",
        choices=[(HOW_APPEND, "保留，导入的内容接在后面"), (HOW_REPLACE, "换成导入的内容")],
        initial=HOW_APPEND,
        widget=forms.RadioSelect,
        required=False,
    )
    keep_source = forms.BooleanField(label="保存时把原文件也作为附件", required=False)
