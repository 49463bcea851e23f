"""How a person can be reached: their wishes, their addresses, and these without what is private."""

from gongkai.organisation import sealing
from gongkai.organisation.models import Account
from gongkai.reminding.models import Wish
from gongkai.rules.reminding import Way, Wishes

PURPOSE = "reminding mobile"


def wish_of(account: Account) -> Wish:
    """The wishes of a person; the defaults, not saved, where there are none."""
    return Wish.objects.filter(account=account).first() or Wish(account=account)


def wishes_of(account: Account, wish: Wish) -> Wishes:
    """The same, as ``rules.reminding`` asks for them."""
    off = {Way.EMAIL: wish.email_off, Way.SMS: wish.sms_off, Way.WECOM: wish.wecom_off}
    reachable = {
        Way.EMAIL: bool(account.email),
        Way.SMS: bool(wish.mobile),
        Way.WECOM: bool(wish.wecom_user),
    }
    return Wishes(
        frozenset(way for way, is_there in reachable.items() if is_there),
        frozenset(way for way, is_off in off.items() if is_off),
    )


def address_of(account: Account, wish: Wish, way: Way) -> str:
    """Where a message goes; "" for a number that cannot be read (the deployment's key changed)."""
    if way is Way.EMAIL:
        return account.email
    if way is Way.WECOM:
        return wish.wecom_user
    try:
        return sealing.unseal(wish.mobile, PURPOSE) if wish.mobile else ""
    except sealing.InvalidToken:
        return ""


def masked(address: str) -> str:
    """An address of which one sees whose it is, but not what it is: z***@x.gov.cn, 138****0001."""
    name, at, host = address.partition("@")
    if at:
        return f"{name[:1]}***@{host}"
    if len(name) >= 8:
        return f"{name[:3]}****{name[-4:]}"
    return f"{name[:1]}***" if name else ""
