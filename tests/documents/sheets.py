"""Review sheets for tests, and what a reader sees of their print."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pypdfium2
from pypdfium2 import raw

from gongkai.documents.review_sheet import RowPrint, SheetPrint, SignaturePrint

MADE_AT = datetime(2025, 6, 30, 9, 0, tzinfo=UTC)
TITLES = (
    "泊里镇政务公开标准化规范化建设工作实施方案",
    "关于印发《泊里镇2025年度城乡居民最低生活保障对象名单及资金发放情况》的通知",
    "2025年第二季度财政专项资金使用情况公示",
)
BOXES_PER_ROW = 7


def row(seq: int = 1, **fields: object) -> RowPrint:
    given = RowPrint(seq, "社会事务中心", TITLES[(seq - 1) % len(TITLES)], web=True)
    return replace(given, **fields)  # type: ignore[arg-type]


def signature(name: str) -> SignaturePrint:
    return SignaturePrint(name, datetime(2025, 12, 31, 6, 5, tzinfo=UTC))


def sheet(count: int = 1, **fields: object) -> SheetPrint:
    rows = tuple(row(seq) for seq in range(1, count + 1))
    given = SheetPrint("泊里镇人民政府", date(2025, 6, 30), rows)
    return replace(given, **fields)  # type: ignore[arg-type]


def signed_sheet(count: int = 1) -> SheetPrint:
    return sheet(
        count,
        handler=signature("张金金"),
        reviewer=signature("丁玉平"),
        leader=signature("程传山"),
    )


@dataclass(frozen=True)
class Box:
    """A rectangle on a page in points; y grows upwards."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def holds(self, other: "Box") -> bool:
        x, y = other.middle
        return self.left < x < self.right and self.bottom < y < self.top


class Page:
    """One printed page."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.page = page
        self._text = page.get_textpage()
        self.text: str = self._text.get_text_range()
        self.size: tuple[float, float] = page.get_size()

    @property
    def solid(self) -> str:
        """The text without blanks and breaks."""
        return "".join(self.text.split())

    def find(self, words: str) -> list[Box]:
        """Where the words stand; they must be on one line, without blanks."""
        search = self._text.search(words)
        found = []
        while (hit := search.get_next()) is not None:
            chars = [self._text.get_charbox(hit[0] + offset) for offset in range(hit[1])]
            lefts, bottoms, rights, tops = zip(*chars, strict=True)
            found.append(Box(min(lefts), min(bottoms), max(rights), max(tops)))
        return found

    @property
    def paths(self) -> list[Box]:
        objects = self.page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])
        return [Box(*path.get_bounds()) for path in objects]

    @property
    def tick_boxes(self) -> list[Box]:
        """The drawn squares of about the size of a character, from above to below."""
        squares = [
            path
            for path in self.paths
            if 9 < path.right - path.left < 13 and 9 < path.top - path.bottom < 13
        ]
        return sorted(squares, key=lambda square: (-square.top, square.left))

    @property
    def columns(self) -> list[float]:
        """Where the upright lines of the table stand."""
        upright = [
            path.left
            for path in self.paths
            if path.right - path.left < 3 and path.top - path.bottom > 20
        ]
        return sorted({round(left) for left in upright})

    def is_ticked(self, square: Box) -> bool:
        return any(square.holds(tick) for tick in self.find("√"))

    def darkness(self, square: Box) -> float:
        """The share of dark dots inside a square, its lines left out."""
        scale = 6
        image = self.page.render(scale=scale, grayscale=True).to_pil()
        inner = (
            (square.left + 2) * scale,
            (self.size[1] - square.top + 2) * scale,
            (square.right - 2) * scale,
            (self.size[1] - square.bottom - 2) * scale,
        )
        dots = list(image.crop(tuple(int(edge) for edge in inner)).tobytes())
        return sum(dot < 128 for dot in dots) / len(dots)


def pages(document: bytes) -> list[Page]:
    return [Page(page) for page in pypdfium2.PdfDocument(document)]
