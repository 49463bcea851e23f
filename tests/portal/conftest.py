"""Fixtures of the portal's tests."""

import pytest

from portal.factory import do_not_wait_for_the_disk


@pytest.fixture(autouse=True)
def quick(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test here waits for the disk, but those of writing itself."""
    if "test_writing" not in request.node.nodeid:
        do_not_wait_for_the_disk(monkeypatch)
