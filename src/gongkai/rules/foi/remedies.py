"""The remedy text of a reply: made from its code and the town's bodies, never typed (2.12)."""

from dataclasses import dataclass
from typing import Final

from gongkai.rules.foi.replies import BY_CODE, Remedy

SOURCE: Final = (
    "《行政复议法》第二十条、第二十二条、第二十三条、第二十四条；"
    "《行政诉讼法》第四十六条；法释〔2025〕8号"
)


@dataclass(frozen=True, kw_only=True)
class Bodies:
    """Where an applicant of this town can turn.

    reconsideration: 行政复议机关; court: 人民法院; the addresses are optional. online: how to apply
    for 复议 over the internet (行政复议法 Art. 22(2): decisions served by internet need one).
    """

    reconsideration: str = ""
    reconsideration_address: str = ""
    online: str = ""
    court: str = ""
    court_address: str = ""

    def complete(self, *, by_internet: bool = False) -> bool:
        """Whether the text can be written; a reply served by internet needs an internet route."""
        return bool(self.reconsideration and self.court and (self.online or not by_internet))


class RemedyError(ValueError):
    """The town has not said where an applicant can turn; the message says what to enter."""


def remedy_of(code: str) -> Remedy:
    """A, B or none; KeyError for an unknown code."""
    return BY_CODE[code].remedy


def remedy_text(code: str, bodies: Bodies, *, by_internet: bool = False) -> str:
    """The paragraph of the letter; empty for kinds without remedy.

    by_internet: the reply is served over the internet. Raises RemedyError where a body is not
    configured, KeyError for an unknown code.
    """
    remedy = remedy_of(code)
    if not remedy:
        return ""
    if not bodies.complete(by_internet=by_internet):
        raise RemedyError("请先在“依申请公开设置”中填写行政复议机关、网上复议途径和人民法院。")
    if remedy == "B":
        return _first_reconsideration(code, bodies)
    return (
        f"如对本答复不服，可以自收到本答复之日起60日内向{_where(bodies)}申请行政复议，"
        f"或者自收到本答复之日起6个月内向{_court(bodies)}提起行政诉讼。"
    )


def _first_reconsideration(code: str, bodies: Bodies) -> str:
    what = "本答复中不予公开的部分" if code == "R03" else "本答复"
    return (
        f"如对{what}不服，应当自收到本答复之日起60日内先向{_where(bodies)}申请行政复议；"
        "对行政复议决定不服，或者行政复议机关逾期不作决定的，可以自收到行政复议决定书之日"
        f"或者行政复议期限届满之日起15日内，向{_court(bodies)}提起行政诉讼。"
    )


def _where(bodies: Bodies) -> str:
    parts = [part for part in (bodies.reconsideration_address, bodies.online) if part]
    ways = f"（{'；'.join(parts)}）" if parts else ""
    return f"{bodies.reconsideration}{ways}"


def _court(bodies: Bodies) -> str:
    return f"{bodies.court}（{bodies.court_address}）" if bodies.court_address else bodies.court
