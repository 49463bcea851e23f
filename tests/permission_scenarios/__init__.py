"""Scenarios for every action; see ``world`` for how to write one."""

from permission_scenarios import catalogue, drafting, organisation, spine
from permission_scenarios.world import SCENARIOS, Scenario, World

__all__ = ["SCENARIOS", "Scenario", "World", "catalogue", "drafting", "organisation", "spine"]
