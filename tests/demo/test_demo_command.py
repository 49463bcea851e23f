"""``gongkai demo`` keeps away from real towns."""

import io

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

import factories
from gongkai.organisation.models import Town


def test_production_takes_no_demonstration_data(settings: Settings) -> None:
    settings.CLOCK_MAY_BE_SET = False
    with pytest.raises(CommandError, match="正式环境"):
        call_command("demo")


@pytest.mark.django_db
def test_a_database_with_a_town_is_left_alone() -> None:
    factories.make_town()
    said = io.StringIO()
    call_command("demo", stdout=said)
    assert "没有改动" in said.getvalue()
    assert Town.objects.count() == 1
