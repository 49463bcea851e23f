"""The office's pages of other places."""

from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

import factories
from gongkai.organisation.models import Account, Role
from gongkai.portal.models import Target
from portal.factory import Press

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(press: Press) -> Account:
    return factories.make_account(Role.SYSTEM_ADMIN, unit=press.units[0])


def test_a_place_is_added_changed_and_stopped(
    client: Client, press: Press, admin: Account, there: Path
) -> None:
    client.force_login(admin)
    assert "还没有其他送达位置" in client.get("/targets/").content.decode()
    said = {"name": "区网站", "folder": "there", "public_address": ""}
    wrong = client.post("/targets/add/directory/", said)
    assert (wrong.status_code, "完整目录" in wrong.content.decode()) == (422, True)
    assert client.post("/targets/add/directory/", {**said, "folder": str(there)}).status_code == 302
    target = Target.objects.get()
    page = client.get("/targets/").content.decode()
    assert ("区网站" in page, "正在首次送达" in page) == (True, True)
    changed = {**said, "folder": str(there), "name": "备份"}
    assert client.post(f"/targets/{target.pk}/", changed).status_code == 302
    assert "停用后不再送" in client.get(f"/targets/{target.pk}/switch/").content.decode()
    switch, stop = f"/targets/{target.pk}/switch/", {"active": "False"}
    assert '<input type="hidden" name="active" value="False"' in client.get(switch).content.decode()
    for code in (302, 409):
        assert client.post(switch, stop).status_code == code
    assert not Target.objects.get().active, "who asked the same a moment later begins nothing"
    assert "已停用" in client.get("/targets/").content.decode()
    for kind in ("rsync", "sftp", "s3"):
        assert client.get(f"/targets/add/{kind}/").status_code == 200
    assert client.get("/targets/add/fax/").status_code == 404


def test_a_place_that_fails_is_seen_by_the_office(
    client: Client,
    press: Press,
    there: Path,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    Target.objects.create(
        town=press.town,
        name="区网站",
        kind="directory",
        folder=str(there),
        failing_since=timezone.now(),
        last_error="目录不能写入。",
    )
    client.force_login(factories.make_account(Role.OFFICE, unit=press.units[0]))
    with django_assert_max_num_queries(12):
        page = client.get("/targets/").content.decode()
    assert ("送不到" in page, "目录不能写入" in page) == (True, True)
    assert "新增送达位置" not in page
    assert client.get("/targets/add/s3/").status_code == 403
