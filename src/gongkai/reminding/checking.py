"""What is asked of a way and of an address before it is kept."""

import re
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from gongkai.organisation.refusals import Invalid
from gongkai.reminding.models import Gateway, Security, WayKind
from gongkai.rules.reminding import Way

HERE = frozenset({"localhost", "127.0.0.1", "::1"})
FIELDS: dict[WayKind, tuple[str, ...]] = {
    WayKind.EMAIL: ("host", "port", "security", "sender", "user", "secret"),
    WayKind.SMS: ("host", "company", "user", "secret", "sender"),
    WayKind.WECOM: ("host", "user", "sender", "secret"),
}
"""The parts of a way, in the order of its form."""

_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_WECOM = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}", re.ASCII)


@dataclass(frozen=True)
class GatewayFacts:
    """What an administrator says of a way; which parts count, ``FIELDS`` says."""

    kind: str
    host: str
    active: bool = True
    port: int = 587
    security: str = Security.STARTTLS
    sender: str = ""
    company: str = ""
    user: str = ""
    secret: str = ""

    def values(self) -> dict[str, Any]:
        """What is stored as it was given: the parts of the kind without the secret."""
        given = asdict(self)
        parts = (part for part in FIELDS[WayKind(self.kind)] if part != "secret")
        return {name: given[name] for name in ("active", *parts)}


def told(gateway: Gateway) -> dict[str, Any]:
    """What the ledger says of a way: everything but the secret."""
    parts = (part for part in FIELDS[WayKind(gateway.kind)] if part != "secret")
    return {name: getattr(gateway, name) for name in ("active", *parts)}


def check(facts: GatewayFacts, *, keeps_secret: bool) -> None:
    """Raise Invalid, by field, where a way cannot work or would give its secret away."""
    if facts.kind not in WayKind.values:
        raise Invalid({"kind": "没有这种发送方式。"})
    kind = WayKind(facts.kind)
    errors = _check_mail(facts) if kind is WayKind.EMAIL else _check_web(facts, kind)
    if not facts.secret and not keeps_secret and (kind is not WayKind.EMAIL or facts.user):
        errors |= {"secret": "请填写口令。"}
    if errors:
        raise Invalid(errors)


def _check_mail(facts: GatewayFacts) -> dict[str, str]:
    errors = {}
    if not facts.host or "/" in facts.host or ":" in facts.host.strip("[]"):
        errors["host"] = "请填写邮件服务器的主机名，如smtp.example.gov.cn，端口另填。"
    if not 1 <= facts.port <= 65535:
        errors["port"] = "端口是1到65535的数。"
    if not _is_mail(facts.sender):
        errors["sender"] = "请填写发件邮箱，如zwgk@example.gov.cn。"
    if not (facts.user + facts.secret).isascii():
        errors |= {"secret": "用户名和口令里只能有英文字母、数字和符号。"}
    if facts.security == Security.NONE and facts.host not in HERE:
        errors["security"] = "不加密的连接只能用于本机的邮件程序，请选STARTTLS或者TLS。"
    return errors


def _check_web(facts: GatewayFacts, kind: WayKind) -> dict[str, str]:
    errors = {}
    if not _is_service(facts.host, kind):
        errors["host"] = "请填写接口地址，如https://qyapi.weixin.qq.com。"
    if not facts.user:
        errors["user"] = "请填写，向平台管理员索取。"
    if kind is WayKind.WECOM and not facts.sender.isdecimal():
        errors["sender"] = "应用编号（AgentId）是一个数。"
    if kind is WayKind.SMS and not (facts.sender and facts.company):
        errors["sender" if facts.company else "company"] = "请填写，向短信平台索取。"
    return errors


def _is_service(address: str, kind: WayKind) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    plain = parts.scheme == "http" and (kind is WayKind.SMS or parts.hostname in HERE)
    return bool(parts.hostname) and (parts.scheme == "https" or plain)


def check_address(way: Way, address: str, field: str = "to") -> None:
    """Raise Invalid where an address cannot be one of this way."""
    if way is Way.EMAIL and not _is_mail(address):
        raise Invalid({field: "请填写完整的电子邮箱。"})
    if way is Way.SMS and not _MOBILE.fullmatch(address):
        raise Invalid({field: "请填写11位手机号码。"})
    if way is Way.WECOM and not _WECOM.fullmatch(address):
        raise Invalid({field: "企业微信账号由字母、数字和._-@组成，请向企业微信管理员核对。"})


def _is_mail(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
