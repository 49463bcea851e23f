"""Pictures of a document: kept as files, in a form that every browser shows."""

import io
import re
from typing import Any

from PIL import Image

from gongkai.documents.conversion.model import InlineImage

_KEPT = {"image/png": "png", "image/jpeg": "jpg"}
_MOST_PIXELS = 60_000_000
# What Word and WPS write by themselves describes nothing: 图片 3, IMG_256, a file name.
_MADE_UP = re.compile(
    r"(?:图片|图像|picture|image|img|微信图片|截图|屏幕截图|qq图片|screenshot|wps图片)[\s_\-\d（）()]*"
    r"|.*\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf)|[0-9a-f]{16,}",
    re.IGNORECASE,
)


class Pictures:
    """Collects the pictures while mammoth walks the document."""

    def __init__(self) -> None:
        self.found: list[InlineImage] = []
        self.lost = 0

    def keep(self, picture: Any) -> list[Any]:
        """Keep one picture and give mammoth the element that shows it."""
        from mammoth import html

        with picture.open() as source:
            data = source.read()
        image = self._image(data, picture.content_type, written_alt(picture.alt_text))
        if image is None:
            self.lost += 1
            return []
        self.found.append(image)
        return [html.element("img", {"src": f"files/{image.name}", "alt": image.alt})]

    def _image(self, data: bytes, media_type: str | None, alt: str) -> InlineImage | None:
        stem = f"image{len(self.found) + 1}"
        if media_type in _KEPT:
            return InlineImage(f"{stem}.{_KEPT[media_type]}", data, media_type, alt)
        png = _as_png(data)
        return None if png is None else InlineImage(f"{stem}.png", png, "image/png", alt)


def written_alt(given: str | None) -> str:
    """The description that a person wrote; empty for what the program made up."""
    text = " ".join((given or "").split())
    return "" if _MADE_UP.fullmatch(text) else text


def _as_png(data: bytes) -> bytes | None:
    try:
        with Image.open(io.BytesIO(data)) as image:
            # Vector pictures of Windows need Windows to draw them.
            if image.format in {"EMF", "WMF"} or image.width * image.height > _MOST_PIXELS:
                return None
            target = io.BytesIO()
            image.convert("RGBA" if "transparency" in image.info else "RGB").save(target, "PNG")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return target.getvalue()
