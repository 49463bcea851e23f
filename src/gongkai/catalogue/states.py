"""What may be done with an edition in which state, as one table."""

from gongkai.catalogue.models import Edition, EditionState
from gongkai.organisation.refusals import NotAllowedNow

S = EditionState

ALLOWED: dict[str, tuple[EditionState, ...]] = {
    "change_items": (S.DRAFT,),
    "import": (S.DRAFT,),
    "correct_item": (S.DRAFT, S.IN_FORCE),
    "confirm": (S.DRAFT, S.IN_FORCE),
    "assign_units": (S.DRAFT, S.IN_FORCE),
    "put_in_force": (S.DRAFT,),
    "discard": (S.DRAFT,),
    "schedule_review": (S.IN_FORCE,),
}
"""Verb → states in which it is allowed. In force, only what does not change the catalogue's list
of items: a row that is still 待核对 may be corrected, since comparing finds mistakes."""

_VERBS = {
    "change_items": "增删公开事项",
    "import": "导入",
    "correct_item": "修改公开事项",
    "confirm": "核对",
    "assign_units": "指定责任单位",
    "put_in_force": "施行",
    "discard": "删除",
    "schedule_review": "安排评估",
}


def may(edition: Edition, verb: str) -> bool:
    """Whether the table allows ``verb`` in the edition's state."""
    return EditionState(edition.state) in ALLOWED[verb]


def require(edition: Edition, verb: str) -> None:
    """Raise NotAllowedNow, in plain words, unless the table allows ``verb``."""
    if may(edition, verb):
        return
    label = EditionState(edition.state).label
    advice = "请新建一个目录版本，在草稿里修改后再施行。" if verb != "schedule_review" else ""
    raise NotAllowedNow(f"目录《{edition.name}》现在是“{label}”，不能{_VERBS[verb]}。{advice}")
