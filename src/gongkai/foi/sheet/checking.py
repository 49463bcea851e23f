"""What stands against each row of a sheet, by the place where it is found; nothing is stored."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from gongkai.foi.actions import applying_problems
from gongkai.foi.actions.register import typed_in
from gongkai.foi.forms.common import handlers_of
from gongkai.foi.forms.register import RegisterForm
from gongkai.foi.models import Application
from gongkai.foi.naming import short_name
from gongkai.foi.personal import identity_tag
from gongkai.foi.sheet.columns import BY_NAME, COLUMNS
from gongkai.foi.sheet.reading import Line
from gongkai.organisation.actor import Actor
from gongkai.organisation.admission import look_at, puts_aside
from gongkai.organisation.models import Account, Unit
from gongkai.organisation.refusals import Refused
from gongkai.rules.foi.fields import masked_name
from gongkai.rules.foi.receipt import explain, needs_confirmation

_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


@dataclass
class Row:
    """A row as it would be registered: its form, what is wrong, what a person should look at.

    faults: sentences that begin with the heading of the column. doubt: no fault.
    """

    number: int
    values: dict[str, str]
    form: RegisterForm
    faults: list[str] = field(default_factory=list)
    doubt: str = ""

    @property
    def masked(self) -> str:
        """The applicant as lists show it."""
        return masked_name(self.values.get("name", ""), self.form.data.get("kind", "natural"))

    @property
    def subject(self) -> str:
        """The short name that lists will show."""
        given = self.values
        named = (given.get(name, "") for name in ("subject", "description", "name"))
        return short_name(*named)

    @property
    def begins(self) -> str:
        """From when the clock will run, or that it waits."""
        came = self.form.receipt()
        waits = needs_confirmation(came.channel, misaddressed=came.misaddressed)
        start = came.confirmed_on if waits else came.received_on
        return explain(came.channel, start, misaddressed=came.misaddressed)


def check_lines(actor: Actor, unit: Unit, lines: Sequence[Line]) -> list[Row]:
    """Every row with all that is wrong with it: its cells, the form, the law, its neighbours."""
    people = list(handlers_of(unit.town_id))
    rows = [_row(actor, unit, line, people) for line in lines]
    _name_twins(rows)
    _name_known(unit, rows)
    return rows


def _row(actor: Actor, unit: Unit, line: Line, people: Sequence[Account]) -> Row:
    faults = dict(line.faults)
    data = {name: _value(name, text, people, faults) for name, text in line.values.items()}
    form = RegisterForm(data, town_id=unit.town_id)
    if form.is_valid():
        for name, said in applying_problems(actor, form.applying(), form.receipt()).items():
            faults.setdefault(name, said)
    else:
        for name, errors in form.errors.as_data().items():
            empty = errors[0].code == "required"
            faults.setdefault(name, "没有填写。" if empty else str(errors[0].messages[0]))
    if not faults:
        try:
            _screen(actor, unit, form)
        except Refused as refused:
            line.put_aside(str(refused))
            faults = line.faults
    order = [column.name for column in COLUMNS]
    named = sorted(faults.items(), key=lambda pair: order.index(pair[0]) if pair[0] else -1)
    return Row(line.number, line.values, form, [_said(name, said) for name, said in named])


def _said(name: str, said: str) -> str:
    return f"{BY_NAME[name].heading}：{said}" if name else said


@puts_aside
def _screen(actor: Actor, unit: Unit, form: RegisterForm) -> None:
    """Refused, and put aside, where the words bear a secrecy mark (handbook 5.2)."""
    typed = typed_in(form.applying(), form.receipt(), form.filing())
    look_at(actor, unit, "申请内容", {"typed": typed})


def _value(name: str, text: str, people: Sequence[Account], faults: dict[str, str]) -> str:
    """A cell as the form takes it; what cannot be taken is said in ``faults``."""
    column = BY_NAME[name]
    if name == "handler":
        return _handler(text, people, faults)
    if column.is_date:
        return _date(name, text, faults)
    if not column.choices:
        return text
    code = column.choices.get(text)
    if code is None:
        faults.setdefault(name, f"“{text[:20]}”不在可以填的当中：{'、'.join(column.choices)}。")
        return ""
    return code


def _date(name: str, text: str, faults: dict[str, str]) -> str:
    try:
        if found := _DAY.fullmatch(text):
            year, month, day = map(int, found.groups())
            return date(year, month, day).isoformat()
    except ValueError:
        pass
    faults.setdefault(name, f"“{text[:20]}”不是日期，请写成2026-11-23的样子。")
    return ""


def _handler(text: str, people: Sequence[Account], faults: dict[str, str]) -> str:
    found = [one for one in people if text in (one.name, f"{one.name}（{one.unit.name}）")]
    if len(found) == 1:
        return str(found[0].pk)
    several = f"有{len(found)}位{text[:20]}，请写成“姓名（单位）”。"
    nobody = f"没有名为“{text[:20]}”的承办人。只有党政办公室和经办人可以承办。"
    faults.setdefault("handler", several if found else nobody)
    return ""


def _name_twins(rows: Sequence[Row]) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(row.values.get(name, "") for name in ("name", "id_number", "description"))
        if not key[-1]:
            continue
        first = seen.setdefault(key, row.number)
        if first != row.number:
            row.faults.append(f"与第{first}行的申请人和内容相同，请删去一行。")


def _name_known(unit: Unit, rows: Sequence[Row]) -> None:
    """Say where the same applicant has a case that came on the same day. One query."""
    tags = {identity_tag(row.form.applying()): row for row in rows if not row.faults}
    tags.pop("", None)
    known: Mapping[tuple[str, date], str] = {
        (case.applicant_tag, case.received_on): case.number
        for case in Application.objects.filter(town=unit.town, applicant_tag__in=tags)
    }
    for row in rows:
        if row.faults:
            continue
        came, tag = row.form.receipt(), identity_tag(row.form.applying())
        number = known.get((tag, came.received_on)) if tag and came.received_on else None
        if number:
            row.doubt = f"同一申请人同一天已有{number}，请核对是否重复。"
