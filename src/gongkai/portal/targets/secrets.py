"""Passwords of storages at rest."""

from gongkai.organisation import sealing
from gongkai.portal.targets.transport import TargetFault

_PURPOSE = "targets"


def seal(text: str) -> str:
    """A secret as it is kept."""
    return sealing.seal(text, _PURPOSE)


def unseal(sealed: str) -> str:
    """A kept secret; TargetFault where the deployment's key has changed since."""
    try:
        return sealing.unseal(sealed, _PURPOSE)
    except sealing.InvalidToken:
        raise TargetFault("保存的密钥口令打不开（系统密钥换过）。请重新填写密钥口令。") from None
