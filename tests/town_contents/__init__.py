"""What a town holds for the tests that crawl every address of the office (promises 7 and 8).

Each package brings a module here with one function that fills a town through a ``House`` and says
which values open its addresses: by the name of the part (``number``), or of one address and part
(``duty:detail.number``).

    @contents("duty")
    def fill(house: House) -> dict[str, object]: ...
"""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from roads import House

Fill = Callable[[House], dict[str, object]]

CONTENTS: dict[str, Fill] = {}


def contents(namespace: str) -> Callable[[Fill], Fill]:
    """Register what fills the addresses of a namespace of URLs."""

    def keep(fill: Fill) -> Fill:
        CONTENTS[namespace] = fill
        return fill

    return keep


for module in iter_modules(__path__):
    import_module(f"{__name__}.{module.name}")
