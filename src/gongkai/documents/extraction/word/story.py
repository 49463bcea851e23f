"""One story of a Word document (body, header, footnotes, comments ...), block by block."""

from dataclasses import dataclass, field, replace

from gongkai.documents.extraction.model import Hidden, Segment, Unread
from gongkai.documents.extraction.package import (
    Element,
    Relation,
    attribute,
    attributes,
    child,
    children,
    descendants,
    local,
)
from gongkai.documents.extraction.pieces import Atom, Piece, joined
from gongkai.documents.extraction.word.paragraph import Found, read_paragraph, text_below
from gongkai.documents.extraction.word.styles import Setting, Styles, is_shade

_WRAPPERS = frozenset({"ins", "moveTo", "customXml", "smartTag", "sdtContent"})
_DELETED = frozenset({"del", "moveFrom"})
_NOTES = frozenset({"footnote", "endnote"})

MERGED_AWAY = "（被合并单元格遮住）"
FLAT = "（行高几乎为零）"

LOWEST = 20
"""Twentieths of a point: a line or row of this exact height or less shows nothing."""


@dataclass(frozen=True)
class Where:
    """Where a block stands: its label, what joins it to the one before, the colour of its
    ground, and whether it lies in a row without height.
    """

    label: str
    joint: str = "\n"
    is_coloured: bool = False
    is_numbered: bool = False
    is_flat: bool = False


@dataclass
class Story:
    """Reads one part; ``hidden`` is why nobody sees the whole of it, as with comments."""

    part: str
    label: str
    styles: Styles
    relations: dict[str, Relation]
    hidden: Hidden | None = None
    on_colour: bool = False
    pieces: list[Piece] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    _late: list[Found] = field(default_factory=list)
    _owner: Element | None = None
    _count: int = 0
    _paragraphs: int = 0
    _tables: int = 0
    _boxes: int = 0

    def read(self, root: Element) -> None:
        """Read a body, a header or the like."""
        self._blocks(
            root, Where(self.label, is_coloured=self.on_colour, is_numbered=True), top=True
        )
        self._flush()

    def read_item(self, item: Element, label: str) -> None:
        """Read one note or one comment of a part of many; ``item`` goes as a whole."""
        self._owner = item
        self._blocks(item, Where(label, is_coloured=self.on_colour), top=True)
        self._flush()
        self._owner = None

    def _blocks(self, container: Element, where: Where, top: bool = False) -> None:
        for each in container:
            self._block(each, where, top)
            if top:
                self._flush()

    def _block(self, block: Element, where: Where, top: bool) -> None:
        tag = local(block)
        if tag == "p":
            self._paragraph(block, where)
        elif tag == "tbl":
            self._table(block, where)
        elif tag == "sdt":
            self._control(block, where)
        elif tag == "AlternateContent":
            self._choice(block, where)
        elif tag in _WRAPPERS:
            self._blocks(block, where, top)
        elif tag in _DELETED:
            self._deleted(block, where)
        elif tag == "altChunk":
            self._chunk(block)

    def _control(self, control: Element, where: Where) -> None:
        self._late += control_texts(control)
        for content in children(control, "sdtContent"):
            self._blocks(content, where)

    def _choice(self, alternative: Element, where: Where) -> None:
        for chosen in children(alternative, "Choice")[:1] or children(alternative, "Fallback"):
            self._blocks(chosen, where)

    def _deleted(self, block: Element, where: Where) -> None:
        atoms = text_below(block)
        self._late.append(Found("（修订：删除）", atoms, Hidden.TRACKED_CHANGE, (block,)))

    def _chunk(self, chunk: Element) -> None:
        relation = self.relations.get(attribute(chunk, "id") or "")
        place = relation.target if relation else f"{self.part}!altChunk"
        self.unread.append(
            Unread(
                place,
                f"{self.label}中插入的外来文档",
                "文档中插入了另一份文档，无法自动读取。请用 Word 打开，另存一份后重新上传。",
            )
        )

    def _paragraph(self, paragraph: Element, where: Where) -> None:
        properties = child(paragraph, "pPr")
        coloured = where.is_coloured or self.styles.colours_paragraph(properties)
        found = read_paragraph(
            paragraph, self.styles, Setting(properties, coloured), self.relations
        )
        label = where.label
        if where.is_numbered and joined(found.atoms).strip():
            self._paragraphs += 1
            label = f"{where.label}第{self._paragraphs}段"
        if where.is_flat or is_flat_paragraph(properties):
            runs = tuple(descendants(paragraph, "r"))
            if joined(found.atoms).strip():
                self._late.append(Found(label + FLAT, found.atoms, Hidden.HIDDEN_TEXT, runs))
        else:
            self._add(Found("", found.atoms), label, where.joint)
        for late in found.rest:
            self._late.append(
                Found(label + late.label, late.atoms, late.hidden, late.nodes, late.remedy)
            )
        for box in found.boxes:
            self._box(box)

    def _box(self, box: Element) -> None:
        # The texts of boxes come after the block that holds them, so they wait for their turn.
        inner = Story(self.part, self.label, self.styles, self.relations, self.hidden)
        self._boxes += 1
        inner._blocks(box, Where(f"{self.label}的文本框", is_coloured=True))
        inner._flush()
        self.unread += inner.unread
        for piece in inner.pieces:
            segment = piece.segment
            self._late.append(
                Found(segment.label, piece.atoms, segment.hidden, piece.nodes, piece.remedy)
            )

    def _table(self, table: Element, where: Where) -> None:
        self._tables += 1
        number = self._tables
        coloured = where.is_coloured or self.styles.colours_table(child(table, "tblPr"))
        for row, each in enumerate(descendants_of_table(table, "tr"), 1):
            started = False
            flat = where.is_flat or _is_flat_row(each)
            for column, cell in enumerate(descendants_of_table(each, "tc"), 1):
                label = f"{self.label}第{number}个表格第{row}行第{column}格"
                ground = coloured or _is_coloured_cell(cell)
                before = len(self.pieces)
                self._cell(cell, Where(label, "\t" if started else "\n", ground, is_flat=flat))
                started = started or len(self.pieces) > before

    def _cell(self, cell: Element, where: Where) -> None:
        if _is_merged_away(cell):
            atoms = text_below(cell)
            if joined(atoms).strip():
                label = where.label + MERGED_AWAY
                nodes = tuple(descendants(cell, "r"))
                self._late.append(Found(label, atoms, Hidden.HIDDEN_TEXT, nodes))
            return
        joint = where.joint
        for block in cell:
            before = len(self.pieces)
            self._block(block, replace(where, joint=joint), top=False)
            if len(self.pieces) > before:
                joint = "\n"

    def _flush(self) -> None:
        late, self._late = self._late, []
        for each in late:
            self._add(each, each.label, "\n")

    def _add(self, found: Found, label: str, joint: str) -> None:
        text = joined(found.atoms)
        if not text.strip() and found.hidden is None:
            return
        self._count += 1
        segment = Segment(
            f"{self.part}!{self._count}", label, text, joint, self.hidden or found.hidden
        )
        nodes = found.nodes if self._owner is None else (self._owner,)
        self.pieces.append(Piece(segment, self.part, found.atoms, nodes, found.remedy))


