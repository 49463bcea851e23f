"""The shell in a real browser: accessible in every mode, folding, usable by keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from browser import PHONE, axe_violations, fits, log_in
from factories import PASSWORD
from gongkai.organisation.models import Account, Role

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
Make = Callable[..., Account]


@pytest.mark.parametrize("address", ["/components/", "/components/public/"])
def test_every_component_is_accessible_in_every_mode(
    page: Page, live_server: LiveServer, settings: Settings, address: str
) -> None:
    settings.DEMONSTRATION = True
    page.goto(live_server.url + address)
    assert axe_violations(page) == []
    page.evaluate("document.documentElement.dataset.contrast = 'high'")
    assert axe_violations(page) == []
    page.evaluate("delete document.documentElement.dataset.contrast")
    page.evaluate("document.documentElement.dataset.elder = ''")
    assert axe_violations(page) == []


@pytest.mark.parametrize("address", ["/components/", "/components/public/"])
def test_nothing_runs_out_of_a_phone(
    page: Page, live_server: LiveServer, settings: Settings, address: str
) -> None:
    settings.DEMONSTRATION = True
    page.set_viewport_size(PHONE)
    page.goto(live_server.url + address)
    for elder in (False, True):
        page.evaluate(
            f"document.documentElement.toggleAttribute('data-elder', {str(elder).lower()})"
        )
        fits(page)
    assert axe_violations(page) == []


def test_the_components_are_for_the_demonstration_only(page: Page, live_server: LiveServer) -> None:
    answer = page.goto(f"{live_server.url}/components/")
    assert answer is not None
    assert answer.status == 404


def test_a_person_signs_in_and_finds_their_way(
    page: Page, live_server: LiveServer, account: Make
) -> None:
    person = account(Role.OFFICE)
    page.goto(f"{live_server.url}/accounts/login/")
    assert axe_violations(page) == []
    log_in(page, live_server, person.username, "falsch")
    expect(page.get_by_role("alert")).to_be_focused()
    assert axe_violations(page) == []
    log_in(page, live_server, person.username, PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("工作台")
    assert axe_violations(page) == []
    for place in ("台账", "外送"):
        page.get_by_role("navigation", name="主菜单", exact=True).get_by_role(
            "link", name=place, exact=True
        ).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(place)
        assert axe_violations(page) == []
    page.get_by_role("link", name="账号安全").click()
    assert axe_violations(page) == []


def test_the_menu_folds_on_a_phone_without_script(
    page: Page, live_server: LiveServer, account: Make
) -> None:
    page.set_viewport_size(PHONE)
    person = account(Role.OFFICE)
    log_in(page, live_server, person.username, PASSWORD)
    expect(page.get_by_role("link", name="台账", exact=True)).to_be_hidden()
    page.get_by_text("菜单", exact=True).click()
    page.get_by_role("link", name="台账", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("台账")
    fits(page)
    assert axe_violations(page) == []
