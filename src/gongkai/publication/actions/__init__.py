"""Every write of this package, one verb each."""

from gongkai.publication.actions.attach import attach, detach
from gongkai.publication.actions.create import create
from gongkai.publication.actions.discard import discard_draft
from gongkai.publication.actions.edit import edit
from gongkai.publication.actions.file_under import file_under

__all__ = ["attach", "create", "detach", "discard_draft", "edit", "file_under"]
