"""What in a workbook points at sheets that go: names, rules, lists to choose from, charts."""

from dataclasses import replace

from gongkai.documents.extraction.model import CannotEdit
from gongkai.documents.extraction.package import Element, Package, child, descendants, local
from gongkai.documents.extraction.sheet.workbook import Workbook
from gongkai.documents.redacting.formulas import Removed
from gongkai.documents.redacting.writing import remove

_RULES = ("dataValidation", "cfRule", "sparkline")
_FORMULAS = ("formula1", "formula2", "formula", "f")
_HOLDERS = frozenset(
    {
        "dataValidations",
        "conditionalFormatting",
        "conditionalFormattings",
        "sparklines",
        "sparklineGroup",
        "sparklineGroups",
        "hyperlinks",
        "definedNames",
    }
)
_WITHOUT_VALUES = (
    "文件里的图表引用了隐藏内容，又没有保存数据，清除后图表会变空。"
    "请用 Excel 或 WPS 打开文件，保存一次后重新上传。"
)
_CACHES = {"numRef": "numCache", "strRef": "strCache"}


def cut_references(book: Workbook, removed: Removed) -> None:
    """Take away what would point at nothing; charts keep what they show as values.

    :raises CannotEdit: if the file does not hold the values that a chart shows.
    """
    whole = replace(removed, cells={})
    if whole.sheets or whole.links:
        _cut_names(book, whole)
        for sheet in book.sheets:
            if sheet.name not in removed.sheets:
                _cut_rules(book, sheet.part, sheet.name, whole)
    for name in book.package.names:
        if book.package.is_xml(name) and local(book.package.xml(name)) == "chartSpace":
            _fix_chart(book.package, name, removed)


def _cut_names(book: Workbook, removed: Removed) -> None:
    for each in list(descendants(book.root, "definedName")):
        if removed.points_at(each.text or "", ""):
            _drop(each)
            book.package.touch(book.part)


def _cut_rules(book: Workbook, part: str, home: str, removed: Removed) -> None:
    root = book.package.xml(part)
    for each in list(descendants(root, *_RULES)):
        texts = [formula.text or "" for formula in descendants(each, *_FORMULAS)]
        if any(removed.points_at(text, home) for text in texts):
            _drop(each)
            book.package.touch(part)
    for each in list(descendants(root, "hyperlink")):
        if removed.points_at(each.get("location", ""), home):
            _drop(each)
            book.package.touch(part)


def _drop(element: Element) -> None:
    holder = element.getparent()
    remove(element)
    while holder is not None and local(holder) in _HOLDERS:
        above = holder.getparent()
        left = [each for each in holder if local(each)]
        if left:
            if "count" in holder.attrib:
                holder.set("count", str(len(left)))
            return
        remove(holder)
        holder = above


def _fix_chart(package: Package, part: str, removed: Removed) -> None:
    for reference in list(descendants(package.xml(part), *_CACHES)):
        formula = child(reference, "f")
        if formula is not None and removed.points_at(formula.text or "", ""):
            _fix(reference)
            package.touch(part)


def _fix(reference: Element) -> None:
    """Turn a reference of a chart into the values that the chart keeps of it."""
    cache = child(reference, _CACHES[local(reference)])
    holder = reference.getparent()
    if holder is None:
        return
    if cache is None:
        raise CannotEdit(_WITHOUT_VALUES)
    namespace = str(reference.tag).rpartition("}")[0] + "}"
    if local(holder) == "tx":
        _fix_title(reference, holder, cache, namespace)
        return
    literal = reference.makeelement(namespace + local(reference).replace("Ref", "Lit"))
    for each in list(cache):
        literal.append(each)
    holder.replace(reference, literal)


def _fix_title(reference: Element, holder: Element, cache: Element, namespace: str) -> None:
    words = "".join(each.text or "" for each in descendants(cache, "v"))
    above = holder.getparent()
    if above is not None and local(above) == "ser":
        value = reference.makeelement(f"{namespace}v")
        value.text = words
        holder.replace(reference, value)
    elif above is not None:
        # A title of the chart itself: without its words Excel falls back on its own.
        above.remove(holder)
