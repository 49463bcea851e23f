"""公开时限 phrases as structure: what a catalogue says about when an item is published.

Handbook 1.10 (政府信息公开条例 Art. 26: 20 working days unless another rule differs), 4.7 (the
column 公开时限 of the 基层政务公开标准目录) and 12.4 (working days, calendar days and months are
different units and never converted into each other).
"""

from gongkai.rules.time_limits.model import Direction, Kind, Period, TimeLimit, Unit
from gongkai.rules.time_limits.reading import answer_line, parse

__all__ = ["Direction", "Kind", "Period", "TimeLimit", "Unit", "answer_line", "parse"]
