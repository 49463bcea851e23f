"""What a person says of another place, and what may stand in each part of it."""

import re
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from gongkai.organisation.refusals import Invalid
from gongkai.portal.checks import own_folders
from gongkai.portal.models import TargetKind

FIELDS: Final = {
    TargetKind.DIRECTORY: ("folder",),
    TargetKind.RSYNC: ("host", "port", "user", "folder", "key_file", "host_key"),
    TargetKind.SFTP: ("host", "port", "user", "folder", "key_file", "host_key"),
    TargetKind.S3: ("host", "bucket", "folder", "region", "user", "secret"),
}
"""The parts that each kind of place has."""

OPTIONAL: Final = {TargetKind.S3: ("folder", "region")}

_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?")
_KEY = re.compile(r"(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp\d+) [A-Za-z0-9+/=]{40,}( .*)?")
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_PLAIN_PATH = re.compile(r"[\w./ -]*")


@dataclass(frozen=True)
class Place:
    """Another place as a person describes it; what its kind does not have stays empty."""

    name: str
    kind: str
    host: str = ""
    port: int = 22
    user: str = ""
    folder: str = ""
    key_file: str = ""
    host_key: str = ""
    bucket: str = ""
    region: str = ""
    secret: str = ""
    public_address: str = ""


def check(place: Place, *, keeps_secret: bool = False) -> None:
    """Raise Invalid, by field, for what cannot be; keeps_secret: one is stored already."""
    kind = TargetKind(place.kind)
    errors = {}
    for name in FIELDS[kind]:
        value = asdict(place)[name]
        if value == "" and name not in OPTIONAL.get(kind, ()):
            if not (name == "secret" and keeps_secret):
                errors[name] = "请填写这一项。"
        elif fault := _fault(kind, name, str(value)):
            errors[name] = fault
    if errors:
        raise Invalid(errors)


def _fault(kind: TargetKind, name: str, value: str) -> str:
    """What is wrong with a part; empty if nothing is."""
    if name == "folder":
        return _folder_fault(kind, value)
    if name == "host" and kind == TargetKind.S3:
        return "" if _is_service(value) else "请填写完整的服务地址，例如 https://oss.example.cn。"
    if name == "key_file":
        there = value.startswith("/") and Path(value).is_file()
        return "" if there else "服务器上没有这个文件。请填写私钥文件的完整路径。"
    pattern, words = _PATTERNS.get(name, (None, ""))
    return "" if pattern is None or not value or pattern.fullmatch(value) else words


def _is_service(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.query


_PATTERNS: Final = {
    "host": (_HOST, "请填写主机名或IP地址，不带“http://”和用户名。"),
    # It stands first in what ssh is told: what begins with a dash would be an option there.
    "user": (re.compile(r"[\w.@+/=][\w.@+/=-]*"), "只能用字母、数字和“.”“_”“-”等，不能以“-”开头。"),
    "host_key": (_KEY, "请粘贴主机公钥的一整行，以“ssh-ed25519”等开头。对方管理员可以提供。"),
    "bucket": (_BUCKET, "存储桶名称为3至63个小写字母、数字、“.”和“-”。"),
    "region": (re.compile(r"[a-z0-9-]+"), "区域只用小写字母、数字和“-”，例如 cn-qingdao-1。"),
}


def _folder_fault(kind: TargetKind, folder: str) -> str:
    """Folders must be whole paths that lead nowhere else, and never into our own."""
    if not _PLAIN_PATH.fullmatch(folder) or ".." in PurePosixPath(folder).parts:
        return "目录只能用文字、数字、空格和“/”“.”“-”“_”，不能有“..”。"
    if kind == TargetKind.S3:
        return "" if not folder.startswith("/") else "目录前面不加“/”。"
    if not folder.startswith("/") or folder.strip("/") == "":
        return "请填写从“/”开始的完整目录，不能是根目录。"
    return _own_fault(Path(folder)) if kind == TargetKind.DIRECTORY else ""


def _own_fault(folder: Path) -> str:
    """A folder of this machine must be apart from what the product itself keeps, and its own."""
    place = folder.resolve()
    for root in own_folders():
        if place.is_relative_to(root) or root.is_relative_to(place):
            return "这个目录里有本系统自己的文件，或者在它的里面。请另选一个目录。"
    if place.exists() and not place.is_dir():
        return "这是一个文件，请填写目录。"
    return ""
