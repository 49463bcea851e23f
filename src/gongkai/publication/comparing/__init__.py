"""What differs between two versions of a record, for a page that shows them side by side.

Pure but for ``content_of`` and ``compare_versions``, which read a version. Blocks are paired,
words are marked within what changed (Han sign by sign, Latin words and numbers whole), tables
are compared row by row and cell by cell. The cost is bounded for texts of any length.
"""

from gongkai.publication.comparing.body import (
    ADDED,
    CHANGED,
    REMOVED,
    SAME,
    STATUS_WORDS,
    BlockChange,
    BodyComparison,
    CellChange,
    RowChange,
    Stretch,
    compare_bodies,
)
from gongkai.publication.comparing.content import (
    Comparison,
    Content,
    FieldChange,
    FileChange,
    FileFact,
    RelationChange,
    compare,
    compare_versions,
    content_of,
)
from gongkai.publication.comparing.words import Piece, Pieces

__all__ = [
    "ADDED",
    "CHANGED",
    "REMOVED",
    "SAME",
    "STATUS_WORDS",
    "BlockChange",
    "BodyComparison",
    "CellChange",
    "Comparison",
    "Content",
    "FieldChange",
    "FileChange",
    "FileFact",
    "Piece",
    "Pieces",
    "RelationChange",
    "RowChange",
    "Stretch",
    "compare",
    "compare_bodies",
    "compare_versions",
    "content_of",
]
