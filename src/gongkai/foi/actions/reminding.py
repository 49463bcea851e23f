"""Reminding of a case: its handler, and the units that were asked for help and have not answered.

The act leaves a trace in the case; ``foi.reminders`` brings it to the next gathering, so that a
person is told of everything in one message a day.
"""

from gongkai.foi.actions.common import in_case, note, take, told_why
from gongkai.foi.models import Application, Assistance
from gongkai.ledger.clock import today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.rules.foi.states import TURN_NAMES, State, Turn

VERB = "remind"
LONGEST = 200
MOST_NAMED = 3
"""Those beside the first are named on the ledger."""


@action("foi.remind")
def remind(act: Act, application: Application, words: str = "") -> list[str]:
    """Remind whoever the case waits for, once a day; gives who that is, in words.

    words: for the people of the house alone. Raises Invalid, NotAllowedNow where nobody of the
    town owes anything or it was done today.
    """
    application = take(act, application)
    if application.state in (State.CLOSED, State.REMOVED):
        raise NotAllowedNow("这件申请已经办结，不需要提醒。")
    if len(words.strip()) > LONGEST:
        raise Invalid({"words": f"最多{LONGEST}个字，现为{len(words.strip())}个字。"})
    if application.events.filter(verb=VERB, on=today()).exists():
        raise NotAllowedNow("这件申请今天已经提醒过，每天只提醒一次。")
    people = whom_it_waits_for(application)
    if not people:
        raise NotAllowedNow(
            f"这件申请现在{TURN_NAMES[Turn(application.turn)]}，镇内没有需要提醒的人。"
        )
    named = "、".join(people) if len(people) <= MOST_NAMED else f"{people[0]}等{len(people)}方"
    note(
        act,
        application,
        told_why(f"提醒{named}", words),
        public=False,
        after={"to": people},
        why=in_case("提醒的话", "办理经过", words),
    )
    return people


def whom_it_waits_for(application: Application) -> list[str]:
    """Who of the town owes the next step of a case, in words."""
    people = []
    if application.turn == Turn.OFFICE:
        handler = application.handler
        people.append(f"承办人{handler.name}" if handler else "党政办公室（没有指定承办人）")
    people += [
        f"{asked.unit.name}（协办，{asked.reply_by}前反馈）"
        for asked in open_assistances(application)
    ]
    return people


def open_assistances(application: Application) -> list[Assistance]:
    """The requests for help that were not answered."""
    return list(application.assistances.filter(answered_on=None).select_related("unit"))
