"""Which dynamic addresses a page of the tree may lead to: those that some package answers."""

from functools import lru_cache

from django.urls import Resolver404, resolve

from gongkai.organisation.models import Town
from gongkai.portal.dynamic import DYNAMIC

PUBLIC_ADDRESSES = "gongkai.public_urls"


def open_doors(town: Town) -> frozenset[str]:
    """The first words of the addresses that are answered: pages link to these and to no others."""
    return _answered(town.slug)


@lru_cache(maxsize=64)
def _answered(slug: str) -> frozenset[str]:
    return frozenset(word for word in DYNAMIC if _resolves(f"/{slug}/{word}/"))


def _resolves(path: str) -> bool:
    try:
        resolve(path, urlconf=PUBLIC_ADDRESSES)
    except Resolver404:
        return False
    return True
