"""Who leads the plan."""

from gongkai.organisation.actor import Actor
from gongkai.organisation.permissions import reach_of


def leads(actor: Actor) -> bool:
    """Whether the person leads the plan (the Office), and so sees drafts too."""
    return reach_of(actor, "campaign.edit_plan") is not None
