"""What the demonstration town says: units, people, records and their files, as data.

Everything is written for the demonstration (示例) but the founding plan, which is the real
document of 2020. The texts are in `data/`; `blocks` explains their notation.
"""

from gongkai.demo.content.attachments import attachment_bytes
from gongkai.demo.content.people import accounts, leading_group, units
from gongkai.demo.content.record_files import EXAMPLE_NOTE, records
from gongkai.demo.content.related import matters, relations
from gongkai.demo.content.shapes import (
    DemoAccount,
    DemoAttachment,
    DemoCorrection,
    DemoMatter,
    DemoRecord,
    DemoRelation,
    DemoReview,
    DemoSeat,
    DemoUnit,
    DemoWithdrawal,
    ItemKey,
)

__all__ = [
    "EXAMPLE_NOTE",
    "DemoAccount",
    "DemoAttachment",
    "DemoCorrection",
    "DemoMatter",
    "DemoRecord",
    "DemoRelation",
    "DemoReview",
    "DemoSeat",
    "DemoUnit",
    "DemoWithdrawal",
    "ItemKey",
    "accounts",
    "attachment_bytes",
    "leading_group",
    "matters",
    "records",
    "relations",
    "units",
]
