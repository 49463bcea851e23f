"""Accounts on other platforms in the demonstration town, and what was posted; all of it 示例.

On the day of the demonstration one is up to date, one has to be updated by the next day, and one
has been silent for too long, so that the alarm of F22 is seen.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from gongkai.campaign import actions
from gongkai.campaign.facts import MediaFacts, PostFacts
from gongkai.campaign.models import MediaAccount
from gongkai.demo.living import SHANGHAI, Act, Event, LivingTown
from gongkai.ledger.clock import today
from gongkai.organisation.actor import Actor
from gongkai.publication.models import Record

REGISTERED = date(2026, 8, 3)


@dataclass(frozen=True)
class DemoAccount:
    """An account: platform, name, unit, day of opening; posts: day → key of the record."""

    platform: str
    name: str
    identifier: str
    unit: str
    opened_on: date
    posts: dict[date, str]


ACCOUNTS = (
    DemoAccount(
        "wechat",
        "泊里政务（示例）",
        "gh_poli_example",
        "party-gov-office",
        date(2025, 3, 10),
        {
            date(2026, 8, 14): "training-2026-08",
            date(2026, 8, 28): "school-fees-2026-autumn",
            date(2026, 9, 8): "housing-lottery-2026",
            date(2026, 9, 18): "mooncake-tips-2026",
            date(2026, 9, 28): "housing-lottery-result-2026",
            date(2026, 10, 12): "law-culture-sites-2026",
            date(2026, 10, 20): "elder-allowance-2026-q3",
            date(2026, 11, 3): "name-change-guide",
            date(2026, 11, 6): "pension-payment-2027-notice",
            date(2026, 11, 17): "wage-season-lawyers",
            date(2026, 11, 19): "cold-wave-warning-2026-11",
        },
    ),
    DemoAccount(
        "weibo",
        "泊里应急（示例）",
        "poli-yingji",
        "emergency",
        date(2025, 6, 1),
        {
            date(2026, 8, 11): "typhoon-warning-2026-08",
            date(2026, 8, 25): "hazard-listed-2026",
            date(2026, 11, 10): "flood-loss-2026-08",
        },
    ),
    DemoAccount(
        "video",
        "看泊里（示例）",
        "kanpoli",
        "culture-health",
        date(2026, 1, 15),
        {
            date(2026, 8, 31): "school-fees-2026-autumn",
            date(2026, 10, 22): "village-elderly-wanghailing",
        },
    ),
)


def events() -> list[Event]:
    """The acts with their moments, for ``demo.loading``: each post after its release."""
    registered = datetime.combine(REGISTERED, time(9), tzinfo=SHANGHAI)
    found: list[Event] = [(registered, 9, _open(account)) for account in ACCOUNTS]
    for account in ACCOUNTS:
        found += [(moment_of(day), 9, _post(account, key)) for day, key in account.posts.items()]
    return found


def moment_of(day: date) -> datetime:
    """When a post of a day is registered: in the evening, after what was released on that day."""
    return datetime.combine(day, time(17, 30), tzinfo=SHANGHAI)


def address_of(account: DemoAccount, day: date) -> str:
    """Where a post of the demonstration would be read."""
    return f"https://{account.platform}.example.cn/{account.identifier}/{day:%Y%m%d}"


def _of(town: LivingTown, account: DemoAccount) -> Actor:
    """Somebody who speaks for the unit."""
    return town.actors["office"] if account is ACCOUNTS[0] else town.drafters[account.unit]


def _open(account: DemoAccount) -> Act:
    def act(town: LivingTown) -> None:
        facts = MediaFacts(
            account.platform, account.name, account.opened_on, identifier=account.identifier
        )
        actions.open_media(_of(town, account), town.units[account.unit], facts)

    return act


def _post(account: DemoAccount, key: str) -> Act:
    def act(town: LivingTown) -> None:
        held = MediaAccount.objects.get(unit=town.units[account.unit], name=account.name)
        record = Record.objects.get(pk=town.records[key].pk)
        facts = PostFacts(record, today(), address_of(account, today()))
        actions.note_media_post(_of(town, account), held, facts)

    return act
