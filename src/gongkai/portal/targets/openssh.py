"""rsync and SFTP by the programs of the system, through OpenSSH with the host's known key."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongkai.portal.targets.transport import TargetFault

CONNECT_SECONDS: Final = 10
LONGEST_SECONDS: Final = 3600
_MISSING_FILES: Final = 23
"""rsync: some files could not be taken; where one was asked for, it is not there."""


@dataclass(frozen=True)
class Host:
    """Where to go, as whom, with which key; ``host_key`` is the line of its public key."""

    name: str
    port: int
    user: str
    key_file: str
    host_key: str
    folder: str

    @property
    def address(self) -> str:
        """``user@host``; an IPv6 address in brackets."""
        return f"{self.user}@{f'[{self.name}]' if ':' in self.name else self.name}"


class Rsync:
    """Takes files by rsync, which itself renames each when it is whole."""

    def __init__(self, host: Host) -> None:
        self.host = host

    def send(self, source: Path, paths: Sequence[str]) -> None:
        """Put files there; rsync keeps the order within one call by name, so one call a rank."""
        self._run(["--mkpath", "-tI", "--chmod=F644", f"{source}/", self._there("")], paths)

    def remove(self, paths: Sequence[str]) -> None:
        """Take files away: they are named, and missing here."""
        with tempfile.TemporaryDirectory() as nothing:
            for path in paths:
                (Path(nothing) / path).parent.mkdir(parents=True, exist_ok=True)
            self._run(["-t", "--delete-missing-args", f"{nothing}/", self._there("")], paths)

    def read(self, path: str) -> bytes | None:
        """What stands there."""
        with tempfile.TemporaryDirectory() as folder, _ssh(self.host) as options:
            kept = Path(folder) / "file"
            command = [
                _program("rsync"),
                "-s",
                "-e",
                _joined(options),
                self._there(path),
                str(kept),
            ]
            done = _run(command, self.host)
            if done.returncode == _MISSING_FILES:
                return None
            _must(done, self.host)
            return kept.read_bytes()

    def _there(self, path: str) -> str:
        return f"{self.host.address}:{self.host.folder.rstrip('/')}/{path}"

    def _run(self, arguments: list[str], paths: Sequence[str]) -> None:
        names = "".join(f"{path}\0" for path in paths)
        with _ssh(self.host) as options:
            command = [_program("rsync"), "-s", "--from0", "--files-from=-", "-e", _joined(options)]
            _must(_run([*command, *arguments], self.host, names), self.host)


class Sftp:
    """Takes files by the sftp program: beside the file first, then renamed over it."""

    def __init__(self, host: Host, direct: str = "") -> None:
        self.host = host
        self._direct = direct

    def send(self, source: Path, paths: Sequence[str]) -> None:
        """Put files there."""
        folders = dict.fromkeys(
            folder for path in paths for folder in _folders(f"{self._folder}/{path}")
        )
        with tempfile.TemporaryDirectory() as staged:
            lines = [f"-mkdir {_quoted(folder)}" for folder in folders]
            for number, path in enumerate(paths):
                # Names without signs that the program would take for a pattern.
                (Path(staged) / str(number)).symlink_to((source / path).absolute())
                target = f"{self._folder}/{path}"
                lines.append(f"put {staged}/{number} {_quoted(f'{target}.unfinished')}")
                lines.append(f"rename {_quoted(f'{target}.unfinished')} {_quoted(target)}")
            self._batch(lines)

    def remove(self, paths: Sequence[str]) -> None:
        """Take files away, and folders that are empty then."""
        lines = [f"-rm {_quoted(f'{self._folder}/{path}')}" for path in paths]
        folders = {folder for path in paths for folder in _folders(path)}
        deepest = sorted(folders, key=lambda folder: (-folder.count("/"), folder))
        lines += [f"-rmdir {_quoted(f'{self._folder}/{folder}')}" for folder in deepest]
        self._batch(lines)

    def read(self, path: str) -> bytes | None:
        """What stands there."""
        with tempfile.TemporaryDirectory() as folder:
            kept = Path(folder) / "file"
            there = _quoted(f"{self._folder}/{path}")
            self._batch([f"-get {there} {kept}"])
            return kept.read_bytes() if kept.exists() else None

    @property
    def _folder(self) -> str:
        return self.host.folder.rstrip("/")

    def _batch(self, lines: list[str]) -> None:
        with _ssh(self.host) as options:
            program = _program("sftp")
            way = ["-D", self._direct] if self._direct else ["-P", str(self.host.port)]
            where = [] if self._direct else [*options[3:], self.host.address]
            done = _run([program, "-b", "-", *way, *where], self.host, "\n".join(lines) + "\n")
            _must(done, self.host)


def _folders(path: str) -> list[str]:
    """The folders above a path, the highest first."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[:n]) for n in range(1, len(parts) + 1) if "/".join(parts[:n])]


