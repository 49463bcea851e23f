"""The ledger package as a Django application."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Names the package to Django."""

    name = "gongkai.ledger"
    label = "ledger"
    verbose_name = "台账"
