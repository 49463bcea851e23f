"""Lists of words, one file each: words parted by blanks, lines of comment begin with #."""

from importlib.resources import files


def words(name: str) -> tuple[str, ...]:
    """Give the words of a list in its order."""
    text = files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    lines = (line for line in text.split("\n") if not line.startswith("#"))
    return tuple(word for line in lines for word in line.split())
