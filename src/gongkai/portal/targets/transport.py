"""What every way to another place offers, and the fault that people read."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol


class TargetFault(Exception):
    """The other place could not be reached or refused; ``str()`` says why, in Chinese."""


class Transport(Protocol):
    """A place that files are taken to. Paths are those of the tree; all may raise TargetFault.

    Doing the same twice does no harm.
    """

    def send(self, source: Path, paths: Sequence[str]) -> None:
        """Put these files of ``source`` there, whole or not at all, in their order."""

    def remove(self, paths: Sequence[str]) -> None:
        """Take these files away; one that is not there is no fault."""

    def read(self, path: str) -> bytes | None:
        """What stands there now; None where nothing does."""
