"""有效性 of a document, shown with its date and the link to what replaced it (handbook 9.4)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.rules.tables import Row, Table


@dataclass(frozen=True, kw_only=True)
class Validity(Row):
    """A value of 有效性; ``needs_date`` and ``may_have_successor`` say what goes with it."""

    needs_date: bool
    may_have_successor: bool
    unsure: bool = False


TABLE: Final = Table(
    name="有效性",
    source="各地政府信息公开专栏的通行做法",
    effective_from=date(2019, 5, 15),
    effective_to=None,
    evidence="SEEN（通行做法）；“尚未施行”UNSURE",
    rows=(
        Validity(code="valid", name="有效", needs_date=False, may_have_successor=False),
        Validity(code="expired", name="失效", needs_date=True, may_have_successor=True),
        Validity(code="abolished", name="废止", needs_date=True, may_have_successor=True),
        Validity(code="amended", name="已修改", needs_date=True, may_have_successor=True),
        Validity(
            code="not_yet",
            name="尚未施行",
            needs_date=True,
            may_have_successor=False,
            unsure=True,
        ),
    ),
)


@dataclass(frozen=True)
class Sentence:
    """A sentence about validity, parted where the name of the successor stands.

    ``successor`` is empty where there is none to name; a page makes a link of it.
    """

    before: str
    successor: str = ""
    after: str = ""

    def __str__(self) -> str:
        return f"{self.before}{self.successor}{self.after}"


_WARNING: Final = "请勿再作为依据使用。"


def words(
    validity: str, on: date | None, as_of: date, title: str = "", document_number: str = ""
) -> Sentence | None:
    """Say the validity of a document in plain words; None where there is nothing to say.

    ``validity`` is a value of the table by its name, ``on`` the day from which it holds (None for
    documents from before that day was asked for), ``as_of`` the day for which the page speaks
    (that of the release: a page does not know today). ``title`` and ``document_number`` name what
    came instead. The sentence stays true as time goes on (handbook 9.4).
    """
    if validity in ("", "有效"):
        return None
    if validity == "尚未施行":
        return Sentence(f"本文件自{_day(on)}起施行，此前尚未施行。" if on else "本文件尚未施行。")
    successor = _named(title, document_number)
    if validity == "已修改":
        return _amended(on, as_of, successor)
    return _ended(validity, on, as_of, successor)


def _amended(on: date | None, as_of: date, successor: str) -> Sentence:
    begin = f"本文件{_from(on, as_of)}"
    if successor:
        return Sentence(f"{begin}由", successor, "修改，请以修改后的内容为准。")
    return Sentence(f"{begin}修改，请以修改后的内容为准。")


def _ended(validity: str, on: date | None, as_of: date, successor: str) -> Sentence:
    later = on is not None and on > as_of
    begin = f"本文件{_from(on, as_of)}{validity}"
    end = "" if later else _WARNING
    if successor:
        return Sentence(f"{begin}，由", successor, f"替代。{end}")
    return Sentence(f"{begin}。{end}")


def _from(on: date | None, as_of: date) -> str:
    if on is None:
        return "已"
    return f"将于{_day(on)}" if on > as_of else f"已于{_day(on)}"


def _named(title: str, document_number: str) -> str:
    if not title:
        return ""
    name = title if title.startswith("《") else f"《{title}》"
    return f"{name}（{document_number}）" if document_number else name


def _day(value: date | None) -> str:
    return f"{value.year}年{value.month}月{value.day}日" if value else ""
