"""The navigation: what exists, and which of it a person may open.

It follows from the roles of the person and the place in hand alone, so what was found and drawn
for one person is kept for the next one with the same roles.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.safestring import SafeString

from gongkai.organisation.actor import Actor
from gongkai.organisation.permissions import reach_of_roles, rule_of


@dataclass(frozen=True)
class Entry:
    """A place: words, names of addresses (the first that exists is taken), actions of which one
    must be within the actor's reach (none: everybody).
    """

    title: str
    addresses: tuple[str, ...]
    actions: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShownEntry:
    """A place as shown; ``current`` where the page in hand lies under it."""

    title: str
    url: str
    current: bool


@dataclass(frozen=True)
class ShownGroup:
    """A titled group of places."""

    title: str
    entries: tuple[ShownEntry, ...]


Places = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


GROUPS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "",
        (
            Entry("工作台", ("office:home",)),
            Entry("我的提醒", ("reminding:inbox",), ("reminding.set_wishes",)),
        ),
    ),
    (
        "公开",
        (
            Entry("公开任务", ("duty:list",), ("duty.read",)),
            Entry("督办", ("duty:urgings",), ("duty.read",)),
            Entry("信息", ("publication:list",), ("publication.read",)),
            Entry("公开指南", ("publication:guide",), ("publication.write_guide",)),
            Entry("审查表", ("review:sheets",), ("review.read",)),
            Entry("涉密线索", ("scan:leaks",), ("review.leaks.read",)),
            Entry("词库", ("scan:words",), ("review.add_words",)),
            Entry("发布登记", ("release:register",), ("publication.read",)),
            Entry("依申请公开", ("foi:queue",), ("foi.read",)),
            Entry("年度报告", ("annual:list",), ("foi.annual_report.read",)),
            Entry("标准目录", ("catalogue:home", "catalogue:edition"), ("catalogue.read",)),
            Entry("公众查不到的", ("demand:report",), ("portal.demand.read",)),
        ),
    ),
    (
        "实施方案",
        (
            Entry("方案和任务", ("campaign:plans",), ("campaign.read",)),
            Entry("培训", ("campaign:trainings",), ("campaign.read",)),
            Entry("指导检查", ("campaign:checks",), ("campaign.units.read",)),
            Entry("工作报告", ("campaign:calls",), ("campaign.units.read",)),
            Entry("回应关切", ("campaign:concerns",), ("campaign.units.read",)),
            Entry("请示对接", ("campaign:requests",), ("campaign.units.read",)),
            Entry("新媒体账号", ("campaign:media",), ("campaign.units.read",)),
            Entry("先进经验", ("campaign:references",), ("campaign.read",)),
            Entry("创新实践", ("campaign:practices",), ("campaign.read",)),
            Entry("领域流程", ("campaign:steps",), ("campaign.read",)),
        ),
    ),
    (
        "组织",
        (
            Entry("单位", ("organisation:units",), ("organisation.read",)),
            Entry("领导小组", ("organisation:group",), ("organisation.read",)),
            Entry("联络员", ("organisation:liaisons",), ("organisation.read",)),
            Entry("账号", ("organisation:accounts",), ("organisation.accounts.read",)),
            Entry("工作日历", ("organisation:calendar",), ("organisation.read",)),
        ),
    ),
    (
        "监督",
        (
            Entry("台账", ("office:ledger",), ("ledger.read",)),
            Entry("外送", ("office:outbox",), ("outbox.read",)),
            Entry("提醒发送方式", ("reminding:gateways",), ("reminding.gateways.read",)),
            Entry("送达位置", ("portal_targets:targets",), ("portal.targets.read",)),
        ),
    ),
)


def navigation_for(actor: Actor, path: str) -> tuple[ShownGroup, ...]:
    """The groups and places this actor may open, the one that holds ``path`` marked."""
    places = _places_of(actor)
    return _marked(places, _here(places, path))


def menu_for(actor: Actor, path: str) -> SafeString:
    """The same as the lists that the shell shows."""
    places = _places_of(actor)
    return _drawn(places, _here(places, path))


def _places_of(actor: Actor) -> Places:
    account = actor.account
    roles = account.role_set if account is not None and account.is_active else None
    return _places(roles, get_urlconf(), get_script_prefix())


@lru_cache(maxsize=128)
def _places(roles: frozenset[str] | None, urlconf: str | None, prefix: str) -> Places:
    """What roles open; None: those of nobody. The other two are what addresses depend on."""
    groups = ((title, tuple(_open_to(roles, entries))) for title, entries in GROUPS)
    return tuple((title, found) for title, found in groups if found)


@lru_cache(maxsize=1024)
def _marked(places: Places, here: str) -> tuple[ShownGroup, ...]:
    return tuple(
        ShownGroup(title, tuple(ShownEntry(words, url, url == here) for words, url in found))
        for title, found in places
    )


@lru_cache(maxsize=1024)
def _drawn(places: Places, here: str) -> SafeString:
    groups = {"navigation": _marked(places, here)}
    return render_to_string("office/includes/navigation.html", groups)


def _open_to(roles: frozenset[str] | None, entries: tuple[Entry, ...]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        url = _address(entry.addresses)
        if url and (not entry.actions or any(_reaches(roles, name) for name in entry.actions)):
            yield entry.title, url


def _address(names: tuple[str, ...]) -> str:
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""


def _reaches(roles: frozenset[str] | None, action: str) -> bool:
    try:
        rule = rule_of(action)
    except KeyError:
        return False
    return roles is not None and reach_of_roles(roles, rule) is not None


def _here(places: Places, path: str) -> str:
    return _longest([url for _, found in places for _, url in found], path)


def _longest(urls: list[str], path: str) -> str:
    """The address under which ``path`` lies; the home address holds only itself."""
    holding = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(holding, key=len, default="")
