"""Servers on this machine that speak what the ways speak: SMTP in earnest, SMS and WeChat Work
by their published interfaces. Each takes a free port and ends with its test.
"""

import base64
import hashlib
import json
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class Mailbox:
    """What a mail server was told, and how it answers. ``refuse``: command → answer, once each."""

    user: str = ""
    password: str = ""
    certificate: Path | None = None
    refuse: dict[str, str] = field(default_factory=dict)
    port: int = 0
    mails: list[tuple[str, str, bytes]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def message(self, number: int = -1) -> EmailMessage:
        """A mail as a mail program reads it."""
        found = message_from_bytes(self.mails[number][2], policy=default)
        return cast(EmailMessage, found)


class _Conversation(socketserver.StreamRequestHandler):
    """One connection: RFC 5321 with STARTTLS (3207) and AUTH PLAIN (4954)."""

    timeout = 10

    def handle(self) -> None:
        self.box: Mailbox = self.server.box  # type: ignore[attr-defined]
        self.secure = self.known = False
        self.sender = self.to = ""
        self.reply("220 mail.example.gov.cn ESMTP")
        while line := self.rfile.readline(2000).decode().rstrip("\r\n"):
            verb, _, rest = line.partition(" ")
            self.box.said.append(verb.upper() if verb.upper() == "AUTH" else line)
            if refused := self.box.refuse.pop(verb.upper(), ""):
                self.reply(refused)
            elif getattr(self, f"do_{verb.lower()}")(rest):
                return

    def reply(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())

    def do_ehlo(self, rest: str) -> bool:
        offers = ["250-mail.example.gov.cn", "250-8BITMIME"]
        if self.box.certificate and not self.secure:
            offers.append("250-STARTTLS")
        if self.box.user:
            offers.append("250-AUTH PLAIN")
        self.reply(*offers, "250 SIZE 1000000")
        return False

    def do_starttls(self, rest: str) -> bool:
        self.reply("220 go ahead")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(str(self.box.certificate))
        self.request = self.connection = context.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", 0)
        self.secure = True
        return False

    def do_auth(self, rest: str) -> bool:
        given = base64.b64decode(rest.partition(" ")[2]).split(b"\0")[1:]
        self.known = given == [self.box.user.encode(), self.box.password.encode()]
        self.reply("235 2.7.0 ok" if self.known else "535 5.7.8 bad credentials")
        return False

    def do_mail(self, rest: str) -> bool:
        self.sender = rest.partition("<")[2].partition(">")[0]
        allowed = self.known or not self.box.user
        self.reply("250 2.1.0 ok" if allowed else "530 5.7.0 authenticate first")
        return False

    def do_rcpt(self, rest: str) -> bool:
        self.to = rest.partition("<")[2].partition(">")[0]
        self.reply("250 2.1.5 ok")
        return False

    def do_data(self, rest: str) -> bool:
        self.reply("354 end with a dot")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b"..") else line)
        if refused := self.box.refuse.pop("BODY", ""):
            self.reply(refused)
            return False
        self.box.mails.append((self.sender, self.to, b"".join(lines)))
        self.reply(f"250 2.0.0 Ok: queued as Q{len(self.box.mails):04}")
        return False

    def do_rset(self, rest: str) -> bool:
        self.reply("250 ok")
        return False

    def do_quit(self, rest: str) -> bool:
        self.reply("221 bye")
        return True


class _MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, box: Mailbox) -> None:
        self.box = box
        super().__init__(("127.0.0.1", 0), _Conversation)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no news."""


@contextmanager
def mail_server(box: Mailbox) -> Iterator[Mailbox]:
    """A mail server on a free port of this machine."""
    with _MailServer(box) as server, _running(server):
        box.port = server.server_address[1]
        yield box


@contextmanager
def _running(server: Any) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()


def certificate(folder: Path) -> Path:
    """A certificate for localhost that vouches for itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    names = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "mail.pem"
    encoding = serialization.Encoding.PEM
    plain = serialization.NoEncryption()
    private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(private + made.public_bytes(encoding))
    return path


@dataclass
class Platform:
    """An SMS platform (云MAS norsubmit) and WeChat Work in one: what it was asked, how it answers.

    tokens: how many access tokens were given; only the newest one counts.
    """

    secret: str = "mima"
    members: frozenset[str] = frozenset({"ZhangSan"})
    answers: list[dict[str, Any]] = field(default_factory=list)
    address: str = ""
    sms: list[dict[str, str]] = field(default_factory=list)
    texts: list[dict[str, Any]] = field(default_factory=list)
    tokens: int = 0

    def submit(self, body: bytes) -> dict[str, Any]:
        """``/sms/norsubmit``: checks the mac as the platform does."""
        asked = json.loads(base64.b64decode(body))
        parts = [asked[name] for name in ("ecName", "apId")] + [self.secret]
        parts += [asked[name] for name in ("mobiles", "content", "sign", "addSerial")]
        mac = hashlib.md5("".join(parts).encode()).hexdigest()
        if asked["mac"] != mac:
            return {"msgGroup": "", "rspcod": "IllegalMac", "success": False}
        self.sms.append(asked)
        return {"msgGroup": f"G{len(self.sms)}", "rspcod": "success", "success": True}

    def token(self, asked: dict[str, list[str]]) -> dict[str, Any]:
        """``/cgi-bin/gettoken``."""
        if asked.get("corpsecret") != [self.secret]:
            return {"errcode": 40001, "errmsg": "invalid credential"}
        self.tokens += 1
        given = {"access_token": f"T{self.tokens}", "expires_in": 7200}
        return {"errcode": 0, "errmsg": "ok", **given}

    def message(self, asked: dict[str, list[str]], body: bytes) -> dict[str, Any]:
        """``/cgi-bin/message/send``."""
        if asked.get("access_token") != [f"T{self.tokens}"]:
            return {"errcode": 42001, "errmsg": "access_token expired"}
        text = json.loads(body)
        assert text["msgtype"] == "text"
        assert isinstance(text["agentid"], int)
        if text["touser"] not in self.members:
            return {"errcode": 81013, "errmsg": "user & party & tag all invalid"}
        self.texts.append(text)
        return {"errcode": 0, "errmsg": "ok", "msgid": f"M{len(self.texts)}", "invaliduser": ""}


class _Web(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers["Content-Length"])))

    def _answer(self, body: bytes) -> None:
        platform: Platform = self.server.platform  # type: ignore[attr-defined]
        parts = urlsplit(self.path)
        asked = parse_qs(parts.query)
        if platform.answers:
            found = platform.answers.pop(0)
        elif parts.path == "/sms/norsubmit":
            found = platform.submit(body)
        elif parts.path == "/cgi-bin/gettoken":
            found = platform.token(asked)
        else:
            found = platform.message(asked, body)
        content = json.dumps(found).encode()
        self.send_response(found.get("status", 200))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@contextmanager
def platform_server(platform: Platform) -> Iterator[Platform]:
    """The platforms on a free port of this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Web) as server, _running(server):
        server.platform = platform  # type: ignore[attr-defined]
        platform.address = f"http://127.0.0.1:{server.server_address[1]}"
        yield platform
