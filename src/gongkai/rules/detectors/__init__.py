"""What must not be published as it stands: secrets, marks, personal data (handbook 5.4).

``scan`` finds, ``KINDS`` explains, ``gongkai.rules.masking`` masks; a person decides.
"""

from gongkai.rules.detectors.kinds import COMMAND_KINDS, KINDS, Finding, Kind, KindRow, Level
from gongkai.rules.detectors.scanner import scan
from gongkai.rules.detectors.words import ListedWord, WordLists

__all__ = [
    "COMMAND_KINDS",
    "KINDS",
    "Finding",
    "Kind",
    "KindRow",
    "Level",
    "ListedWord",
    "WordLists",
    "scan",
]
