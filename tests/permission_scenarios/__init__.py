"""Scenarios for every action; see ``world`` for how to write one."""

from importlib import import_module
from pkgutil import iter_modules

from permission_scenarios.world import SCENARIOS, Scenario, World

for module in iter_modules(__path__):
    import_module(f"{__name__}.{module.name}")

__all__ = ["SCENARIOS", "Scenario", "World"]
