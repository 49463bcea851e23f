"""DOC, WPS, RTF, XLS and ET through LibreOffice, where the machine has it."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path, PurePosixPath
from typing import Final

from gongkai.documents.inspect import UploadError
from gongkai.documents.recognition import Content, recognise

NEWER: Final = {
    ".doc": "docx",
    ".wps": "docx",
    ".rtf": "docx",
    ".xls": "xlsx",
    ".et": "xlsx",
}
"""What each old kind becomes."""

# Left to guess, LibreOffice reads anything as text; told the format, it refuses what is damaged.
_READERS: Final = {"docx": "MS Word 97", "xlsx": "MS Excel 97"}

_SECONDS = 90
_FILTERS: Final = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}

# Macros never run, links are not followed, and nothing is fetched from a network.
_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop>
</item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop>
</item>
</oor:items>
"""


def _program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def legacy_available() -> bool:
    """Say whether this machine can read the old formats."""
    return _program() is not None


def is_legacy(name: str) -> bool:
    """Say whether the name is one of an old format."""
    return PurePosixPath(name).suffix.lower() in NEWER


def modernise(name: str, data: bytes) -> tuple[str, bytes]:
    """Give an old document as DOCX or XLSX: its new name and content.

    :raises UploadError: without LibreOffice, or if it cannot read the document in time.
    """
    path = PurePosixPath(name)
    newer = NEWER[path.suffix.lower()]
    program = _program()
    if program is None:
        raise UploadError(
            f"本系统读不了旧格式的《{name}》。请用 WPS 或 Word、Excel 打开，{_advice(newer)}"
        )
    with tempfile.TemporaryDirectory(prefix="gongkai-legacy-") as place:
        folder = Path(place)
        # A name of our own: one from outside could be read as an option.
        source = folder / f"document{path.suffix.lower()}"
        source.write_bytes(data)
        reader = "Rich Text Format" if recognise(data) is Content.RTF else _READERS[newer]
        _run([program, f"--infilter={reader}"], folder, source, newer, name)
        result = folder / "out" / f"document.{newer}"
        if not result.exists():
            raise UploadError(
                f"《{name}》打不开，可能已损坏或者设了密码。请用原软件打开，{_advice(newer)}"
            )
        return f"{path.stem}.{newer}", result.read_bytes()


def _advice(newer: str) -> str:
    return f"另存为 .{newer} 后上传。"


def _run(program: list[str], folder: Path, source: Path, newer: str, name: str) -> None:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    command = [
        *program,
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"),
        *("--convert-to", _FILTERS[newer], "--outdir", str(folder / "out"), str(source)),
    ]
    environment = {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        # LibreOffice without a display server draws into memory.
        "SAL_USE_VCLPLUGIN": "svp",
        **dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy"), "http://127.0.0.1:9"),
    }
    with subprocess.Popen(  # noqa: S603 - a fixed program, and no argument from outside
        command,
        env=environment,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(timeout=_SECONDS)
        except subprocess.TimeoutExpired as error:
            # The program is a script that starts another: both go.
            os.killpg(process.pid, signal.SIGKILL)
            raise UploadError(
                f"《{name}》转换超过{_SECONDS}秒，已停止。请用原软件打开，{_advice(newer)}"
            ) from error