def _quoted(path: str) -> str:
    """A path for the sftp program, which takes no sign within quotes for a pattern."""
    text = path.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


@contextmanager
def _ssh(host: Host) -> Iterator[list[str]]:
    """The ssh command: only this key, only this host key, no questions."""
    with tempfile.NamedTemporaryFile("w", prefix="gongkai-known-") as known:
        name = host.name if host.port == 22 else f"[{host.name}]:{host.port}"
        known.write(f"{name} {host.host_key}\n")
        known.flush()
        options = {
            "BatchMode": "yes",
            "StrictHostKeyChecking": "yes",
            "UserKnownHostsFile": known.name,
            "GlobalKnownHostsFile": "/dev/null",
            "IdentitiesOnly": "yes",
            "IdentityFile": host.key_file,
            "ConnectTimeout": str(CONNECT_SECONDS),
            "ServerAliveInterval": "15",
        }
        flags = [part for name, value in options.items() for part in ("-o", f"{name}={value}")]
        yield [_program("ssh"), "-p", str(host.port), *flags]


def _joined(command: list[str]) -> str:
    """A command as rsync takes it: words apart by blanks, quoted where they hold some."""
    return " ".join(f"'{word}'" if " " in word else word for word in command)


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        package = "rsync" if name == "rsync" else "openssh-client"
        raise TargetFault(
            f"运行后台任务的服务器上没有{name}程序。请系统管理员安装{package}软件包，之后会自动再送。"
        )
    return found


def _run(command: list[str], host: Host, given: str = "") -> "subprocess.CompletedProcess[str]":
    try:
        return subprocess.run(  # noqa: S603 - a fixed program, no shell
            command,
            input=given,
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
            check=False,
            env={"LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", os.defpath)},
        )
    except subprocess.TimeoutExpired:
        raise TargetFault(f"{host.name}超过一小时没有收完，稍后会自动再送。") from None


_KNOWN: Final = (
    ("Host key verification failed", "主机公钥与登记的不一致。请与对方核实后修改“主机公钥”。"),
    ("REMOTE HOST IDENTIFICATION HAS CHANGED", "主机公钥变了。请与对方核实后修改“主机公钥”。"),
    ("Permission denied (", "登录被拒绝。请核对用户名，并请对方登记私钥对应的公钥。"),
    ("Could not resolve hostname", "找不到这台主机，请核对主机名。"),
    ("Connection refused", "主机没有接受连接，请核对端口，并确认对方服务已启动。"),
    ("timed out", "连接超时，请核对网络是否可达。"),
    ("Permission denied", "对方目录不允许写入，请核对目录和权限。"),
    ("No space left", "对方磁盘已满。"),
    ("command not found", "对方主机上没有rsync程序，请对方安装，或者改用SFTP。"),
)


def _must(done: "subprocess.CompletedProcess[str]", host: Host) -> None:
    """Raise TargetFault where a program ended with a fault, in words for a person."""
    if done.returncode == 0:
        return
    said = done.stderr.strip()
    words = next((words for sign, words in _KNOWN if sign in said), "")
    last = said.splitlines()[-1][:200] if said else f"程序返回{done.returncode}"
    raise TargetFault(f"送往{host.name}没有成功：{words or last}")
