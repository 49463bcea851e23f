"""Scenarios of the other places to which the site goes, and of proofs."""

from pathlib import Path

from django.conf import settings

from gongkai.organisation.actor import actor_for
from gongkai.organisation.models import Role
from gongkai.portal.models import Target
from gongkai.portal.targets import actions
from gongkai.portal.targets.place import Place
from gongkai.release import actions as release
from permission_scenarios.world import Act, World, scenario


def place(name: str = "备份目录") -> Place:
    """A folder of this machine."""
    return Place(name, "directory", folder=str(Path(settings.DATA_ROOT).parent / "elsewhere"))


def target(world: World) -> Target:
    """A place of the home town."""
    return actions.add_target(actor_for(world.person(Role.SYSTEM_ADMIN)), world.town, place())


@scenario("portal.add_target")
def add_target(world: World) -> Act:
    return lambda actor: actions.add_target(actor, world.town, place())


@scenario("portal.edit_target")
def edit_target(world: World) -> Act:
    existing = target(world)
    return lambda actor: actions.edit_target(actor, existing, place("换个名称"))


@scenario("portal.switch_target")
def switch_target(world: World) -> Act:
    existing = target(world)
    return lambda actor: actions.switch_target(
        actor, Target.objects.get(pk=existing.pk), active=False
    )


@scenario("portal.resend_target")
def resend_target(world: World) -> Act:
    existing = target(world)
    return lambda actor: actions.resend_target(actor, existing)


@scenario("release.store_proof")
def store_proof(world: World) -> Act:
    out = world.house.released(world.house.record())
    probe = release.Probe("page_gone", "http://localhost/", "已撤下")
    return lambda actor: release.store_proof(actor, out.pk, [probe])
