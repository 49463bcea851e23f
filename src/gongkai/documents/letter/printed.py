"""What is printed: a letter, the slip on which its addressee answers, 送达回证, an envelope."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_TITLE_LINE: Final = 20
"""Signs of size 2 on a line of 156 mm."""


@dataclass(frozen=True)
class SlipPrint:
    """A page on which whoever is asked gives their opinion: its words and its choices."""

    title: str
    opening: str
    choices: tuple[str, ...]
    reason: str = "理由和依据："
    signed: str = "签名（盖章）："
    contact: str = "联系电话："


@dataclass(frozen=True)
class LetterPrint:
    """A letter. ``day`` as documents write it; ``mark`` stands on top of what is no letter yet.

    attachments: the names of what goes with it. notes: contact lines under the signature.
    """

    issuer: str
    title: str
    number: str
    addressee: str
    paragraphs: tuple[str, ...]
    day: str
    remedy: str = ""
    closing: str = ""
    attachments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    slip: SlipPrint | None = None
    mark: str = ""

    @property
    def title_lines(self) -> tuple[str, ...]:
        """The title as it is broken into lines: one too long for its line before its bracket."""
        head, bracket, rest = self.title.partition("（")
        if len(self.title) <= _TITLE_LINE or not head:
            return (self.title,)
        return (head, f"{bracket}{rest}")

    @property
    def body(self) -> tuple[str, ...]:
        """Everything between addressee and signature."""
        return tuple(line for line in (*self.paragraphs, self.remedy, self.closing) if line)

    @property
    def attached(self) -> tuple[str, ...]:
        """The lines of 附件: one alone has no number (GB/T 9704-2012, 7.3.4)."""
        if len(self.attachments) == 1:
            return (f"附件：{self.attachments[0]}",)
        return tuple(
            f"{'附件：' if at == 1 else '　　　'}{at}.{name}"
            for at, name in enumerate(self.attachments, 1)
        )


@dataclass(frozen=True)
class ServiceRecordPrint:
    """送达回证: what is known; what is empty is filled in by hand when the letter is served."""

    issuer: str
    addressee: str
    letter: str
    number: str
    address: str
    way: str = ""
    served: str = ""
    carrier: str = ""
    tracking: str = ""
    note: str = ""

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Label and content of each row, as the form has them."""
        posted = "，".join(word for word in (self.carrier, self.tracking) if word)
        return (
            ("受送达人", self.addressee),
            ("送达文书名称", self.letter),
            ("文号", self.number),
            ("送达地址", self.address),
            ("送达方式", self.way),
            ("邮政企业、邮件号", posted),
            ("送达日期", self.served),
            ("受送达人签名或者盖章", ""),
            ("代收人签名及代收理由", ""),
            ("送达人签名", ""),
            ("备注", self.note),
        )


@dataclass(frozen=True)
class EnvelopePrint:
    """An envelope: postcode boxes, addressee, sender."""

    postcode: str
    address: str
    addressee: str
    sender_address: str
    sender: str
    sender_postcode: str = ""
    sender_phone: str = ""


ENVELOPES: Final[Mapping[str, tuple[str, int, int]]] = {
    "DL": ("5号信封（DL，220×110毫米，折三折）", 220, 110),
    "ZL": ("6号信封（ZL，230×120毫米，折三折）", 230, 120),
    "C5": ("7号信封（C5，229×162毫米，对折）", 229, 162),
    "C4": ("9号信封（C4，324×229毫米，不折）", 324, 229),
}
"""Sizes of domestic envelopes (GB/T 1416): words, width and height in millimetres."""
