"""Records and what hangs on them."""

from gongkai.publication.models.files import Attachment, StoredFile
from gongkai.publication.models.records import Record, RecordState, Serial
from gongkai.publication.models.versions import Publicity, Version, VersionState

__all__ = [
    "Attachment",
    "Publicity",
    "Record",
    "RecordState",
    "Serial",
    "StoredFile",
    "Version",
    "VersionState",
]
