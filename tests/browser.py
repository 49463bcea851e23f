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
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from system import need

CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
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
    context = chromium.new_context(
        locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(10_000)
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


def axe_violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA and good practice, one line each; empty is clean.

    The script goes in through the debugger, which the page's content policy does not bind.
    """
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
