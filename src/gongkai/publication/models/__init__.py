"""Records and what hangs on them."""

from gongkai.publication.models.files import Attachment, QuarantinedFile, StoredFile
from gongkai.publication.models.links import LinkCheck
from gongkai.publication.models.recognition import Recognition, RecognitionState
from gongkai.publication.models.records import (
    ENDED_STATES,
    PUBLIC_STATES,
    Matter,
    Record,
    RecordState,
    Serial,
)
from gongkai.publication.models.relations import BACKWARDS, Relation, RelationKind
from gongkai.publication.models.versions import FOREMOST_FIRST, Publicity, Version, VersionState
from gongkai.publication.models.working import WorkingCopy, WorkingFile

__all__ = [
    "BACKWARDS",
    "ENDED_STATES",
    "FOREMOST_FIRST",
    "PUBLIC_STATES",
    "Attachment",
    "LinkCheck",
    "Matter",
    "Publicity",
    "QuarantinedFile",
    "Recognition",
    "RecognitionState",
    "Record",
    "RecordState",
    "Relation",
    "RelationKind",
    "Serial",
    "StoredFile",
    "Version",
    "VersionState",
    "WorkingCopy",
    "WorkingFile",
]
