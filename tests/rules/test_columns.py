"""The columns of the site that a record may ask for (国办公开办函〔2019〕61号; F29)."""

from datetime import date

import pytest

from gongkai.rules.columns import REPORTS, column_problem, of_group

TODAY = date(2026, 11, 23)


def test_three_columns_of_disclosure_and_six_of_the_villages() -> None:
    assert [row.name for row in of_group("disclosure", TODAY)] == [
        "政府信息公开指南",
        "政府信息公开制度",
        "政府信息公开年报",
    ]
    assert [row.name for row in of_group("village", TODAY)] == [
        *("脱贫攻坚", "乡村振兴", "村级财务"),
        *("惠农政策", "养老服务", "社会救助"),
    ]
    assert all(row.about for group in ("disclosure", "village") for row in of_group(group, TODAY))


@pytest.mark.parametrize(
    ("code", "year", "field"),
    [
        ("", None, None),
        ("institutions", None, None),
        (REPORTS, 2025, None),
        (REPORTS, 2026, None),
        (REPORTS, 2008, None),
        ("news", None, "column"),
        (REPORTS, None, "column_year"),
        ("institutions", 2025, "column_year"),
        ("", 2025, "column_year"),
        (REPORTS, 2027, "column_year"),
        (REPORTS, 2007, "column_year"),
    ],
)
def test_only_a_report_is_about_a_year(code: str, year: int | None, field: str | None) -> None:
    problem = column_problem(code, year, TODAY)
    assert (problem and problem[0]) == field
