"""Help with writing (Art. 29): oral applications that the Office writes down; and with reading,
seeing or hearing (Art. 43).

Who wrote or helped, and how the applicant heard the words again and confirmed them, belongs into
the record; which difficulty a person has does not (PIPL Art. 28).
"""

from dataclasses import dataclass
from typing import Final

from gongkai.rules.foi.receipt import BY_CODE

WAYS: Final = {
    "written": "由工作人员代为填写",
    "helped": "由他人协助阅读或者填写",
}
LENGTHS: Final = {"helper": 40, "confirmed": 200}


@dataclass(frozen=True)
class Assisted:
    """How an applicant was helped: way (a code of ``WAYS``, "" for no help), who helped, and how
    the words were gone through and confirmed by the applicant.
    """

    way: str = ""
    helper: str = ""
    confirmed: str = ""

    def stripped(self) -> "Assisted":
        """The same without blanks at the ends."""
        return Assisted(self.way, self.helper.strip(), self.confirmed.strip())

    def sentence(self) -> str:
        """With names, for the case and the receipt; empty where nobody helped."""
        if not self.way:
            return ""
        verb = "代为填写" if self.way == "written" else "协助阅读或者填写"
        return f"本申请由{self.helper}{verb}。核对和确认：{self.confirmed.rstrip('。')}。"

    def event(self) -> str:
        """Without names, for the course of the case; empty where nobody helped."""
        return f"{WAYS[self.way]}，已与申请人核对确认。" if self.way else ""


NOBODY: Final = Assisted()


def problems(channel: str, given: Assisted) -> dict[str, str]:
    """What stands against this, by field ``assisted``, ``helper``, ``confirmed``.

    An oral application is written down by the Office, which says who did and how it was confirmed
    (Art. 29).
    """
    row = BY_CODE.get(channel)
    if row is not None and not row.written and given.way != "written":
        return {"assisted": "口头申请由工作人员代为填写，请选择“由工作人员代为填写”。"}
    if given.way not in ("", *WAYS):
        return {"assisted": "请选择怎样协助的。"}
    said = {"helper": "请写明代填人或者协助人的姓名。", "confirmed": CONFIRM}
    errors = {}
    for name, words in said.items():
        text = getattr(given, name)
        if given.way and not text:
            errors[name] = words
        elif not given.way and text:
            errors["assisted"] = "填写了代填、协助的情况，请选择怎样协助的。"
        elif len(text) > LENGTHS[name]:
            errors[name] = f"最多{LENGTHS[name]}个字，现为{len(text)}个字。"
    return errors


CONFIRM: Final = "请写明怎样核对、确认的，如“当场宣读，申请人确认无误并签名”。"
