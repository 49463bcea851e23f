"""That and why records are not public any more: the reason's own rule says what may stay."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from gongkai.organisation.models import Town
from gongkai.portal.facts import DocumentFacts, WithdrawnFacts
from gongkai.portal.visible import Line, lines_of
from gongkai.release.models import ChannelKind, Delivery, Release, Withdrawal
from gongkai.rules.withdrawal import TABLE as REASONS
from gongkai.rules.withdrawal import TERM_ENDED, WithdrawalReason

CHUNK = 200
_RULES = {row.code: row for row in REASONS}


def withdrawn(town: Town) -> Iterator[WithdrawnFacts]:
    """Every record of the town that was public and is not any more."""
    for found in _withdrawals(town).iterator(CHUNK):
        yield _facts(found, _successor(town, found))


def withdrawn_facts(town: Town, record_id: int) -> WithdrawnFacts | None:
    """That and why a record was withdrawn; None if it was not, or is public again."""
    found = _withdrawals(town).filter(record_id=record_id).first()
    return _facts(found, _successor(town, found)) if found else None


def titles_left(town: Town, record_ids: set[int]) -> dict[int, tuple[str, str]]:
    """Of those of these records that were taken down: the title that may stay, and in a word
    what happened. The title is empty where the reason lets nothing stand.
    """
    found = _withdrawals(town).filter(record_id__in=record_ids)
    return {w.record_id: (_title(w), "公开期限已满" if _expired(w) else "已撤下") for w in found}


def _withdrawals(town: Town) -> QuerySet[Withdrawal]:
    """The last withdrawal of each record that has no current release."""
    current = Release.objects.filter(record=OuterRef("record"), current=True)
    later = Withdrawal.objects.filter(record=OuterRef("record"), id__gt=OuterRef("id"))
    website = Delivery.objects.filter(release=OuterRef("release"), channel=ChannelKind.WEBSITE)
    return (
        Withdrawal.objects.filter(Exists(website), ~Exists(current), ~Exists(later))
        .filter(record__town=town)
        .select_related("record", "release__version")
        .order_by("id")
    )


def _successor(town: Town, withdrawal: Withdrawal) -> Line | None:
    """The successor, as long as it is public and its page is there."""
    identity = withdrawal.successor_id
    return lines_of(town, [identity]).get(identity) if identity else None


def _rule(withdrawal: Withdrawal) -> WithdrawalReason | None:
    return _RULES.get(withdrawal.reason)


def _title(withdrawal: Withdrawal) -> str:
    rule = _rule(withdrawal)
    return withdrawal.release.version.title if rule and rule.keeps == "title" else ""


def _expired(withdrawal: Withdrawal) -> bool:
    return withdrawal.reason == TERM_ENDED


def _facts(withdrawal: Withdrawal, successor: Line | None) -> WithdrawnFacts:
    rule, record = _rule(withdrawal), withdrawal.record
    return WithdrawnFacts(
        slug=record.slug,
        index_number=record.index_number,
        title=_title(withdrawal),
        reason_code=withdrawal.reason,
        reason=rule.name if rule else withdrawal.reason,
        basis=rule.basis if rule else "",
        words=rule.page_shows if rule else "本信息已撤下。",
        at=timezone.localtime(withdrawal.at),
        expired=_expired(withdrawal),
        gone=bool(rule and rule.answers == "gone"),
        successor=DocumentFacts.of(successor) if successor else None,
    )
