"""How messages leave the house: one small module for each way, all answering to ``send``."""

from gongkai.reminding.models import Gateway, WayKind
from gongkai.reminding.ways import mail, sms, wecom
from gongkai.reminding.ways.base import Parcel, WayFault

__all__ = ["Parcel", "WayFault", "send"]

_SENDERS = {WayKind.EMAIL: mail.send, WayKind.SMS: sms.send, WayKind.WECOM: wecom.send}


def send(gateway: Gateway, parcel: Parcel) -> str:
    """Hand a message over; gives what the other side answered. Raises WayFault."""
    return _SENDERS[WayKind(gateway.kind)](gateway, parcel)
