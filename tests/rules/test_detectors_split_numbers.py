"""Numbers in groups of four that are no account: nothing says so, and no checksum holds."""

from datetime import date

import pytest

from gongkai.rules.detectors import scan


@pytest.mark.parametrize("text", ["编组1234 5678 9012 3456完", "序列6222 0200 0000 0001待查"])
def test_groups_of_four_without_checksum_or_label_are_no_account(text: str) -> None:
    assert [found.kind for found in scan(text, date(2026, 11, 23))] == []
