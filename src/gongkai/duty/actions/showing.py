"""Proof of the other channels, and which publication answers a duty, chosen by a person."""

from datetime import date
from urllib.parse import urlsplit

from gongkai.duty import states
from gongkai.duty.actions.common import (
    WHY_LENGTH,
    dates,
    frame_in_turn,
    identity_of,
    locked,
    locked_each,
)
from gongkai.duty.actions.following import settle_all
from gongkai.duty.engine.settling import SETTLED, WEBSITE, settle
from gongkai.duty.models import Answer, ChannelProof, Duty
from gongkai.ledger import clock
from gongkai.organisation.acting import Act, action
from gongkai.organisation.refusals import Invalid
from gongkai.rules.channels import find_channel


@action("duty.record_channel")
def record_channel(
    act: Act, duty: Duty, channel: str, shown_on: date, *, address: str = "", note: str = ""
) -> ChannelProof:
    """Record that a duty's publication was shown on a channel the product does not serve (F14).

    channel: one of the item's channels by name, not 政府网站, whose proof is the release itself.
    address: where it can be read, for channels online; note: where it was seen, with the photo or
    issue. One of the two is needed. Raises Invalid by field, NotAllowedNow.
    """
    act.permit(duty.unit)
    frame = frame_in_turn(duty.town)
    duty = locked(duty)
    states.require(duty, "record_channel")
    _check_channel(duty, channel)
    _check_shown(shown_on, address, note)
    proof = ChannelProof.objects.create(
        town=duty.town,
        duty=duty,
        channel=channel,
        shown_on=shown_on,
        address=address.strip(),
        note=note.strip(),
        by=act.account,
        at=clock.now(),
    )
    if settle(duty, frame):
        duty.save(update_fields=SETTLED)
    after = {
        **identity_of(duty),
        "channel": channel,
        "shown_on": shown_on.isoformat(),
        "address": proof.address,
        "note": proof.note,
    }
    act.record(duty, unit=duty.unit, after=after)
    return proof


@action("duty.choose_answer")
def choose_answer(act: Act, answer: Answer, duty: Duty, why: str = "") -> Answer:
    """Say which duty of its obligation a publication answers, in place of what the rule chose.

    Whether that is in time stays a matter of the day on which it was released. Raises Invalid for
    a duty of another item or unit, NotAllowedNow.
    """
    act.permit(duty.unit)
    frame = frame_in_turn(duty.town)
    answer = Answer.objects.select_related("record", "duty").get(pk=answer.pk)
    duties = locked_each([duty, *([answer.duty] if answer.duty else [])])
    duty = duties[0]
    states.require(duty, "choose_answer")
    if answer.obligation_id != duty.obligation_id:
        raise Invalid({"answer": "只能选择本单位在同一公开事项下发布的信息。"})
    if answer.duty_id == duty.pk:
        raise Invalid({"answer": "这条信息已经对应这项任务。"})
    before = {"duty": answer.duty.key if answer.duty else None}
    answer.duty, answer.chosen = duty, True
    answer.save(update_fields=["duty", "chosen"])
    settle_all(duties, frame)
    after = {**identity_of(duty), **dates(duty), "record": answer.record.index_number}
    act.record(duty, unit=duty.unit, before=before, after=after, why=why.strip())
    return answer


def _check_channel(duty: Duty, channel: str) -> None:
    if channel == WEBSITE:
        raise Invalid({"channel": "政府网站以发布凭证为准，不需要另行登记。"})
    if find_channel(channel, clock.today()) is None:
        raise Invalid({"channel": f"不认识的渠道“{channel}”，请从列表里选择。"})


def _check_shown(shown_on: date, address: str, note: str) -> None:
    if shown_on > clock.today():
        raise Invalid({"shown_on": "公开日期不能晚于今天。"})
    if not address.strip() and not note.strip():
        raise Invalid({"note": "请填写网址，或者写明在哪里公开、凭证是什么（如照片编号）。"})
    if address.strip() and urlsplit(address.strip()).scheme not in ("http", "https"):
        raise Invalid({"address": "请填写以 http:// 或 https:// 开头的网址。"})
    if len(note.strip()) > WHY_LENGTH:
        raise Invalid({"note": f"最多{WHY_LENGTH}个字。"})
