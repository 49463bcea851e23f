"""Words that letters share: days, persons, forms of supply."""

from datetime import date

from gongkai.documents.review_sheet.sheet import chinese_date
from gongkai.foi.models import Application
from gongkai.organisation.models import Town, Unit
from gongkai.rules.foi import applicants
from gongkai.rules.foi.fields import FORMS, ROUTES

_LONG = 200
PERSON, BODY = "你", "你单位"


def day_words(day: date, *, provisional: bool = False) -> str:
    """A day as documents write it; one that leans on a year without a calendar says so."""
    if not provisional:
        return chinese_date(day)
    return f"{chinese_date(day)}（{day.year}年的放假安排公布后如有变化，以变化后的日期为准）"


def called(kind: str) -> str:
    """How a letter speaks to an applicant of a kind."""
    return PERSON if applicants.is_person(kind) else BODY


def called_party(party: str) -> str:
    """How a letter speaks to a third party: a name of up to four signs is taken for a person's."""
    return PERSON if len(party.strip()) <= 4 else BODY


def asked_words(application: Application, description: str) -> str:
    """What was asked for, in one line; what is too long for it by its short name, and says so."""
    line = " ".join(description.split()).rstrip("。；; ")
    if len(line) <= _LONG:
        return line
    return f"{application.subject.rstrip('…')}等（详见申请书）"


def supply_words(application: Application) -> str:
    """The form and way in which information is wanted or given."""
    words = (FORMS.get(application.form, ""), ROUTES.get(application.route, ""))
    return "，".join(word for word in words if word) or "按申请书所选"


def contact_of(town: Town, unit: Unit) -> list[str]:
    """The contact line under a letter: the handling unit's own, else the town's."""
    address = unit.address or town.contact_address
    phone = unit.phone or town.contact_phone
    lines = (("联系单位", unit.name), ("联系地址", address), ("联系电话", phone))
    return ["　".join(f"{label}：{words}" for label, words in lines if words)]
