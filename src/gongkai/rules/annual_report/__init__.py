"""The annual report of 国办公开办函〔2021〕30号: its form, its arithmetic, how a year is counted.

`layout` has sections, tables and every printed row and column; `figures` what stands in a cell;
`identities` what must add up; `checking` says what does not, `years` how it fits the year before,
`prose` where a text contradicts the tables; `counting` turns applications into table 三.
"""

from datetime import date
from typing import Final

SOURCE: Final = (
    "《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》"
    "（国办公开办函〔2021〕30号）"
)
IN_FORCE: Final = date(2021, 9, 29)
"""The day of the notice (RECALL); the form serves from the report of the year 2021 on."""

FIRST_YEAR: Final = 2021
"""The first year that is reported in this form."""
