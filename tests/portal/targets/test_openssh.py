"""rsync and SFTP to a real OpenSSH server on this machine."""

import getpass
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from gongkai.organisation.actor import Actor
from gongkai.outbox.models import Effect
from gongkai.outbox.worker import drain
from gongkai.portal.building import build
from gongkai.portal.models import Target
from gongkai.portal.targets import actions
from gongkai.portal.targets.openssh import Host, Rsync, Sftp
from gongkai.portal.targets.place import Place
from gongkai.portal.targets.pushing import push
from gongkai.portal.targets.transport import TargetFault
from portal.factory import Press
from system import PATIENCE, free_port, missing, need, wait_for

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@dataclass(frozen=True)
class Server:
    """A server with one user and one key."""

    port: int
    key: Path
    host_key: str
    folder: Path

    def host(self, **changes: object) -> Host:
        """The way to it."""
        values = {
            "name": "127.0.0.1",
            "port": self.port,
            "user": getpass.getuser(),
            "key_file": str(self.key),
            "host_key": self.host_key,
            "folder": str(self.folder),
        }
        return Host(**(values | changes))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    program, keygen = need("sshd"), shutil.which("ssh-keygen") or missing("缺少ssh-keygen")
    folder = tmp_path_factory.mktemp("ssh")
    for name in ("host", "user"):
        command = [keygen, "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(command, check=True)
    shutil.copy(folder / "user.pub", folder / "allowed")
    port = free_port()
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    configuration = folder / "sshd_config"
    configuration.write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile none\n"
        f"AuthorizedKeysFile {folder}/allowed\nStrictModes no\nUsePAM no\n"
        f"PermitRootLogin yes\nPasswordAuthentication no\n"
        f"SetEnv PATH={os.environ['PATH']}\nSubsystem sftp internal-sftp\n"
    )
    running = subprocess.Popen([program, "-D", "-e", "-f", str(configuration)])
    try:
        wait_for(port, running)
        line = (folder / "host.pub").read_text().rsplit(" ", 1)[0]
        yield Server(port, folder / "user", line, folder / "there")
    finally:
        running.terminate()
        running.wait(PATIENCE)


def in_folder(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("kind", ["rsync", "sftp"])
def test_the_tree_follows_every_change(
    press: Press, admin: Actor, server: Server, tmp_path_factory: pytest.TempPathFactory, kind: str
) -> None:
    if kind == "rsync":
        need("rsync")
    need("sftp")
    there = tmp_path_factory.mktemp("far") / "公开 site"
    first = press.publish("第一条", attachments=[('附件 [1]*"甲".pdf', b"%PDF one")])
    drain()
    host = server.host()
    place = Place(
        "区网站",
        kind,
        host=host.name,
        port=host.port,
        user=host.user,
        folder=str(there),
        key_file=host.key_file,
        host_key=host.host_key,
    )
    if kind == "sftp":
        there.mkdir()
    actions.add_target(admin, press.town, place)
    drain()
    assert list(Effect.objects.exclude(state="done").values_list("last_error", flat=True)) == []
    assert in_folder(there) == press.files()
    press.publish("第二条")
    press.correct(first, "更正", attachments=[("新附件.pdf", b"%PDF two")])
    press.withdraw(first)
    drain()
    assert list(Effect.objects.exclude(state="done").values_list("last_error", flat=True)) == []
    assert in_folder(there) == press.files()
    (there / "index.html").write_text("涂改")
    actions.resend_target(admin, Target.objects.get())
    build(press.town)
    push(Target.objects.get())
    assert in_folder(there) == press.files()


@pytest.mark.parametrize("way", [Rsync, Sftp])
def test_a_wrong_host_key_or_login_is_refused_in_words(
    server: Server, way: type[Rsync] | type[Sftp], tmp_path: Path
) -> None:
    need("rsync"), need("sftp")
    other = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1pPUnCzV1mQ0rs4vp7d1v0Wc8lq9jfm0k8Zkq0r5lQ"
    for changes, words in (
        ({"host_key": other}, "主机公钥"),
        ({"user": "nobody-here"}, "登录被拒绝"),
        ({"port": 9}, "没有接受连接"),
    ):
        with pytest.raises(TargetFault, match=words):
            way(server.host(**changes)).read("index.html")


def test_what_is_not_there_reads_as_nothing(server: Server, tmp_path: Path) -> None:
    need("rsync"), need("sftp")
    host = server.host(folder=str(tmp_path))
    (tmp_path / "一.html").write_text("有")
    for way in (Rsync(host), Sftp(host)):
        assert way.read("无.html") is None
        assert way.read("一.html") == "有".encode()


def test_a_missing_program_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    host = Host("h", 22, "u", "/k", "ssh-ed25519 A", "/f")
    with pytest.raises(TargetFault, match=r"没有ssh程序.*openssh-client"):
        Sftp(host).read("index.html")
