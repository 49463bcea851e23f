"""The documents: every link leads somewhere, and the guides speak in the words on the screen."""

import re
from functools import cache
from pathlib import Path

import pytest

import gongkai

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent
SOURCE = Path(gongkai.__file__).parent
DOCUMENTS = (*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/**/*.md")))
GUIDES = sorted(ROOT.glob("docs/guide/*.md"))
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+?)\s*$", re.MULTILINE)
QUOTED = re.compile(r"“([^”]+)”")
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
NO_WORDS_OF_OURS = {"机密★1年", "直接打印、不弹出对话框", "低保"}
"""Examples, and words of other programs."""


def anchors(document: Path) -> set[str]:
    """The anchors of a document's headings, as the usual viewers make them."""
    titles = HEADING.findall(FENCED.sub("", document.read_text(encoding="utf-8")))
    kept = (re.sub(r"[^\w\- ]", "", title.lower()) for title in titles)
    return {title.replace(" ", "-") for title in kept}


def broken(document: Path) -> list[str]:
    """The links of a document within the project that lead nowhere."""
    found = []
    for link in LINK.findall(FENCED.sub("", document.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (document.parent / name).resolve() if name else document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            found.append(link)
    return found


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document: Path) -> None:
    assert broken(document) == []


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# One two\n[a](#one-two) [b](gone.md) [c](page.md#three)", encoding="utf-8")
    assert broken(page) == ["gone.md", "page.md#three"]


@cache
def headings() -> set[str]:
    """What the guides call their own parts."""
    return {found for guide in GUIDES for found in HEADING.findall(guide.read_text("utf-8"))}


@cache
def words_on_the_screen() -> str:
    """Everything that pages, forms and scripts can say, pieces of one sentence joined."""
    suffixes = {".html", ".py", ".js"}
    files = (path for path in SOURCE.rglob("*") if path.suffix in suffixes)
    text = "\n".join(path.read_text(encoding="utf-8") for path in files if "demo" not in path.parts)
    text = re.sub(r"\"\s*\n\s*f?\"", "", text)
    return text + re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{[^{}\n]*\}", "", text)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_a_guide_quotes_what_the_pages_say(guide: Path) -> None:
    """What stands in “…” is to be clicked, read or looked for, or is a heading of the guides.

    Three dots stand for what differs from case to case.
    """
    quoted = set(QUOTED.findall(guide.read_text(encoding="utf-8"))) - NO_WORDS_OF_OURS
    pieces = {part for one in quoted - headings() for part in one.split("……") if part}
    assert sorted(part for part in pieces if part not in words_on_the_screen()) == []


def test_there_is_a_guide_for_each_line_of_the_list() -> None:
    listed = set(LINK.findall((ROOT / "docs/guide/README.md").read_text(encoding="utf-8")))
    assert {path.name for path in GUIDES if path.name != "README.md"} <= listed
