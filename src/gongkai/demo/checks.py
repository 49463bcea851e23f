"""Production keeps away from demonstration data: asked at start and by ``check --deploy``."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from gongkai.demo.password import DEMONSTRATION_PASSWORD
from gongkai.organisation.models import Account, AdminRole, Town


def demonstration_towns() -> list[str]:
    """One sentence for each demonstration town in the database."""
    names = Town.objects.filter(demonstration=True).values_list("name", flat=True)
    return [f"the database holds the demonstration town {name}" for name in names]


def default_passwords(*, administrators_only: bool) -> list[str]:
    """One sentence for each open account that has the demonstration password.

    A look at one password takes a fraction of a second by design: at start only the
    administrators are asked, ``check --deploy`` asks everybody.
    """
    accounts = Account.objects.filter(is_active=True).order_by("id")
    if administrators_only:
        accounts = accounts.filter(role_grants__role__in=AdminRole.values).distinct()
    return [
        f"the account {account.username} has the demonstration password"
        for account in accounts.iterator()
        if check_password(DEMONSTRATION_PASSWORD, account.password)
    ]


def refuse_demonstration_data() -> None:
    """Raise ImproperlyConfigured where demonstration data would serve as a real town's.

    Does nothing under the demonstration and the test profile.
    """
    if settings.SETTINGS_MODULE != "gongkai.settings.production":
        return
    faults = demonstration_towns() or default_passwords(administrators_only=True)
    if faults:
        raise ImproperlyConfigured("production refuses to start: " + "; ".join(faults))


def check_no_demonstration_data(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """System check of ``gongkai check --deploy`` (gongkai.E001, gongkai.E002)."""
    try:
        towns, passwords = demonstration_towns(), default_passwords(administrators_only=False)
    except DatabaseError as problem:
        return [Error(f"the database cannot be asked: {problem}", id="gongkai.E003")]
    found = [Error(sentence, id="gongkai.E001") for sentence in towns]
    return [*found, *(Error(sentence, id="gongkai.E002") for sentence in passwords)]
