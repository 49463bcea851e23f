"""Writing small PDF files by hand, object by object, to say exactly what is drawn."""

import io
import zlib

from PIL import Image

A4 = "[0 0 595 842]"


def stream(data: bytes, entries: str = "") -> bytes:
    return f"<</Length {len(data)}{entries}>>stream\n".encode() + data + b"\nendstream"


def assemble(objects: list[bytes], trailer: str = "") -> bytes:
    out, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    end = f"trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{table}\n%%EOF"
    return out + end.encode()


def pdf(
    *contents: str,
    page: str = "",
    catalog: str = "",
    resources: str = "",
    extra: tuple[bytes, ...] = (),
    trailer: str = "",
) -> bytes:
    """A document with one page for each content; ``extra`` objects are numbered from 4.

    Fonts /F1 (Helvetica) and graphics states /Half (transparent) and /Multiply are at hand.
    """
    first = 4 + len(extra)
    pages = [first + 2 * at for at in range(len(contents))]
    kids = " ".join(f"{at} 0 R" for at in pages)
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *extra,
    ]
    for at, content in zip(pages, contents, strict=True):
        box = "" if "/MediaBox" in page else f"/MediaBox{A4}"
        objects.append(
            f"<</Type/Page/Parent 2 0 R{box}{page}/Contents {at + 1} 0 R/Resources<<"
            f"/Font<</F1 3 0 R>>/ExtGState<</Half<</ca 0.4>>/Multiply<</BM/Multiply>>>>"
            f"{resources}>>>>".encode()
        )
        objects.append(stream(content.encode("latin-1")))
    return assemble(objects, trailer)


def words(text: str, x: float = 50, y: float = 700, size: float = 12, mode: int = 0) -> str:
    return f"BT /F1 {size} Tf {mode} Tr {x} {y} Td ({text}) Tj ET\n"


def box(x: float, y: float, width: float, height: float, colour: str = "0 g") -> str:
    return f"q {colour} {x} {y} {width} {height} re f Q\n"


def image_object(picture: Image.Image) -> bytes:
    raw = picture.convert("RGB").tobytes()
    return stream(
        zlib.compress(raw),
        f"/Type/XObject/Subtype/Image/Width {picture.width}/Height {picture.height}"
        "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode",
    )


def jpeg_object(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as picture:
        size = f"/Width {picture.width}/Height {picture.height}"
    return stream(
        data,
        f"/Type/XObject/Subtype/Image{size}/ColorSpace/DeviceRGB/BitsPerComponent 8"
        "/Filter/DCTDecode",
    )
