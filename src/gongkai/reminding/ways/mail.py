"""E-mail by SMTP (RFC 5321), the line encrypted; the server's last answer is the proof."""

import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr

from django.utils import timezone

from gongkai.ledger.clock import now
from gongkai.reminding.models import Gateway, Security
from gongkai.reminding.ways.base import TIMEOUT_SECONDS, Parcel, WayFault, secret_of

TAKEN = 250


def send(gateway: Gateway, parcel: Parcel) -> str:
    """Hand a mail to the server; gives its answer to the text, with the number it was queued as."""
    secret = secret_of(gateway)
    try:
        with _connected(gateway) as server:
            if gateway.user:
                server.login(gateway.user, secret)
            return _handed_over(server, gateway, parcel)
    except smtplib.SMTPAuthenticationError as fault:
        words = f"邮件服务器不接受用户名或口令（{_said(fault.smtp_code, fault.smtp_error)}）"
        raise WayFault(words, lasting=True) from fault
    except UnicodeError as fault:
        raise WayFault("邮件的用户名、口令或者地址里有不能使用的字符。", lasting=True) from fault
    except (OSError, smtplib.SMTPException) as fault:
        raise WayFault(f"连接不上邮件服务器{gateway.host}：{fault}") from fault


def _connected(gateway: Gateway) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if gateway.security == Security.TLS:
        return smtplib.SMTP_SSL(
            gateway.host, gateway.port, timeout=TIMEOUT_SECONDS, context=context
        )
    server = smtplib.SMTP(gateway.host, gateway.port, timeout=TIMEOUT_SECONDS)
    if gateway.security == Security.STARTTLS:
        server.starttls(context=context)
    return server


def _handed_over(server: smtplib.SMTP, gateway: Gateway, parcel: Parcel) -> str:
    server.ehlo_or_helo_if_needed()
    _check(*server.mail(gateway.sender))
    _check(*server.rcpt(parcel.to))
    code, answer = server.data(message(gateway, parcel).as_bytes(policy=SMTP))
    _check(code, answer)
    return _said(code, answer)


def message(gateway: Gateway, parcel: Parcel) -> EmailMessage:
    """The mail as it is sent; the same parcel gives the same Message-ID."""
    mail = EmailMessage()
    mail["From"] = formataddr((f"{gateway.town.name}政务公开", gateway.sender))
    mail["To"] = parcel.to
    mail["Subject"] = f"【{gateway.town.name}政务公开】{parcel.subject}"
    mail["Date"] = format_datetime(timezone.localtime(now()))
    mail["Message-ID"] = f"<{parcel.identity}@{gateway.sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(parcel.text, cte="base64")
    return mail


def _check(code: int, answer: bytes) -> None:
    if code in (TAKEN, 251):
        return
    lasting = code >= 500
    raise WayFault(f"邮件服务器没有接收（{_said(code, answer)}）", lasting=lasting)


def _said(code: int, answer: bytes | str) -> str:
    words = answer.decode("utf-8", errors="replace") if isinstance(answer, bytes) else answer
    return f"{code} {words}"[:300]
