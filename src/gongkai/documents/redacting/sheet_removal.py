"""Taking whole sheets out of a workbook."""

from collections.abc import Sequence

from gongkai.documents.extraction.model import CannotEdit
from gongkai.documents.extraction.package import Package, children, descendants, local
from gongkai.documents.extraction.sheet.workbook import Sheet, Workbook
from gongkai.documents.redacting.formulas import drop_chain
from gongkai.documents.redacting.writing import remove

_TABS = ("activeTab", "firstSheet")


def drop_sheets(book: Workbook, doomed: Sequence[Sheet]) -> None:
    """Take sheets out, with their own names and everything that hangs on them alone. What points
    at them has to be cut before.

    :raises CannotEdit: if no visible sheet would be left.
    """
    if not doomed:
        return
    kept = [sheet for sheet in book.sheets if sheet not in doomed]
    if all(sheet.is_hidden for sheet in kept):
        raise CannotEdit("工作簿里没有可见的工作表。请在原文件中取消隐藏后重新上传。")
    before = book.package.reachable()
    _renumber(book, kept)
    for sheet in doomed:
        remove(sheet.element)
        book.package.drop(sheet.part)
    book.package.touch(book.part)
    book.package.drop_unreachable(before)
    drop_chain(book)
    _forget_titles(book.package)


def _renumber(book: Workbook, kept: Sequence[Sheet]) -> None:
    new = {str(sheet.number - 1): str(number) for number, sheet in enumerate(kept)}
    for each in list(descendants(book.root, "definedName")):
        home = each.get("localSheetId")
        if home is None:
            continue
        if home in new:
            each.set("localSheetId", new[home])
        else:
            remove(each)
    for holder in children(book.root, "definedNames"):
        if len(holder) == 0:
            remove(holder)
    shown = next(str(number) for number, sheet in enumerate(kept) if not sheet.is_hidden)
    for view in descendants(book.root, "workbookView"):
        for tab in _TABS:
            if tab in view.attrib:
                view.set(tab, new.get(view.get(tab, "0"), shown))


def _forget_titles(package: Package) -> None:
    """The properties of the file list the names of its sheets."""
    for name in package.names:
        if not package.is_xml(name) or local(package.xml(name)) != "Properties":
            continue
        for each in list(package.xml(name)):
            if local(each) in {"TitlesOfParts", "HeadingPairs"}:
                remove(each)
                package.touch(name)
