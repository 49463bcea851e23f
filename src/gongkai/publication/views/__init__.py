"""Pages of drafting."""

from gongkai.publication.views.drafting import edit, new
from gongkai.publication.views.files import attach, attachment_file, detach, recognise
from gongkai.publication.views.filing import file_under
from gongkai.publication.views.records import discard, record_list, record_page, version_page
from gongkai.publication.views.working import (
    elements,
    find,
    keep,
    keep_new,
    new_picture,
    paste,
    picture,
    waiting_file,
)

__all__ = [
    "attach",
    "attachment_file",
    "detach",
    "discard",
    "edit",
    "elements",
    "file_under",
    "find",
    "keep",
    "keep_new",
    "new",
    "new_picture",
    "paste",
    "picture",
    "recognise",
    "record_list",
    "record_page",
    "version_page",
    "waiting_file",
]
