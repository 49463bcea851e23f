"""Django's view of the package."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Documents in and out; it has no tables of its own."""

    name = "gongkai.documents"
    label = "documents"
    verbose_name = "文档"
