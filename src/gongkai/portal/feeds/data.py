"""Lists, the catalogue and the description of the datasets for machines: JSON, pure.

The formats are written down in ``docs/feeds.md``; their numbers change when a reader would have
to change.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from gongkai.portal.addresses import API, address_of, record_address
from gongkai.portal.facts import EditionFacts, ItemFacts
from gongkai.portal.feeds.facts import FeedEntry, FeedSite, ListPage, identity
from gongkai.portal.plain_json import to_json

LIST_FORMAT: Final = "gongkai.list/1"
CATALOGUE_FORMAT: Final = "gongkai.catalogue/1"
FREQUENCY: Final = "http://publications.europa.eu/resource/authority/frequency/CONT"


def list_data(site: FeedSite, page: ListPage) -> bytes:
    """A page of a list. Addresses are within the tree; older and newer within the folder."""
    value: dict[str, Any] = {
        "format": LIST_FORMAT,
        "town": site.slug,
        "list": page.list,
        "name": page.heading,
        "page": page.number or "newest",
        "older": _file(page.older),
        "newer": _file(page.newer),
    }
    if not page.number:
        value["shown"] = page.shown
    return to_json(value | {"records": [_line(site, entry) for entry in page.entries]})


def catalogue_data(
    site: FeedSite, edition: EditionFacts | None, items: Iterable[ItemFacts]
) -> bytes:
    """The items in force of the standard catalogue (标准目录), every column of the table."""
    return to_json(
        {
            "format": CATALOGUE_FORMAT,
            "town": site.slug,
            "edition": edition.name if edition else None,
            "effective_from": (
                edition.effective_from.isoformat() if edition and edition.effective_from else None
            ),
            "items": [_item(item) for item in items],
        }
    )


def datasets(site: FeedSite, lists: Sequence[tuple[str, str, str]]) -> bytes:
    """The description of the datasets: DCAT 3 in JSON-LD.

    lists: name, heading and folder of each list that is a dataset of its own.
    """
    everything = [_list_dataset(site, *each) for each in lists]
    return to_json(
        {
            "@context": {
                "dcat": "http://www.w3.org/ns/dcat#",
                "dct": "http://purl.org/dc/terms/",
                "foaf": "http://xmlns.com/foaf/0.1/",
            },
            "@id": f"{site.address}data/catalog.jsonld",
            "@type": "dcat:Catalog",
            "dct:title": f"{site.name}数据目录",
            "dct:description": f"{site.host}主动公开的政府信息，供程序读取",
            "dct:language": "zh-CN",
            "dct:publisher": {"@type": "foaf:Agent", "foaf:name": site.host},
            "foaf:homepage": {"@id": site.address},
            "dcat:service": [_service(site)],
            "dcat:dataset": [_catalogue_dataset(site), _changes_dataset(site), *everything],
        }
    )


def _file(number: int | None) -> str | None:
    if number is None:
        return None
    return f"page-{number}.json" if number else "list.json"


def _line(site: FeedSite, entry: FeedEntry) -> dict[str, Any]:
    folder = record_address(entry.slug)
    return {
        "id": identity(site.slug, entry.slug),
        "address": folder,
        "data": f"{folder}record.json",
        "index_number": entry.index_number,
        "title": entry.title,
        "summary": entry.summary,
        "document_number": entry.document_number,
        "issuer": entry.issuer,
        "unit": entry.unit,
        "field": entry.field or None,
        "item": entry.item or None,
        "validity": entry.validity,
        "published_at": entry.published_at.isoformat(),
        "released_at": entry.released_at.isoformat(),
    }


def _item(item: ItemFacts) -> dict[str, Any]:
    return {
        "identity": item.identity,
        "address": f"catalogue/items/{item.identity}/",
        "field": item.field,
        "level1": item.level1,
        "level2": item.level2,
        "elements": list(item.elements),
        "basis": item.basis,
        "time_limit": item.time_limit,
        "publisher": item.publisher,
        "channels": list(item.channels),
        "audience": item.audience,
        "mode": item.mode,
        "levels": list(item.levels),
        "units": [slug for slug, _ in item.units],
        "to_check": item.to_check,
    }


def _dataset(site: FeedSite, name: str, title: str, words: str, page: str) -> dict[str, Any]:
    return {
        "@id": identity(site.slug, f"datasets/{name}"),
        "@type": "dcat:Dataset",
        "dct:identifier": name,
        "dct:title": title,
        "dct:description": words,
        "dct:language": "zh-CN",
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": site.host},
        "dct:accrualPeriodicity": {"@id": FREQUENCY},
        "dcat:landingPage": {"@id": f"{site.address}{page}"},
    }


def _distribution(site: FeedSite, path: str, media: str, title: str) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dct:title": title,
        "dcat:downloadURL": {"@id": f"{site.address}{path}"},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media}"},
    }


def _list_dataset(site: FeedSite, name: str, heading: str, folder: str) -> dict[str, Any]:
    found = _dataset(site, name, heading, f"{heading}：公开的信息，最新的在前，按页存档", folder)
    return found | {
        "dcat:distribution": [
            _distribution(site, f"{folder}list.json", "application/json", "JSON"),
            _distribution(site, f"{folder}rss.xml", "application/rss+xml", "RSS"),
            _distribution(site, f"{folder}atom.xml", "application/atom+xml", "Atom"),
        ]
    }


def _catalogue_dataset(site: FeedSite) -> dict[str, Any]:
    found = _dataset(site, "catalogue", "标准目录", "施行中的公开事项，逐项逐列", "catalogue/")
    data = _distribution(site, "catalogue/items.json", "application/json", "JSON")
    return found | {"dcat:distribution": [data]}


def _service(site: FeedSite) -> dict[str, Any]:
    return {
        "@id": identity(site.slug, "services/files"),
        "@type": "dcat:DataService",
        "dct:title": f"{site.name}数据接口",
        "dcat:endpointURL": {"@id": site.address},
        "dcat:endpointDescription": {"@id": f"{site.address}{address_of(API)}"},
    }


def _changes_dataset(site: FeedSite) -> dict[str, Any]:
    words = "按发生的先后：哪条信息新公开、更正或撤下；供上级平台逐条取用"
    found = _dataset(site, "changes", "公开信息的变动", words, "lists/")
    return found | {
        "dcat:distribution": [
            _distribution(site, "changes/changes.json", "application/json", "JSON"),
            _distribution(site, "changes/atom.xml", "application/atom+xml", "Atom"),
        ]
    }
