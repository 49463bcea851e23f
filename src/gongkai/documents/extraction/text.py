"""Reading plain text and CSV in the encodings that Chinese office software writes."""

import codecs
import io
from collections.abc import Callable
from dataclasses import dataclass

from charset_normalizer import from_bytes

from gongkai.documents.extraction.model import Extraction, Segment
from gongkai.documents.inspect import UploadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DELIMITERS = ",\t;|，"
_SAMPLE = 4000
_UNKNOWN = "看不出文件的文字编码。请用记事本打开，另存为 UTF-8 编码后重新上传。"


@dataclass(frozen=True)
class Decoded:
    """A text, the encoding that gives its bytes back, and the byte order mark it began with."""

    text: str
    encoding: str
    mark: bytes = b""

    def encoded(self, text: str) -> bytes:
        """Give another text in the same encoding.

        :raises UnicodeEncodeError: if the encoding lacks a character.
        """
        return self.mark + text.encode(self.encoding)


@dataclass(frozen=True)
class Field:
    """A cell of a CSV file: its value, and where it stands in the text, quotes included."""

    row: int
    column: int
    value: str
    start: int
    end: int


def decode(data: bytes) -> Decoded:
    """Read bytes as UTF-8, UTF-16, GB 18030, Big5 or what they look like most.

    :raises UploadError: if no encoding fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _certain(data, encoding, mark)
    sample = data[:_SAMPLE]
    if sample[1::2].count(0) > len(sample) / 8:
        return _certain(data, "utf-16-le")
    if sample[0::2].count(0) > len(sample) / 8:
        return _certain(data, "utf-16-be")
    for encoding in ("utf-8", "gb18030"):
        try:
            decoded = Decoded(data.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
        return decoded if encoding == "utf-8" else _as_big5(data) or decoded
    return _likely(data)


def _as_big5(data: bytes) -> Decoded | None:
    """Read bytes as Big5 if that gives common characters where GB 18030 gives rare ones: almost
    every text in the one encoding can be read in the other.
    """
    try:
        text = data.decode("big5hkscs")
        other = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    is_same = text.encode("big5hkscs", "replace") == data
    if is_same and _share(text, _is_common_in_big5) > _share(other, _is_common) + _MUCH:
        return Decoded(text, "big5hkscs")
    return None


_MUCH = 0.3


def _share(text: str, is_common: Callable[[str], bool]) -> float:
    wide = [char for char in text[:_SAMPLE] if char > "\u2e80"]
    return sum(map(is_common, wide)) / len(wide) if wide else 1.0


def _is_common(char: str) -> bool:
    return len(char.encode("gb2312", "ignore")) == 2


def _is_common_in_big5(char: str) -> bool:
    return b"\xa1" <= char.encode("big5", "ignore")[:1] <= b"\xc6"


def _certain(data: bytes, encoding: str, mark: bytes = b"") -> Decoded:
    try:
        return Decoded(data[len(mark) :].decode(encoding), encoding, mark)
    except UnicodeDecodeError as error:
        raise UploadError(_UNKNOWN) from error


def _likely(data: bytes) -> Decoded:
    try:
        return Decoded(data.decode("big5hkscs"), "big5hkscs")
    except UnicodeDecodeError:
        best = from_bytes(data).best()
    if best is None:
        raise UploadError(_UNKNOWN)
    return _certain(data, best.encoding)


def lines(text: str) -> list[tuple[int, str]]:
    """Give the lines of a text without their ends, each with where it starts."""
    found, at = [], 0
    for line in io.StringIO(text, newline=""):
        found.append((at, line.rstrip("\r\n")))
        at += len(line)
    return found


def extract_text(data: bytes) -> Extraction:
    """Give a text line by line; places are ``line:12``.

    :raises UploadError: if its encoding cannot be told.
    """
    return Extraction(
        tuple(
            Segment(f"line:{number}", f"第{number}行", line)
            for number, (_, line) in enumerate(lines(decode(data).text), 1)
        )
    )


def extract_csv(data: bytes) -> Extraction:
    """Give a CSV file cell by cell; places are ``cell:12,3`` (row, column).

    :raises UploadError: if its encoding cannot be told.
    """
    return Extraction(
        tuple(
            Segment(
                f"cell:{field.row},{field.column}",
                f"第{field.row}行第{field.column}列",
                field.value,
                "\t" if field.column > 1 else "\n",
            )
            for field in fields(decode(data).text)
        )
    )


def delimiter_of(text: str) -> str:
    """Give the sign that most probably parts the cells: the one that most first lines hold."""
    sample = [line for _, line in lines(text[:_SAMPLE]) if line.strip()]
    return max(_DELIMITERS, key=lambda sign: sum(sign in line for line in sample))


def fields(text: str, delimiter: str | None = None) -> list[Field]:
    """Give the cells of a CSV text. Quotes part nothing where they are not closed."""
    sign = delimiter or delimiter_of(text)
    found: list[Field] = []
    at, row, column = 0, 1, 1
    while at < len(text):
        value, end = _field(text, at, sign)
        found.append(Field(row, column, value, at, end))
        at = end
        if text[at : at + 1] == sign:
            at, column = at + 1, column + 1
            if at == len(text) or text[at] in "\r\n":
                found.append(Field(row, column, "", at, at))
        if text[at : at + 1] in {"\r", "\n"}:
            at += 2 if text[at : at + 2] == "\r\n" else 1
            row, column = row + 1, 1
    return found


def _field(text: str, at: int, sign: str) -> tuple[str, int]:
    if text[at] == '"':
        end = _closing(text, at)
        if end and (end == len(text) or text[end] in (sign, "\r", "\n")):
            return text[at + 1 : end - 1].replace('""', '"'), end
    stops = [text.find(stop, at) for stop in (sign, "\n", "\r")]
    end = min((stop for stop in stops if stop >= 0), default=len(text))
    return text[at:end], end


def _closing(text: str, at: int) -> int:
    """Give where a quoted cell ends, or 0."""
    end = text.find('"', at + 1)
    while end >= 0 and text[end + 1 : end + 2] == '"':
        end = text.find('"', end + 2)
    return end + 1


def quoted(value: str, sign: str) -> str:
    """Give a value as it has to stand in a CSV file."""
    if not any(mark in value for mark in (sign, '"', "\r", "\n")):
        return value
    return '"' + value.replace('"', '""') + '"'
