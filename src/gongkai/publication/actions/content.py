"""What the actions of drafting share."""

from collections.abc import Iterable, Iterator, Sequence

from gongkai.documents.inspect import Upload, UploadError, check_upload
from gongkai.organisation.actor import Actor
from gongkai.organisation.admission import Incoming
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Invalid, NotPermitted
from gongkai.organisation.scope import reaches
from gongkai.publication.drafting import Draft, FileToAdd
from gongkai.publication.files import store
from gongkai.publication.models import Attachment, Record, Relation, Version
from gongkai.rules.columns import GUIDE

LIMIT_BYTES = 50 * 1024 * 1024


def check_keeper(actor: Actor, unit: Unit, draft: Draft) -> None:
    """Raise NotPermitted for a guide (Art. 12) from anybody but those who keep it."""
    if draft.column == GUIDE and not reaches(actor, "publication.write_guide", unit):
        raise NotPermitted("政府信息公开指南由党政办公室编制，您的账号不能起草或者修改。")


def check_file(file: FileToAdd, taken: Iterable[str]) -> Upload:
    """What kind of file it is. Raises Invalid on field ``file`` for one that will not do.

    ``taken``: the names that the record's other files have.
    """
    try:
        upload = check_upload(file.name, file.data, LIMIT_BYTES)
    except UploadError as fault:
        raise Invalid({"file": str(fault)}) from None
    if file.inline and not upload.media_type.startswith("image/"):
        raise Invalid({"file": f"《{upload.name}》不是图片，不能放进正文，请作为附件添加。"})
    if upload.name in set(taken):
        raise Invalid({"file": f"已经有名为《{upload.name}》的附件，请改名或先删除原来的。"})
    return upload


def check_files(files: Sequence[FileToAdd], taken: Iterable[str]) -> list[Upload]:
    """What the files of a draft are, as ``check_file``; no two of the same name."""
    names, uploads = set(taken), []
    for file in files:
        uploads.append(check_file(file, names))
        names.add(uploads[-1].name)
    return uploads


def incoming_files(
    unit: Unit, record: Record | None, files: Iterable[FileToAdd]
) -> Iterator[Incoming]:
    """The files that are about to be stored."""
    for file in files:
        yield Incoming(unit, record, file.name, file.data, is_file=True)


def add_files(
    version: Version,
    files: Sequence[FileToAdd],
    uploads: Sequence[Upload],
    behind: Sequence[Attachment] = (),
) -> list[Attachment]:
    """Put checked files behind those that a draft has already (``behind``)."""
    if not files:
        return []
    top = max((attachment.order for attachment in behind), default=0)
    return Attachment.objects.bulk_create(
        [
            Attachment(
                version=version,
                file=store(version.record.town, file.data, upload.media_type, upload.pages),
                name=upload.name,
                order=order,
                inline=file.inline,
            )
            for order, (file, upload) in enumerate(zip(files, uploads, strict=True), top + 1)
        ]
    )


def incoming_text(unit: Unit, record: Record | None, draft: Draft) -> Iterator[Incoming]:
    """The texts of a draft that are about to be stored."""
    yield incoming_words(unit, record, "标题", draft.title)
    yield incoming_words(unit, record, "正文", draft.body)
    yield incoming_words(
        unit,
        record,
        "其他各栏",
        *(draft.issuer, draft.document_number, draft.theme, draft.genre),
        *(draft.summary, draft.keywords, draft.change_note, draft.publicity_ground),
        *(part for link in draft.links or () for part in (link.words, link.url)),
    )


def incoming_words(unit: Unit, record: Record | None, name: str, *words: str) -> Incoming:
    """What somebody typed and is about to be stored; ``name`` says in which part."""
    return Incoming(unit, record, name, "\n".join(words).encode(), is_file=False)


def write_links(version: Version, draft: Draft) -> None:
    """Put the draft's relations in the place of the version's; None leaves them.

    Raises Invalid on field ``links`` for a record of another town, or for the record itself.
    """
    check_targets(version.record, draft)
    if draft.links is None:
        return
    version.relations.all().delete()
    Relation.objects.bulk_create(
        [
            Relation(
                version=version,
                kind=link.kind,
                target=link.target,
                words=link.words.strip(),
                url=link.url.strip(),
                order=order,
            )
            for order, link in enumerate(draft.links)
        ]
    )


def check_targets(record: Record, draft: Draft) -> None:
    """Raise Invalid unless every record that the draft names is another one of the same town."""
    links = [("links", link.target) for link in draft.links or () if link.target is not None]
    named = [*links, ("successor", draft.successor)]
    for field, target in named:
        if target is None:
            continue
        if target.pk == record.pk:
            raise Invalid({field: "请选择另一条信息，不能选这条信息自己。"})
        if target.town_id != record.town_id:
            raise Invalid({field: "请选择本镇的信息。"})
    if draft.matter is not None and draft.matter.town_id != record.town_id:
        raise Invalid({"matter": "请选择本镇的事项。"})


def files_brief(added: Sequence[Attachment]) -> dict[str, object]:
    """What the ledger says of files that came with a draft; nothing where there are none."""
    names = [{"name": found.name, "digest": found.file.digest} for found in added]
    return {"files": names} if names else {}
