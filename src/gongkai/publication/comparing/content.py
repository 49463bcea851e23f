"""Two versions compared: fields, body, attachments, relations."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gongkai.publication.comparing.align import Work
from gongkai.publication.comparing.body import (
    ADDED,
    CHANGED,
    REMOVED,
    SAME,
    STATUS_WORDS,
    BodyComparison,
    compare_bodies,
)
from gongkai.publication.comparing.words import Pieces, compare_words, tokens_of
from gongkai.publication.models import Relation, Version
from gongkai.rules import columns, five_stages
from gongkai.rules.legal_basis import EXEMPTIONS
from gongkai.rules.tables import Row


@dataclass(frozen=True)
class FileFact:
    """An attachment: its name, the digest of its bytes, whether it is a picture of the body.

    ``key`` is the primary key of the attachment, for links; it is not compared.
    """

    name: str
    digest: str
    inline: bool = False
    key: int = 0


@dataclass(frozen=True)
class Content:
    """What of a version is compared, in the words that people read."""

    fields: Mapping[str, str]
    body: str
    files: tuple[FileFact, ...]
    relations: tuple[str, ...]


@dataclass(frozen=True)
class FieldChange:
    """A field of the metadata on both sides."""

    label: str
    status: str
    old: Pieces
    new: Pieces

    @property
    def words(self) -> str:
        """The status in words."""
        return STATUS_WORDS[self.status]


@dataclass(frozen=True)
class FileChange:
    """An attachment on both sides. ``note`` says what changed: content, name or use."""

    status: str
    old: FileFact | None
    new: FileFact | None
    note: str = ""

    @property
    def words(self) -> str:
        """The status in words."""
        return STATUS_WORDS[self.status]

    @property
    def name(self) -> str:
        """The name it has now, or had."""
        there = self.new or self.old
        return there.name if there else ""


@dataclass(frozen=True)
class RelationChange:
    """A relation that stayed, came or went."""

    status: str
    text: str

    @property
    def words(self) -> str:
        """The status in words."""
        return STATUS_WORDS[self.status]


@dataclass(frozen=True)
class Comparison:
    """Everything that differs between two versions, and what stayed."""

    fields: tuple[FieldChange, ...]
    body: BodyComparison
    files: tuple[FileChange, ...]
    relations: tuple[RelationChange, ...]

    @property
    def changed_fields(self) -> tuple[FieldChange, ...]:
        """The fields that differ."""
        return tuple(change for change in self.fields if change.status != SAME)

    @property
    def changed_files(self) -> tuple[FileChange, ...]:
        """The attachments that differ."""
        return tuple(change for change in self.files if change.status != SAME)

    @property
    def changed_relations(self) -> tuple[RelationChange, ...]:
        """The relations that came or went."""
        return tuple(change for change in self.relations if change.status != SAME)

    @property
    def changes(self) -> int:
        """How many things differ; 0: the two are the same."""
        beside = (self.changed_fields, self.changed_files, self.changed_relations)
        return self.body.changes + sum(len(part) for part in beside)

    @property
    def summary(self) -> str:
        """What differs, in one phrase."""
        counts = (
            ("元数据", "项", len(self.changed_fields)),
            ("正文", "处", self.body.changes),
            ("附件", "个", len(self.changed_files)),
            ("关联", "条", len(self.changed_relations)),
        )
        found = [f"{what}{count}{measure}" for what, measure, count in counts if count]
        return "、".join(found) + "有变化" if found else "没有变化"


def compare(old: Content, new: Content) -> Comparison:
    """Compare two contents; pure, at bounded cost."""
    labels = list(dict.fromkeys([*old.fields, *new.fields]))
    return Comparison(
        fields=tuple(
            _field(label, old.fields.get(label, ""), new.fields.get(label, "")) for label in labels
        ),
        body=compare_bodies(old.body, new.body),
        files=tuple(_files(old.files, new.files)),
        relations=tuple(_relations(old.relations, new.relations)),
    )


def compare_versions(old: Version, new: Version) -> Comparison:
    """Compare two versions as they are stored."""
    return compare(content_of(old), content_of(new))


def content_of(version: Version) -> Content:
    """Read what is compared of a version: three queries where nothing was fetched before."""
    return Content(
        fields=_fields_of(version),
        body=version.body,
        files=tuple(
            FileFact(attachment.name, attachment.file.digest, attachment.inline, attachment.pk)
            for attachment in version.attachments.select_related("file").order_by("order")
        ),
        relations=tuple(
            _relation_words(relation)
            for relation in version.relations.select_related("target").order_by("order")
        ),
    )


def _fields_of(version: Version) -> dict[str, str]:
    return {
        "标题": version.title,
        "公开事项": str(version.item) if version.item else "",
        "不对应目录事项的理由": version.no_item_reason,
        "发文字号": version.document_number,
        "发文单位": version.issuer,
        "成文日期": version.formed_on.isoformat(),
        "公开属性": version.get_publicity_display(),
        "不主动公开的依据": _name_of(version.publicity_ground, EXEMPTIONS),
        "主题分类": version.theme,
        "体裁": version.genre,
        "有效性": version.validity,
        "有效性日期": version.validity_on.isoformat() if version.validity_on else "",
        "替代文件": version.successor.index_number if version.successor else "",
        "所属事项": version.matter.name if version.matter else "",
        "五公开环节": _name_of(version.stage, five_stages.TABLE.rows),
        "公开栏目": _name_of(version.column, columns.TABLE.rows),
        "所属年度": str(version.column_year or ""),
        "内容概述": version.summary,
        "关键词": version.keywords,
        "更正说明": version.change_note,
    }


def _name_of(code: str, rows: Iterable[Row]) -> str:
    """The name of a code; words that are no code stay as they are."""
    return next((row.name for row in rows if row.code == code), code)


def _relation_words(relation: Relation) -> str:
    kind = relation.get_kind_display()
    if relation.target is not None:
        return f"{kind}：{relation.target.index_number}"
    address = f"（{relation.url}）" if relation.url else ""
    return f"{kind}：{relation.words}{address}"


def _field(label: str, old: str, new: str) -> FieldChange:
    left, right = compare_words(tokens_of(old), tokens_of(new), Work())
    return FieldChange(label, SAME if old == new else CHANGED, left, right)


def _files(old: Sequence[FileFact], new: Sequence[FileFact]) -> Iterable[FileChange]:
    """By name first; one that went and one that came with the same bytes is a new name."""
    before = {file.name: file for file in old}
    names = {file.name for file in new}
    gone = [file for file in old if file.name not in names]
    for file in new:
        earlier = before.get(file.name)
        if earlier is None:
            earlier = next((f for f in gone if f.digest == file.digest), None)
            if earlier:
                gone.remove(earlier)
        yield _file(earlier, file)
    for file in gone:
        yield FileChange(REMOVED, file, None)


def _file(old: FileFact | None, new: FileFact) -> FileChange:
    if old is None:
        return FileChange(ADDED, None, new)
    notes = []
    if old.digest != new.digest:
        notes.append("内容不同")
    if old.name != new.name:
        notes.append(f"原名《{old.name}》，内容相同")
    if old.inline != new.inline:
        notes.append("由正文图片改为附件" if old.inline else "由附件改为正文图片")
    return FileChange(CHANGED if notes else SAME, old, new, "；".join(notes))


def _relations(old: Sequence[str], new: Sequence[str]) -> Iterable[RelationChange]:
    for text in new:
        yield RelationChange(SAME if text in old else ADDED, text)
    for text in old:
        if text not in new:
            yield RelationChange(REMOVED, text)
