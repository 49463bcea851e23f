"""Every write of this package, one verb each."""

from gongkai.publication.actions.attach import attach, detach
from gongkai.publication.actions.create import create
from gongkai.publication.actions.create_matter import create_matter
from gongkai.publication.actions.discard import discard_draft
from gongkai.publication.actions.edit import edit
from gongkai.publication.actions.file_under import file_under
from gongkai.publication.actions.import_document import import_document
from gongkai.publication.actions.recognise import recognise
from gongkai.publication.actions.term import set_term
from gongkai.publication.actions.working_copy import (
    add_working_file,
    drop_working_copy,
    save_working_copy,
)
from gongkai.publication.actions.write_guide import write_guide

__all__ = [
    "add_working_file",
    "attach",
    "create",
    "create_matter",
    "detach",
    "discard_draft",
    "drop_working_copy",
    "edit",
    "file_under",
    "import_document",
    "recognise",
    "save_working_copy",
    "set_term",
    "write_guide",
]
