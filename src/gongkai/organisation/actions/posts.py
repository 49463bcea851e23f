"""Posts of units and who holds them (Art. 20(2): 负责人姓名)."""

from dataclasses import asdict, dataclass
from datetime import date

from gongkai.organisation.acting import Act, action
from gongkai.organisation.actions.common import (
    check_columns,
    check_last_day,
    check_term_date,
    lock_open,
    plain,
    refresh_site,
)
from gongkai.organisation.models import Post, Unit


@dataclass(frozen=True)
class PostFacts:
    """A post, who holds it, and since when. One unit may have several, one person too."""

    title: str
    holder: str
    valid_from: date
    phone: str = ""
    order: int = 0


_FIELDS = tuple(PostFacts.__dataclass_fields__)


@action("organisation.appoint_post")
def appoint_post(act: Act, unit: Unit, facts: PostFacts) -> Post:
    """Register who takes a post of ``unit``. Raises Invalid by field."""
    act.permit(unit)
    unit = lock_open(unit)
    post = Post(unit=unit, **asdict(facts))
    check_columns(post, _FIELDS)
    check_term_date(facts.valid_from, "valid_from")
    post.save()
    act.record(post, unit=unit, after=plain(post, _FIELDS))
    refresh_site(act)
    return post


@action("organisation.end_post")
def end_post(act: Act, post: Post, last_day: date, *, why: str = "") -> Post:
    """Register that the holder leaves; ``last_day`` is the last day in the post."""
    act.permit(post.unit)
    post = Post.objects.select_for_update(of=("self",)).select_related("unit").get(pk=post.pk)
    check_last_day(post.valid_from, post.valid_to, last_day)
    post.valid_to = last_day
    post.save(update_fields=["valid_to"])
    act.record(
        post,
        unit=post.unit,
        before={"valid_to": None},
        after={"valid_to": last_day.isoformat()},
        why=why,
    )
    refresh_site(act)
    return post
