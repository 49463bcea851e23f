"""Adding and changing the other places to which a town's site goes."""

from contextlib import suppress
from dataclasses import asdict
from typing import Any, Final

from django.db import transaction

from gongkai.organisation.acting import Act, action
from gongkai.organisation.models import Town, Unit
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.portal.delivering import tree_of
from gongkai.portal.models import Target, TargetKind
from gongkai.portal.targets import notes
from gongkai.portal.targets.handlers import look_again, plan_push, stop_noting
from gongkai.portal.targets.place import FIELDS, Place, check
from gongkai.portal.targets.secrets import seal
from gongkai.portal.writing import TreeBusyError, sole_writer

_PATIENCE: Final = 5.0
"""Seconds that a person waits for whoever writes the tree: a build of a large site takes long."""


@action("portal.add_target")
def add_target(act: Act, town: Town, place: Place) -> Target:
    """Add a place; the whole site is taken there at once. Invalid by field."""
    act.permit(_root(town))
    check(place)
    _check_name(town, place)
    target = Target.objects.create(town=town, **_values(place))
    act.record(target, unit=None, after=_told(target))
    _begin(target)
    return target


@action("portal.edit_target")
def edit_target(act: Act, target: Target, place: Place) -> Target:
    """Change a place. The whole site is taken there again: it may be another one now.

    An empty secret leaves the stored one. The kind of a place never changes.
    """
    target = _locked(act, target)
    if place.kind != target.kind:
        raise Invalid({"kind": "方式不能修改，请另外新增一个送达位置。"})
    check(place, keeps_secret=bool(target.secret))
    _check_name(target.town, place, target)
    before = _told(target)
    values = _values(place)
    if not place.secret:
        values.pop("secret", None)
    for name, value in values.items():
        setattr(target, name, value)
    target.save(update_fields=list(values))
    act.record(target, unit=None, before=before, after=_told(target))
    if target.active:
        _begin(target, anew=True)
    return target


@action("portal.switch_target")
def switch_target(act: Act, target: Target, active: bool) -> Target:
    """Begin or stop taking the site to a place. What is there already stays there, until it begins
    again: then the whole site is taken there, and away what is not public any more.
    """
    target = _locked(act, target)
    if target.active == active:
        raise NotAllowedNow("这个送达位置已经是这个状态，请刷新页面。")
    target.active, target.failing_since, target.last_error = active, None, ""
    target.save(update_fields=["active", "failing_since", "last_error"])
    act.record(target, unit=None, before={"active": not active}, after={"active": active})
    if active:
        _begin(target, anew=True)
    else:
        look_again(target.town)
        transaction.on_commit(lambda: _end(target))
    return target


@action("portal.resend_target")
def resend_target(act: Act, target: Target) -> Target:
    """Take every file there again, also those that should be there already."""
    target = _locked(act, target)
    if not target.active:
        raise NotAllowedNow("这个送达位置已停用，请先启用。")
    act.record(target, unit=None, after={"resend": True})
    _begin(target, anew=True)
    return target


def _begin(target: Target, *, anew: bool = False) -> None:
    """Note everything for a target and have it taken there.

    The notes are files: they are written before the transaction ends, so that a crash leaves
    notes without a target and never a target without notes.
    """
    root = tree_of(target.town)
    try:
        with sole_writer(root, _PATIENCE):
            notes.begin(root, target.pk, anew=anew)
    except TreeBusyError:
        raise NotAllowedNow("公开网站正在整体生成或者核对，请几分钟后再试。") from None
    plan_push(target.town, target.pk)
    look_again(target.town)


def _end(target: Target) -> None:
    """Note nothing more; where the tree is held for long, the day's work does it."""
    with suppress(TreeBusyError):
        stop_noting(target, _PATIENCE)


def _locked(act: Act, target: Target) -> Target:
    """The place as it is now, locked, and permission asked: a push that ends meanwhile writes its
    outcome into the same row.
    """
    act.permit(_root(target.town))
    rows = Target.objects.select_for_update(of=("self",)).select_related("town")
    return rows.get(pk=target.pk)


def _root(town: Town) -> Unit:
    return Unit.objects.get(town=town, parent=None)


def _check_name(town: Town, place: Place, target: Target | None = None) -> None:
    same = Target.objects.filter(town=town, name=place.name)
    if target is not None:
        same = same.exclude(pk=target.pk)
    if same.exists():
        raise Invalid({"name": "已有同名的送达位置，请换一个名称。"})


def _values(place: Place) -> dict[str, Any]:
    """What is stored: the parts of the kind, the secret sealed."""
    parts = FIELDS[TargetKind(place.kind)]
    given = asdict(place)
    values = {name: given[name] for name in ("name", "kind", "public_address", *parts)}
    if place.kind == TargetKind.S3:
        values["secret"] = seal(place.secret) if place.secret else ""
        values["region"] = place.region or "us-east-1"
    return values


def _told(target: Target) -> dict[str, Any]:
    """What the ledger says of a place: everything but the secret."""
    parts = [part for part in FIELDS[TargetKind(target.kind)] if part != "secret"]
    return {name: getattr(target, name) for name in ("name", "kind", "public_address", *parts)}
