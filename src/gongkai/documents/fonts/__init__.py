"""The font that printed documents are set in, its licence, and how it was made."""

from pathlib import Path

FAMILY = "Gongkai Serif"
"""Its family name: a renamed subset of Noto Serif CJK SC."""

REGULAR = Path(__file__).with_name("GongkaiSerif-Regular.otf")
