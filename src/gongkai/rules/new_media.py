"""Accounts of a town on other platforms (政务新媒体): how long one may stand without a new post.

F22. The inspection indicators of 国办秘函〔2019〕19号 fail an account without an update within two
weeks; a day before that the unit is warned.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from gongkai.rules.tables import Row, Table


@dataclass(frozen=True, kw_only=True)
class Limit(Row):
    """``days``: the last day on which an update is in time, from the last one; ``warn``: days
    after the last one from which the unit is warned.
    """

    days: int
    warn: int


LIMITS: Final = Table(
    name="政务新媒体更新期限",
    source="国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》：2周内无更新的单项否决",
    effective_from=date(2019, 4, 1),
    effective_to=None,
    evidence="SEEN",
    rows=(Limit(code="update", name="内容更新", days=14, warn=13),),
)

PLATFORMS: Final = Table(
    name="政务新媒体平台",
    source="本平台登记用",
    effective_from=date(2019, 4, 1),
    effective_to=None,
    evidence="UNSURE",
    rows=(
        Row(code="wechat", name="微信公众号"),
        Row(code="weibo", name="微博"),
        Row(code="video", name="短视频"),
        Row(code="mini", name="小程序"),
        Row(code="app", name="移动客户端"),
        Row(code="other", name="其他平台"),
    ),
)


class Idle(StrEnum):
    """How an account stands: updated in time, to be updated by tomorrow, or too long silent."""

    FRESH = "fresh"
    SOON = "soon"
    LATE = "late"


NAMES: Final = {Idle.FRESH: "按时更新", Idle.SOON: "即将超期", Idle.LATE: "超期未更新"}


def update_by(last: date) -> date:
    """The last day on which the next update is in time.

    An account may be older than the limit and silent since: then the limit is its first one.
    """
    limit = LIMITS.get("update", max(last, LIMITS.effective_from))
    return last + timedelta(days=limit.days)


def idle_on(last: date, day: date) -> Idle:
    """How an account stands on a day: 13 days without an update warn, 15 fail."""
    limit, days = LIMITS.get("update", day), (day - last).days
    if days > limit.days:
        return Idle.LATE
    return Idle.SOON if days >= limit.warn else Idle.FRESH
