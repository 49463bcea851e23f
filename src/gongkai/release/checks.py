"""F43: the published set is a subset of the register, checked by ``gongkai ledger verify``."""

from collections.abc import Iterator

from gongkai.ledger.queries import Fault
from gongkai.organisation.refusals import Refused
from gongkai.publication.content import damaged_attachments, digest_of
from gongkai.publication.models import Version, VersionState
from gongkai.release.gate import check_opinions, check_signatures
from gongkai.release.models import Release


def released_without_review() -> Iterator[Fault]:
    """Every live version must have a release whose row still covers exactly its content."""
    live = Version.objects.filter(state=VersionState.LIVE).select_related(
        "record__unit", "record__town", "item"
    )
    for version in live.iterator(200):
        release = Release.objects.filter(version=version, current=True).first()
        what = _fault_of(version, release)
        if what:
            chain = version.record.town.slug
            yield Fault(chain, 0, f"{version.record.index_number}《{version.title}》：{what}")


def _fault_of(version: Version, release: Release | None) -> str:
    if release is None:
        return "正在公开，却没有发布登记"
    if not release.digest == release.row.digest == digest_of(version):
        return "公开内容与审查内容不一致"
    if damaged := damaged_attachments(version):
        return f"附件《{damaged[0]}》与审查内容不一致"
    try:
        check_opinions(release.row)
        check_signatures(release.row)
    except Refused as fault:
        return str(fault)
    return ""
