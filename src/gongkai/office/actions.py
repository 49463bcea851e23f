"""Writes of the office's own pages."""

from gongkai.organisation.acting import Act, action
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import NotAllowedNow
from gongkai.outbox.actions import retry_stuck
from gongkai.outbox.queries import stuck


@action("outbox.retry")
def retry(act: Act, effect_ids: list[int]) -> int:
    """Let stuck effects of the actor's town be tried again; returns how many.

    Raises NotAllowedNow where none of them is stuck any more.
    """
    act.permit(Unit.objects.get(town_id=act.actor.town_id, parent=None))
    slug = act.actor.town.slug if act.actor.town else ""
    effects = list(stuck(slug).filter(pk__in=effect_ids))
    if not effects:
        raise NotAllowedNow("这件外送已经不在受阻状态，不需要重试。")
    for effect in effects:
        act.record(
            effect,
            unit=None,
            before={"state": effect.state, "attempts": effect.attempts},
            after={"state": "waiting", "attempts": 0},
        )
    return retry_stuck([effect.pk for effect in effects])
