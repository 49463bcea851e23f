"""Settings: what production refuses, and the one table of environment variables."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.demo import checks
from gongkai.demo.password import DEMONSTRATION_PASSWORD
from gongkai.organisation.models import Role
from gongkai.settings.demonstration import DEMONSTRATION_KEY
from gongkai.settings.environment import TABLE, read, read_bool, read_int

import factories  # isort: skip

ROOT = Path(__file__).resolve().parent.parent
SOUND = {
    "GONGKAI_PROFILE": "production",
    "GONGKAI_SECRET_KEY": "k" * 50,
    "GONGKAI_HOSTS": "office.example.gov.cn",
    "GONGKAI_SIGNING_KEY": "key.pem",
    "GONGKAI_FOI_KEYS": "foi-keys.json",
}


def start(profile: dict[str, str], command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run Python under these variables only, with the data in ``folder``."""
    outside = {k: v for k, v in os.environ.items() if not k.startswith(("GONGKAI_", "DJANGO_"))}
    environment = {**outside, "GONGKAI_DATA": str(folder), **profile}
    environment = {name: value for name, value in environment.items() if value}
    return subprocess.run(  # noqa: PLW1510  (the callers look at the return code)
        [sys.executable, "-c", command],
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
    )


@pytest.mark.once
@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({}, ""),
        ({"GONGKAI_SECRET_KEY": DEMONSTRATION_KEY}, "GONGKAI_SECRET_KEY"),
        ({"GONGKAI_SECRET_KEY": ""}, "GONGKAI_SECRET_KEY"),
        ({"GONGKAI_SECRET_KEY": "k" * 49}, "GONGKAI_SECRET_KEY"),
        ({"GONGKAI_DEBUG": "1"}, "GONGKAI_DEBUG"),
        ({"GONGKAI_HOSTS": ""}, "GONGKAI_HOSTS"),
        ({"GONGKAI_HOSTS": "*"}, "GONGKAI_HOSTS"),
        ({"GONGKAI_SIGNING_KEY": ""}, "GONGKAI_SIGNING_KEY"),
        ({"GONGKAI_FOI_KEYS": ""}, "GONGKAI_FOI_KEYS"),
    ],
)
def test_production_refuses_what_is_unsafe(
    change: dict[str, str], complaint: str, tmp_path: Path
) -> None:
    done = start({**SOUND, **change}, "import gongkai.settings.production", tmp_path)
    assert (done.returncode == 0) == (not complaint), done.stderr
    assert complaint in done.stderr


@pytest.mark.once
def test_production_names_every_fault_at_once(tmp_path: Path) -> None:
    done = start(
        {"GONGKAI_PROFILE": "production", "GONGKAI_DEBUG": "1"},
        "import gongkai.settings.production",
        tmp_path,
    )
    for word in ("SECRET_KEY", "DEBUG", "HOSTS", "SIGNING_KEY", "FOI_KEYS"):
        assert f"GONGKAI_{word}" in done.stderr


@pytest.mark.once
def test_the_public_entry_serves_the_public_hosts_alone(tmp_path: Path) -> None:
    look = (
        "import gongkai.public_wsgi\n"
        "from django.conf import settings\n"
        "assert settings.ROOT_URLCONF == 'gongkai.public_urls'\n"
        "assert settings.ALLOWED_HOSTS == ['www.example.gov.cn'], settings.ALLOWED_HOSTS\n"
        "assert settings.OFFICE_ADDRESS == 'https://office.example.gov.cn'\n"
    )
    prepare = (
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('migrate', verbosity=0)\n"
    )
    production = {**SOUND, "GONGKAI_SITE_ADDRESS": "https://www.example.gov.cn"}
    named = {**production, "DJANGO_SETTINGS_MODULE": "gongkai.settings.production"}
    assert start(named, prepare, tmp_path).returncode == 0
    seen = start(production, look, tmp_path)
    assert seen.returncode == 0, seen.stderr


@pytest.mark.once
def test_production_does_not_serve_a_demonstration_town(tmp_path: Path) -> None:
    """The application server itself refuses, whoever starts it; and so does check --deploy."""
    prepare = (
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('migrate', verbosity=0)\n"
        "from gongkai.organisation.models import Town\n"
        "Town.objects.create(slug='t', name='示例镇', demonstration=True)\n"
    )
    production = {**SOUND, "DJANGO_SETTINGS_MODULE": "gongkai.settings.production"}
    assert start(production, prepare, tmp_path).returncode == 0
    served = start(production, "import gongkai.wsgi", tmp_path)
    assert served.returncode != 0
    assert "production refuses to start" in served.stderr
    assert "示例镇" in served.stderr
    checked = start(
        production,
        "import sys; sys.argv = ['gongkai', 'check', '--deploy']\n"
        "from gongkai.__main__ import main; main()",
        tmp_path,
    )
    assert checked.returncode != 0
    assert "gongkai.E001" in checked.stderr


@pytest.mark.django_db
def test_a_default_password_is_found() -> None:
    clerk = factories.make_account(Role.LIAISON, password=DEMONSTRATION_PASSWORD)
    keeper = factories.make_account(Role.AUDIT_ADMIN, password=DEMONSTRATION_PASSWORD)
    factories.make_account(Role.SYSTEM_ADMIN)
    factories.make_account(Role.OFFICE, password=DEMONSTRATION_PASSWORD, is_active=False)
    assert len(checks.default_passwords(administrators_only=False)) == 2
    (found,) = checks.default_passwords(administrators_only=True)
    assert keeper.username in found
    messages = checks.check_no_demonstration_data(None)
    assert [message.id for message in messages] == ["gongkai.E002"] * 2
    assert clerk.username in messages[0].msg


@pytest.mark.django_db
def test_a_default_password_stops_production_at_start(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    factories.make_account(Role.SECURITY_ADMIN, password=DEMONSTRATION_PASSWORD)
    checks.refuse_demonstration_data()
    monkeypatch.setattr(settings, "SETTINGS_MODULE", "gongkai.settings.production")
    with pytest.raises(ImproperlyConfigured, match="demonstration password"):
        checks.refuse_demonstration_data()


def test_documentation_prints_the_same_table() -> None:
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(GONGKAI_\w+)` \| (.*?) \| (.*?) \|$", text, flags=re.MULTILINE)
    table = [(v.name, f"`{v.default}`" if v.default else "", v.purpose) for v in TABLE]
    assert rows == table


def test_the_product_reads_no_variable_outside_the_table() -> None:
    known = {variable.name for variable in TABLE} | {"GONGKAI_SERVED_TREE"}
    for path in (ROOT / "src").rglob("*.py"):
        named = set(re.findall(r"\bGONGKAI_[A-Z_]+\b", path.read_text(encoding="utf-8")))
        assert named <= known, path


def test_variables_are_read_with_their_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GONGKAI_OFFICE_PORT", raising=False)
    assert read_int("GONGKAI_OFFICE_PORT") == 8000
    monkeypatch.setenv("GONGKAI_OFFICE_PORT", "abc")
    with pytest.raises(ValueError, match="GONGKAI_OFFICE_PORT"):
        read_int("GONGKAI_OFFICE_PORT")
    monkeypatch.setenv("GONGKAI_SIGN_INS_DAYS", "180")
    with pytest.raises(ValueError, match=r"GONGKAI_SIGN_INS_DAYS .*at least 184"):
        read_int("GONGKAI_SIGN_INS_DAYS", least=184)
    monkeypatch.setenv("GONGKAI_DEBUG", "yes")
    assert read_bool("GONGKAI_DEBUG")
    with pytest.raises(KeyError):
        read("GONGKAI_UNKNOWN")
