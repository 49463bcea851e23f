"""A picture as a reader sees it, small enough for a page."""

import io

from PIL import ImageOps

from gongkai.documents.extraction.image.opening import DAMAGED, UNREADABLE, opened_picture
from gongkai.documents.inspect import UploadError

_TALLEST = 6_000


def picture_image(data: bytes, width: int) -> bytes:
    """Give a PNG or JPEG as PNG of at most ``width`` points across, turned as it is shown.

    :raises UploadError: for damage and for too many points.
    """
    with opened_picture(data) as opened:
        try:
            turned = ImageOps.exif_transpose(opened)
            small = turned.convert("RGBA" if "A" in turned.mode or turned.mode == "P" else "RGB")
            small.thumbnail((width, _TALLEST))
        except UNREADABLE as error:
            raise UploadError(DAMAGED) from error
    stream = io.BytesIO()
    small.save(stream, "PNG")
    return stream.getvalue()
