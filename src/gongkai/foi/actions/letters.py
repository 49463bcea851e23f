"""Letters as documents: kept, tried again, read by the applicant; proof of service afterwards."""

from gongkai.foi.actions.common import add_file, check_viewer, note, take
from gongkai.foi.files import DOCX, PDF, FileToKeep, keep, read
from gongkai.foi.handing_over import for_applicant
from gongkai.foi.letters.making import effect_key
from gongkai.foi.letters.prints import SHEETS, Sheet, sheet_of
from gongkai.foi.models import CaseFile, Consultation, FileKind, Letter, Service, SupplyFile
from gongkai.organisation.acting import Act, action
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.outbox.actions import retry_stuck
from gongkai.outbox.models import Effect, EffectState


@action("foi.keep_letter")
def keep_letter(act: Act, letter: Letter, docx: bytes, pdf: bytes) -> Letter:
    """Seal the documents of a letter into its case, once; the ledger has their digests.

    Setting them takes seconds: a case that was cleared meanwhile takes nothing back.
    """
    application = take(act, letter.application)
    letter = application.letters.select_for_update().get(pk=letter.pk)
    if letter.pdf_id is not None or not letter.sealed:
        why = "已经生成" if letter.sealed else "的内容已经按期清除，没有保存"
        act.record(application, unit=application.unit, label=f"{letter} {why}")
        return letter
    name = f"{letter.title}{letter.number}"
    letter.docx = keep(application, FileToKeep(FileKind.LETTER, f"{name}.docx", docx), DOCX, None)
    letter.pdf = keep(application, FileToKeep(FileKind.LETTER, f"{name}.pdf", pdf), PDF, None)
    letter.save(update_fields=["docx", "pdf"])
    act.record(
        application,
        unit=application.unit,
        after={
            "letter": letter.number,
            "edition": letter.edition,
            "docx": letter.docx.digest,
            "pdf": letter.pdf.digest,
        },
        label=f"{application.number} {letter.title}",
    )
    return letter


@action("foi.retry_letter")
def retry_letter(act: Act, letter: Letter) -> Letter:
    """Let a letter whose documents could not be written be tried again at once."""
    application = take(act, letter.application)
    letter = application.letters.get(pk=letter.pk)
    if letter.pdf_id is not None:
        raise NotAllowedNow("这件文书已经生成，请直接打开。")
    stuck = Effect.objects.filter(key=effect_key(letter), state=EffectState.STUCK)
    if not retry_stuck([effect.pk for effect in stuck]):
        raise NotAllowedNow("这件文书正在生成，请稍后刷新页面。")
    note(act, application, f"重新生成{letter.title}。", public=False)
    return letter


@action("foi.fetch_letter")
def fetch_letter(act: Act, letter: Letter, asked: Consultation | None = None) -> bytes:
    """The PDF of a letter for its applicant, who followed the case with the code; on the ledger.

    asked: for the third party of this consultation, in the place of the applicant. Raises
    NotAllowedNow for what is not theirs to see, or is not written yet.
    """
    from gongkai.foi.letters import reading

    application = take(act, letter.application)
    theirs = reading.for_applicant(application) if asked is None else reading.for_party(asked)
    found = theirs.filter(pk=letter.pk, application=application).first()
    if found is None or found.pdf is None:
        raise NotAllowedNow("没有这件文书，或者还没有生成。")
    found.pdf.application = application
    data = read(found.pdf)
    act.record(
        application,
        unit=application.unit,
        after={"fetched": found.title, "number": found.number, "digest": found.pdf.digest},
        label=application.number,
    )
    return data


@action("foi.fetch_supply")
def fetch_supply(act: Act, supplied: SupplyFile) -> bytes:
    """A file of what was handed over, for its applicant, who followed the case with the code; on
    the ledger. Raises NotAllowedNow for what is not theirs to see.
    """
    application = take(act, supplied.file.application)
    found = for_applicant(application).filter(pk=supplied.pk).first()
    if found is None:
        raise NotAllowedNow("没有这个文件，或者答复还没有送达。")
    found.file.application = application
    data = read(found.file)
    act.record(
        application,
        unit=application.unit,
        after={"fetched": found.file.get_kind_display(), "digest": found.file.digest},
        label=application.number,
    )
    return data


@action("foi.print_letter_sheet")
def print_letter_sheet(act: Act, letter: Letter, which: str) -> Sheet:
    """A 送达回证 or an envelope of a letter, with name and address; the ledger says who printed.

    which: a key of ``letters.prints.SHEETS``. Raises Invalid, NotAllowedNow.
    """
    application = take(act, letter.application)
    check_viewer(act, application)
    letter = application.letters.get(pk=letter.pk)
    letter.application = application
    sheet = sheet_of(letter, which)
    act.record(
        application,
        unit=application.unit,
        after={"printed": SHEETS[which], "letter": letter.number},
        label=application.number,
    )
    return sheet


@action("foi.attach_proof")
def attach_proof(act: Act, served: Service, file: FileToKeep) -> CaseFile:
    """Put the proof of a service into the case: the posting receipt, the signed 送达回证, the
    record of sending; once.
    """
    application = take(act, served.letter.application)
    served = Service.objects.select_related("letter").get(
        pk=served.pk, letter__application=application
    )
    if served.proof_id is not None:
        raise NotAllowedNow("这次送达已经有凭证。还有其他材料的，请作为案卷文件添加。")
    if file.kind != FileKind.PROOF:
        raise Invalid({"file": "请选择送达凭证。"})
    stored = add_file(act, application, file)
    served.proof = stored
    served.save(update_fields=["proof"])
    note(
        act,
        application,
        f"补充{served.letter.title}的送达凭证。",
        public=False,
        after={"letter": served.letter.number, "digest": stored.digest},
    )
    return stored
