"""Several new tables, or changes of indexes, in one step of a migration.

Django draws up every related model anew after each operation, which costs more with every table
that there is. Tables that come together are drawn up once.
"""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import AddIndex, CreateModel, RemoveIndex
from django.db.migrations.state import ProjectState


class CreateModels(Operation):
    """What the operations do one after the other; each creates a table that refers to those
    before it or to itself.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, models: Sequence[CreateModel]) -> None:
        self.models = models

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """The name and what it was made with."""
        return type(self).__name__, (), {"models": self.models}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add all models before any is drawn up."""
        state.__dict__.pop("apps", None)
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Create the tables in their order."""
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Take the tables away, the last first."""
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """In words."""
        return f"Create {len(self.models)} models"


class ChangeIndexes(Operation):
    """Take indexes away and add others; no index is in both."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, added: Sequence[AddIndex], removed: Sequence[RemoveIndex] = ()) -> None:
        self.added, self.removed = added, removed

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """The name and what it was made with."""
        return type(self).__name__, (), {"added": self.added, "removed": self.removed}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change all before any table is drawn up."""
        state.__dict__.pop("apps", None)
        for change in (*self.removed, *self.added):
            change.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Drop, then create."""
        for change in (*self.removed, *self.added):
            change.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """The other way about."""
        for change in (*self.added, *self.removed):
            change.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """In words."""
        return f"Drop {len(self.removed)} indexes and create {len(self.added)}"
