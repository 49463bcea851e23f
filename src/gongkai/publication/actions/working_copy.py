"""Keeping what a person types until it is saved.

These are no acts in the sense of the ledger: nothing official has happened, nobody else sees it,
and a line for every few seconds of typing would bury what the ledger is for. So they are plain
functions that ask for the permission of what they prepare.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from gongkai.documents.inspect import Upload
from gongkai.ledger.clock import now
from gongkai.organisation.actor import Actor
from gongkai.organisation.admission import Incoming, check_admissible, puts_aside
from gongkai.organisation.models import Account, Town, Unit
from gongkai.organisation.refusals import Invalid, NotPermitted
from gongkai.organisation.scope import reaches
from gongkai.publication.actions.content import check_file, incoming_words
from gongkai.publication.drafting import FileToAdd
from gongkai.publication.files import store
from gongkai.publication.importing import free_name
from gongkai.publication.models import Record, WorkingCopy, WorkingFile

LARGEST_FORM = 2 * 1024 * 1024
"""Characters of a form that is kept; more is no text that somebody typed."""

Fields = Mapping[str, Sequence[str]]


def save_working_copy(
    actor: Actor, unit: Unit, record: Record | None, fields: Fields, lock_seen: int
) -> WorkingCopy:
    """Keep the form of a person for a record, or for a new one of ``unit``, over what was kept.

    Never touches a version. Refused for a text with a secrecy mark, which is not kept at all:
    half a word is no document yet, so it is put aside only when somebody saves it.
    """
    account = _permitted(actor, unit, record)
    if sum(len(value) for values in fields.values() for value in values) > LARGEST_FORM:
        raise Invalid("内容太长，无法自动保存，请点“保存草稿”。")
    typed = [part for name, values in fields.items() for part in (name, *values)]
    check_admissible(incoming_words(unit, record, "未保存的内容", *typed))
    with transaction.atomic():
        return kept_copy(account, record, fields, lock_seen, now())


@puts_aside
def add_working_file(
    actor: Actor, unit: Unit, record: Record | None, file: FileToAdd, taken: Sequence[str]
) -> WorkingFile:
    """Keep a picture for the next save. Raises Invalid on field ``file``; a file with a secrecy
    mark is put aside at once, for it was sent here whole.

    ``taken``: names that files of the record have; the picture gets a free one.
    """
    account = _permitted(actor, unit, record)
    upload = check_file(file, ())
    check_admissible(Incoming(unit, record, file.name, file.data, is_file=True))
    with transaction.atomic():
        copy, _ = WorkingCopy.objects.get_or_create(
            account=account, record=record, defaults={"fields": {}, "saved_at": now()}
        )
        waiting = copy.files.values_list("name", flat=True)
        named = FileToAdd(free_name(upload.name, [*taken, *waiting]), file.data, file.inline)
        [found] = stage(copy, unit.town, [named], [upload])
    return found


def drop_working_copy(actor: Actor, record: Record | None) -> None:
    """Forget what this person has typed and not saved."""
    if actor.account is None:
        raise NotPermitted("这件事只能由本人办理。")
    WorkingCopy.objects.filter(account=actor.account, record=record).delete()


def kept_copy(
    account: Account, record: Record | None, fields: Fields, lock_seen: int, moment: datetime
) -> WorkingCopy:
    """Write the one working copy of a person for a record; the caller has asked for permission."""
    copy, _ = WorkingCopy.objects.update_or_create(
        account=account,
        record=record,
        defaults={
            "fields": {name: list(values) for name, values in fields.items()},
            "lock_seen": lock_seen,
            "saved_at": moment,
        },
    )
    return copy


def stage(
    copy: WorkingCopy, town: Town, files: Sequence[FileToAdd], uploads: Sequence[Upload]
) -> list[WorkingFile]:
    """Put checked files beside a working copy; the caller has asked for permission."""
    return [
        WorkingFile.objects.create(
            working_copy=copy,
            file=store(town, file.data, upload.media_type, upload.pages),
            name=file.name,
            inline=file.inline,
        )
        for file, upload in zip(files, uploads, strict=True)
    ]


def _permitted(actor: Actor, unit: Unit, record: Record | None) -> Account:
    name = "publication.edit" if record else "publication.create"
    if actor.account is None or not reaches(actor, name, record.unit if record else unit):
        raise NotPermitted("您的账号不能起草或修改这条信息。")
    return actor.account