def control_texts(control: Element) -> list[Found]:
    """Give the words in the properties of a content control: its title and its choices."""
    properties = child(control, "sdtPr")
    if properties is None:
        return []
    found = []
    for each in descendants(properties, "alias", "tag", "listItem"):
        for key, value in attributes(each):
            if value.strip() and key.rpartition("}")[2] in {"val", "displayText"}:
                found.append(Found("内容控件的设置", (Atom(each, f"@{key}", value),)))
    return found


def descendants_of_table(holder: Element, name: str) -> list[Element]:
    """Give the rows of a table or the cells of a row, also those in controls and changes."""
    found: list[Element] = []
    for each in holder:
        tag = local(each)
        if tag == name:
            found.append(each)
        elif tag == "sdt":
            for content in children(each, "sdtContent"):
                found += descendants_of_table(content, name)
        elif tag in _WRAPPERS or tag in _DELETED:
            found += descendants_of_table(each, name)
    return found


def is_flat_paragraph(properties: Element | None) -> bool:
    """Say whether the lines of a paragraph have hardly any height."""
    spacing = None if properties is None else child(properties, "spacing")
    return spacing is not None and _is_low(spacing, "line", "lineRule")


def _is_flat_row(row: Element) -> bool:
    properties = child(row, "trPr")
    height = None if properties is None else child(properties, "trHeight")
    return height is not None and _is_low(height, "val", "hRule")


def _is_low(element: Element, size: str, rule: str) -> bool:
    value = attribute(element, size) or ""
    return attribute(element, rule) == "exact" and value.isdigit() and int(value) <= LOWEST


def _is_coloured_cell(cell: Element) -> bool:
    properties = child(cell, "tcPr")
    return properties is not None and any(is_shade(each) for each in children(properties, "shd"))


def _is_merged_away(cell: Element) -> bool:
    properties = child(cell, "tcPr")
    merge = None if properties is None else child(properties, "vMerge")
    return merge is not None and attribute(merge, "val") != "restart"
