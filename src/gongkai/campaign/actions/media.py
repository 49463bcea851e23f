"""Accounts on other platforms: registered, posted on, closed (新媒体监管, F22)."""

from datetime import date

from gongkai.campaign.actions.common import (
    checked,
    not_to_come,
    reason,
    required,
    unchanged,
)
from gongkai.campaign.facts import MediaFacts, PostFacts
from gongkai.campaign.models import MediaAccount, MediaPost
from gongkai.ledger.clock import now, today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.actions.common import lock_open
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.publication.models import RecordState
from gongkai.release.gate import MediaSince, check_media, media_since
from gongkai.rules.new_media import PLATFORMS
from gongkai.rules.tables import UnknownCodeError

_REVIEWED = (RecordState.APPROVED, RecordState.SCHEDULED)


@action("campaign.open_media")
def open_media(act: Act, unit: Unit, facts: MediaFacts) -> MediaAccount:
    """Register an account that the unit answers for. Raises Invalid by field."""
    act.permit(unit)
    lock_open(unit)
    words = required(name=facts.name)
    not_to_come(facts.opened_on, "opened_on")
    try:
        PLATFORMS.get(facts.platform, today())
    except UnknownCodeError:
        raise Invalid({"platform": "请选择平台。"}) from None
    held = MediaAccount.objects.filter(unit=unit, platform=facts.platform, closed_on=None)
    if held.filter(name=words["name"]).exists():
        raise Invalid({"name": "本单位在这个平台上已经登记过同名的账号。"})
    account = MediaAccount(
        unit=unit,
        platform=facts.platform,
        name=words["name"],
        identifier=facts.identifier.strip(),
        opened_on=facts.opened_on,
        last_on=facts.opened_on,
        created_at=now(),
    )
    checked(account, "name", "identifier").save()
    after = {"platform": facts.platform, "opened_on": str(facts.opened_on)}
    act.record(account, unit=unit, after=after)
    return account


@action("campaign.note_media_post")
def note_media_post(act: Act, account: MediaAccount, facts: PostFacts) -> MediaPost:
    """Register a post of reviewed content; the account counts as updated on its day.

    Raises Invalid by field, NotAllowedNow where the record was not reviewed, GateRefused where it
    was, but not for everybody (``release.gate``).
    """
    account = _lock(account)
    act.permit(account.unit)
    _check_open(account)
    not_to_come(facts.posted_on, "posted_on")
    if facts.posted_on < account.opened_on:
        raise Invalid({"posted_on": f"不能早于账号开通日期{account.opened_on}。"})
    if facts.record is None or facts.record.town_id != account.unit.town_id:
        raise Invalid({"record": "请填写本镇信息的索引号。"})
    if not facts.record.live_as and facts.record.state not in _REVIEWED:
        raise NotAllowedNow("这条信息还没有审查通过，不能在新媒体上发布。请先办审查表。")
    check_media(facts.record)
    _check_not_before(facts.posted_on, media_since(facts.record))
    url = required(url=facts.url)["url"]
    if account.posts.filter(url=url).exists():
        raise Invalid({"url": "这个网址已经登记过。"})
    post = MediaPost(account=account, record=facts.record, posted_on=facts.posted_on, url=url)
    post.added_by, post.added_at = act.account, now()
    checked(post, "url").save()
    before = {"last_on": str(account.last_on)}
    account.last_on = max(account.last_on, facts.posted_on)
    account.save(update_fields=["last_on"])
    after = {"last_on": str(account.last_on), "url": url, "record": facts.record.index_number}
    act.record(account, unit=account.unit, before=before, after=after)
    return post


@action("campaign.close_media")
def close_media(act: Act, account: MediaAccount, why: str) -> MediaAccount:
    """The account was given up; it stays in the register and is reminded of no more."""
    account = _lock(account)
    act.permit(account.unit)
    _check_open(account)
    said = reason(why)
    rows = MediaAccount.objects.filter(pk=account.pk, closed_on=None)
    unchanged(rows.update(closed_on=today(), closed_why=said))
    account.refresh_from_db()
    act.record(account, unit=account.unit, after={"closed_on": str(today())}, why=said)
    return account


def _lock(account: MediaAccount) -> MediaAccount:
    rows = MediaAccount.objects.select_for_update(of=("self",))
    return rows.select_related("unit__town").get(pk=account.pk)


def _check_not_before(posted_on: date, since: MediaSince) -> None:
    """Whatever was posted earlier was not what was reviewed: the mistake is in the day, or it is
    about another record.
    """
    if posted_on < since.day:
        raise Invalid(
            {
                "posted_on": f"这条信息{since.day}才{since.what}，在新媒体上发布不能早于这一天。"
                "请核对日期和索引号。"
            }
        )


def _check_open(account: MediaAccount) -> None:
    if account.closed_on is not None:
        raise NotAllowedNow(f"这个账号已在{account.closed_on}注销。")
