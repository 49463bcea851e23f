"""A real browser for the tests that need one, and the accessibility check in it.

Chromium is the system's own (GONGKAI_CHROMIUM or /usr/bin/chromium): missing, the test is
skipped with a word, or fails under CI=true.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

import factories
from gongkai.organisation.actor import Actor
from system import need

CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
PATIENCE = 60_000
"""Milliseconds until what is waited for is missing. Nothing is measured with it: a page that keeps
what is typed says so after three seconds, on a machine with other work after many more.
"""
expect.set_options(timeout=PATIENCE)
RULE_SETS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def chromium_path() -> str:
    """Where Chromium is; skips the test, or fails it under CI=true, where it is not."""
    named = os.environ.get("GONGKAI_CHROMIUM") or "/usr/bin/chromium"
    return named if Path(named).exists() else need("chromium")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for the whole session.

    Playwright's sync API keeps an event loop in this thread, and Django refuses its ORM beside
    one unless told that nothing runs concurrently.
    """
    path = chromium_path()
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
            yield browser
            browser.close()
    finally:
        if before is None:
            os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
        else:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture
def browser_context(chromium: Browser) -> Iterator[BrowserContext]:
    """A fresh context: no cookies, Chinese, Shanghai time, 1280 wide."""
    context = chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport=DESK)
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(browser_context: BrowserContext) -> Page:
    """A page in a fresh context. Use with pytest-django's ``live_server``."""
    return browser_context.new_page()


def log_in(page: Page, live_server: LiveServer, username: str, password: str) -> None:
    """Sign in through the login page, as a person does."""
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def sign_in(page: Page, live_server: LiveServer, actor: Actor) -> None:
    """Leave whoever is signed in, and come to the desk as ``actor``."""
    page.context.clear_cookies()
    assert actor.account is not None
    log_in(page, live_server, actor.account.username, factories.PASSWORD)
    expect(page.get_by_role("heading", name="工作台")).to_be_visible()


def arrived(page: Page) -> None:
    """Wait until the page that a click led to is there with its style sheet.

    A click only waits until the next page begins: what is measured then belongs to neither, and
    keys that are pressed then reach no script.
    """
    page.wait_for_load_state("load")


def fits(page: Page, width: int | None = None) -> None:
    """Nothing runs out of a screen of ``width``; by default of the one the page has."""
    if width is not None:
        page.set_viewport_size({"width": width, "height": PHONE["height"]})
    arrived(page)
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert over <= 0, f"{page.url} is {over} pixels wider than the screen"


def clean(page: Page) -> None:
    """Accessible, and nothing runs out of the screen that the page has."""
    assert axe_violations(page) == [], page.url
    fits(page)


def look(page: Page, name: str) -> None:
    """Nothing runs out of a desk's screen or a phone's; a picture of each where asked."""
    for width in (DESK["width"], PHONE["width"]):
        fits(page, width)
        if folder := os.environ.get("GONGKAI_PICTURES"):
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
    page.set_viewport_size(DESK)


def sound(page: Page) -> None:
    """Accessible at the desk, and nothing runs out of a phone."""
    assert axe_violations(page) == [], page.url
    fits(page, PHONE["width"])
    page.set_viewport_size(DESK)


def axe_violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA and good practice, one line each; empty is clean.

    The script goes in through the debugger, which the page's content policy does not bind.
    """
    arrived(page)
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    found: dict[str, Any] = page.evaluate(
        "sets => axe.run(document, {runOnly: {type: 'tag', values: sets}, iframes: false})",
        RULE_SETS,
    )
    return [
        f"{violation['id']}: {violation['help']}: {node['target']} {node['html'][:160]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
