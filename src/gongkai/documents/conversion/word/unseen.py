"""What a document holds beside the text that people see: left out, and said so."""

from collections.abc import Callable
from typing import Final

from gongkai.documents.conversion.word.looks import Styles
from gongkai.documents.conversion.word.package import Element, Package, is_on, text_of, w

_CHANGES: Final = tuple(w(name) for name in ("ins", "del", "moveFrom", "moveTo"))
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def take_out_hidden(styles: Styles, body: Element) -> bool:
    """Take hidden text out, which mammoth would show; say whether there was any."""
    found = False
    for run in list(body.iter(w("r"))):
        paragraph = next(run.iterancestors(w("p")), None)
        chain = [] if paragraph is None else styles.paragraph_chain(paragraph)
        said = (is_on(place, "vanish") for place in styles.run_properties(run, chain))
        if next((on for on in said if on is not None), False):
            found = found or bool(text_of(run).strip())
            run.getparent().remove(run)
    return found


def open_alternatives(body: Element) -> bool:
    """Keep one form of what the document holds in two; say whether text boxes are among them.

    mammoth reads only the older form, which some programs leave out.
    """
    for alternative in list(body.iter(f"{_COMPATIBLE}AlternateContent")):
        parent = alternative.getparent()
        older = alternative.find(f"{_COMPATIBLE}Fallback")
        if parent is None or (older is not None and len(older)):
            continue
        choice = alternative.find(f"{_COMPATIBLE}Choice")
        boxes = [] if choice is None else list(choice.iter(w("txbxContent")))
        for content in boxes or ([] if choice is None else list(choice)):
            alternative.addprevious(_in_picture(content) if boxes else content)
        parent.remove(alternative)
    return next(body.iter(w("txbxContent")), None) is not None


def open_controls(body: Element) -> None:
    """Take content controls off, in which templates put titles and whole paragraphs."""
    for control in list(body.iter(w("sdt"))):
        content = control.find(w("sdtContent"))
        whole = control.getparent() is body and content is not None
        if whole and content.find(w("p")) is not None:
            for part in list(content):
                control.addprevious(part)
            body.remove(control)


def _in_picture(content: Element) -> Element:
    """The content of a text box, where mammoth looks for one."""
    picture = content.makeelement(w("pict"), {})
    picture.append(content)
    return picture


def has_changes(body: Element) -> bool:
    """Tracked changes, also of formats."""
    return any(next(body.iter(name), None) is not None for name in _CHANGES)


def has_comments(package: Package) -> bool:
    """Comments, whether or not the text still refers to them."""
    tree = package.tree("word/comments.xml")
    return tree is not None and next(tree.iter(w("comment")), None) is not None


def has_headers(package: Package) -> bool:
    """Headers or footers that say more than a page number."""
    trees = [package.tree(name) for name in package.names("word/header")]
    trees += [package.tree(name) for name in package.names("word/footer")]
    texts = ("".join(text_of(tree).split()) for tree in trees if tree is not None)
    return any(text.strip("-—－–·第页共/ 0123456789") for text in texts)


def _has(*names: str) -> Callable[[Element], bool]:
    return lambda body: any(next(body.iter(name), None) is not None for name in names)


has_formulas = _has(_MATH)
has_charts = _has(_CHART, _DIAGRAM, w("object"))


def has_struck_text(body: Element) -> bool:
    """Text that is struck through: published, it would read as if it were valid."""
    return any(
        is_on(properties, name)
        for properties in body.iter(w("rPr"))
        for name in ("strike", "dstrike")
        if properties.getparent().tag == w("r")
    )
