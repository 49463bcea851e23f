"""Reading pictures of text: an optional extra, whose result is a suggestion for a person.

Nothing that it reads counts as read: the reviewer opens the picture all the same.
"""

import logging
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

from gongkai.documents.extraction.image.opening import DAMAGED, UNREADABLE, opened_picture
from gongkai.documents.inspect import UploadError
from gongkai.documents.rendering.pages import page_image

LONGEST_SIDE = 2_400
"""Points; a larger picture is made smaller first, which costs no character of a scanned page."""

_PAGE_WIDTH = 1_654
"""Points across A4 at 200 to the inch, the resolution at which scanners write office documents."""

_LIBRARY, _ENGINE = "rapidocr", "onnxruntime"
_MODELS = {"Det": "_det_", "Cls": "_cls_", "Rec": "_rec_"}
_LOCK = Lock()


class OcrNotAvailable(RuntimeError):
    """The extra is not installed; its text tells the person, in Chinese."""


@dataclass(frozen=True)
class Line:
    """A line that was recognised, with left, top, right and bottom as shares of the picture,
    and how sure the program is of it, 0 to 1.
    """

    text: str
    box: tuple[float, float, float, float]
    confidence: float


def available() -> bool:
    """Whether the extra is installed with its models."""
    return all(find_spec(name) is not None for name in (_LIBRARY, _ENGINE)) and (
        len(_model_files()) == len(_MODELS)
    )


def recognise(png_bytes: bytes) -> list[Line]:
    """Suggest what a PNG or JPEG says, line by line from the top. Takes seconds of processor time.

    :raises OcrNotAvailable: if the extra is not installed.
    :raises UploadError: for a damaged picture or one with too many pixels.
    """
    if not available():
        raise OcrNotAvailable("没有安装文字识别组件，请由人打开图片查看。")
    import numpy

    with opened_picture(png_bytes) as picture:
        try:
            small = picture.convert("RGB")
            small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        except UNREADABLE as error:
            raise UploadError(DAMAGED) from error
    # The library expects the colours in the order blue, green, red.
    points = numpy.asarray(small)[:, :, ::-1]
    with _LOCK:
        found = _engine()(points)
    if not found.txts:
        return []
    return [
        Line(text, _share(box, small.width, small.height), float(score))
        for text, box, score in zip(found.txts, found.boxes, found.scores, strict=True)
    ]


def recognise_pdf_page(data: bytes, page: int) -> list[Line]:
    """Suggest what a page of a PDF (from 1) says, as ``recognise`` does.

    :raises OcrNotAvailable: if the extra is not installed.
    :raises UploadError: for a PDF that cannot be opened or drawn.
    :raises ValueError: for a page that is not there.
    """
    return recognise(page_image(data, page, _PAGE_WIDTH))


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    # With the paths given the library never asks the network for a model.
    paths = {f"{part}.model_path": path for part, path in _model_files().items()}
    return RapidOCR(params={"Global.log_level": "error", **paths})


@cache
def _model_files() -> dict[str, str]:
    library = find_spec(_LIBRARY)
    if library is None or library.origin is None:
        return {}
    files = sorted((Path(library.origin).parent / "models").glob("*.onnx"))
    return {
        part: str(file) for part, mark in _MODELS.items() for file in files if mark in file.name
    }


def _share(box: Any, width: int, height: int) -> tuple[float, float, float, float]:
    across = [float(point[0]) / width for point in box]
    down = [float(point[1]) / height for point in box]
    return min(across), min(down), max(across), max(down)
