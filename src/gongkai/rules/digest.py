"""Canonical JSON and named digests: how "reviewed is what is published" is measured.

A digest is written ``algorithm:hex`` so that anyone can recompute it years later without
asking which algorithm was used. SHA-256 is the default; SM3 (GB/T 32905) can be chosen where
国密 is required.
"""

import hashlib
import hmac
import json
import re
from datetime import date, datetime
from typing import Final

ALGORITHMS: Final = ("sha256", "sm3")
MAX_DEPTH: Final = 64

_DIGEST = re.compile(r"(?P<algorithm>[a-z0-9]+):(?P<hex>[0-9a-f]{64})")


class DigestError(ValueError):
    """The value cannot be made canonical, or the algorithm or digest is not usable."""


def canonical_json(value: object) -> bytes:
    """Give the one byte string that stands for ``value``.

    Takes ``str``, ``int``, ``bool``, ``None``, ``date`` (written as ISO ``YYYY-MM-DD``), and
    lists, tuples and dictionaries of these; keys must be ``str``. Gives UTF-8 JSON with keys
    sorted by code point, no blanks and no escapes beyond those JSON demands.

    Text is taken exactly as it is: no Unicode normalisation, because two texts that differ in
    code points are two texts for a reviewer's opinion. Whoever accepts input normalises it
    before review.

    Raises:
        DigestError: for floats (their spelling differs between systems), instants (store a
            date, or an ISO text with its offset), other types, text that is not valid
            Unicode, or nesting deeper than ``MAX_DEPTH``.
    """
    text = json.dumps(
        _plain(value, "$", 0), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise DigestError("文本中含有无法编码的字符，不能计算摘要") from error


def digest(data: bytes, algorithm: str = "sha256") -> str:
    """Give ``algorithm:hex`` over ``data``.

    Raises:
        DigestError: when the algorithm is unknown, or not offered by this system's OpenSSL.
    """
    if algorithm not in ALGORITHMS:
        raise DigestError(f"不支持的摘要算法：{algorithm}；可用：{'、'.join(ALGORITHMS)}")
    try:
        return f"{algorithm}:{hashlib.new(algorithm, data).hexdigest()}"
    except ValueError as error:
        raise DigestError(f"本机的加密库不提供摘要算法 {algorithm}") from error


def digest_json(value: object, algorithm: str = "sha256") -> str:
    """Give the digest of the canonical JSON of ``value``; errors as in the two it is made of."""
    return digest(canonical_json(value), algorithm)


def verify(data: bytes, expected: str) -> bool:
    """Say whether ``data`` has the digest ``expected`` (``algorithm:hex``).

    Raises:
        DigestError: when ``expected`` is not a digest or its algorithm is not usable; a false
            answer always means "the content is different".
    """
    algorithm = algorithm_of(expected)
    return hmac.compare_digest(digest(data, algorithm), expected)


def verify_json(value: object, expected: str) -> bool:
    """Say whether the canonical JSON of ``value`` has the digest ``expected``."""
    return verify(canonical_json(value), expected)


def algorithm_of(text: str) -> str:
    """Give the algorithm named in a digest ``algorithm:hex``.

    Raises:
        DigestError: when ``text`` has not that form or names an unknown algorithm.
    """
    match = _DIGEST.fullmatch(text)
    if match is None or match["algorithm"] not in ALGORITHMS:
        raise DigestError(f"不是有效的摘要：{text[:80]}")
    return match["algorithm"]


def available_algorithms() -> tuple[str, ...]:
    """Give the algorithms that this system can compute, in order of preference."""
    return tuple(name for name in ALGORITHMS if _computes(name))


def _computes(algorithm: str) -> bool:
    try:
        digest(b"", algorithm)
    except DigestError:
        return False
    return True


def _plain(value: object, path: str, depth: int) -> object:
    """Give ``value`` with dates as text, or raise with the path of what cannot be taken."""
    if depth > MAX_DEPTH:
        raise DigestError(f"内容嵌套超过 {MAX_DEPTH} 层，不能计算摘要")
    if isinstance(value, dict):
        return {
            _key(key, path): _plain(item, f"{path}.{key}", depth + 1) for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [_plain(item, f"{path}[{i}]", depth + 1) for i, item in enumerate(value)]
    return _scalar(value, path)


def _key(key: object, path: str) -> str:
    if not isinstance(key, str):
        raise DigestError(f"{path} 的键不是文本：{key!r}")
    return key


def _scalar(value: object, path: str) -> object:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if value is None or isinstance(value, str | int):
        return value
    raise DigestError(f"{path} 的类型 {type(value).__name__} 不能计算摘要")
