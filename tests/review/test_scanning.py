"""The scan before review: what it finds, what it stops, how it is cleared."""

import io

import pytest
from django.db import transaction
from openpyxl import Workbook

from gongkai.organisation.models import Role
from gongkai.organisation.refusals import Invalid, NotAllowedNow, NotPermitted, Refused
from gongkai.publication import actions as publication
from gongkai.publication.files import is_quarantined, read
from gongkai.publication.lifecycle import newest
from gongkai.publication.models import Record, Version
from gongkai.review import actions as review
from gongkai.review.actions.words import WordEntry
from gongkai.review.models import Clearance, FileScan, LeakTask, VersionScan
from gongkai.review.scanning.standing import Findings, NotCleared, findings_of
from roads import House, draft

pytestmark = pytest.mark.django_db

ID_CARD = "11010519491231002X"
MARK = "机密★10年"


@pytest.fixture
def house() -> House:
    return House()


def version_of(record: Record) -> Version:
    version = newest(record)
    version.record = record
    return version


def findings(record: Record) -> Findings:
    return findings_of(version_of(record))


def roster() -> bytes:
    """Two sheets; the second hides ID numbers in a hidden column."""
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "汇总"
    first.append(["村", "户数"])
    first.append(["示例村", 12])
    second = book.create_sheet("名单")
    second.append(["姓名", "补贴", "身份证号"])
    second.append(["张某某", 300, ID_CARD])
    second.append(["李某某", 300, "110105199003072311"])
    second.column_dimensions["C"].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_number_in_the_body_stops_the_registration(house: House) -> None:
    record = house.record(body=f"<p>联系人张三，身份证号{ID_CARD}。</p>", attachment=False)
    with pytest.raises(NotCleared, match="身份证号码"):
        house.registered(record)
    assert version_of(record).state == "draft"


@pytest.mark.parametrize("field", ["title", "issuer", "summary", "keywords", "publicity_ground"])
def test_every_field_is_scanned(house: House, field: str) -> None:
    text = f"编号{ID_CARD}"
    values = {"publicity_ground": "涉及第三方", field: text}
    record = house.record(attachment=False, publicity="on_request", **values)
    assert [p.found.kind for p in findings(record).stopping] == ["id_card"]


def test_a_number_split_over_cells_is_found(house: House) -> None:
    cells = "".join(f"<td>{sign}</td>" for sign in ID_CARD)
    body = f"<table><tbody><tr><th scope='row'>身份证号</th>{cells}</tr></tbody></table>"
    record = house.record(attachment=False, body=body)
    assert "id_card" in {p.found.kind for p in findings(record).points}


def test_what_was_found_is_not_kept_in_words(house: House) -> None:
    record = house.record(body=f"<p>{ID_CARD}</p>", attachment=False)
    findings(record)
    scan = VersionScan.objects.get(version=version_of(record))
    assert ID_CARD not in str(scan.findings)
    assert scan.findings[0]["excerpt"].startswith("11*")


def test_masking_makes_a_new_version_and_opens_the_way(house: House) -> None:
    body = f"<p>张三<strong>{ID_CARD[:6]}</strong>{ID_CARD[6:]}</p>"
    record = house.record(body=body, attachment=False)
    before = version_of(record)
    points = findings(record).stopping
    review.mask_findings(house.drafter, record, [p.found.fingerprint for p in points])
    after = version_of(record)
    assert after.number == before.number + 1
    assert ID_CARD[6:] not in after.body
    assert not findings(record).stopping
    before.refresh_from_db()
    assert before.body == body
    house.registered(record)


def test_masking_follows_the_towns_pattern(house: House) -> None:
    review.set_patterns(house.office, house.town, {"id_card": {"head": 0, "tail": 1}})
    record = house.record(body=f"<p>{ID_CARD}</p>", attachment=False)
    [point] = findings(record).stopping
    review.mask_findings(house.drafter, record, [point.found.fingerprint])
    assert version_of(record).body == f"<p>{'*' * 17}X</p>"


def test_hidden_column_of_a_workbook(house: House) -> None:
    """Must show of issue 3: a two-sheet workbook that hides ID numbers in a hidden column."""
    record = house.record(attachment=False)
    publication.attach(house.drafter, record, "花名册.xlsx", roster())
    kinds = [point.found.kind for point in findings(record).stopping]
    assert sorted(kinds) == ["hidden_content", "id_card", "id_card"]
    with pytest.raises(NotCleared, match="花名册"):
        house.registered(record)
    fingerprints = [p.found.fingerprint for p in findings(record).stopping]
    review.mask_findings(house.drafter, record, fingerprints)
    assert not findings(record).stopping
    masked = version_of(record).attachments.get()
    data = read(masked.file)
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        everything = b"".join(package.read(name) for name in package.namelist())
    assert ID_CARD.encode() not in everything
    assert "张某某".encode() in everything
    house.approved(record)


def test_a_file_is_scanned_once(house: House) -> None:
    data = roster()
    for _ in range(2):
        record = house.record(attachment=False)
        publication.attach(house.drafter, record, "花名册.xlsx", data)
        findings(record)
    assert FileScan.objects.count() == 1


def test_only_the_secrecy_body_lets_a_hard_finding_stand(house: House) -> None:
    record = house.record(body=f"<p>{ID_CARD}</p>", attachment=False)
    [point] = findings(record).stopping
    asked = review.ask_clearance(house.drafter, record, point.found.fingerprint, "法律文书须载明")
    with pytest.raises(NotCleared):
        house.registered(record)
    for person in (house.drafter, house.reviewer, house.leader, house.office):
        with pytest.raises(NotPermitted):
            review.decide_clearance(person, asked, True, "可以")
    review.decide_clearance(house.secrecy, asked, True, "依法可以公开。")
    assert not findings(record).stopping
    house.approved(record)


@pytest.mark.parametrize("part", ["asked", "wrote the first version"])
def test_whoever_asked_or_wrote_any_version_does_not_decide(house: House, part: str) -> None:
    both = house.person(Role.SECRECY, Role.HANDLER)
    writer, asker = (house.drafter, both) if part == "asked" else (both, house.drafter)
    record = publication.create(writer, house.unit, draft(body=f"<p>{ID_CARD}</p>"), house.item)
    publication.edit(house.drafter, record, draft(body=f"<p>再说一遍。{ID_CARD}</p>"))
    [point] = findings(record).stopping
    asked = review.ask_clearance(asker, record, point.found.fingerprint, "须载明")
    with pytest.raises(NotPermitted, match="起草或提请"):
        review.decide_clearance(both, asked, True, "可以公开。")
    review.decide_clearance(house.secrecy, asked, True, "可以公开。")


def test_a_clearance_holds_for_what_it_was_given_for_only(house: House) -> None:
    record = house.record(body=f"<p>{ID_CARD}</p>", attachment=False)
    [point] = findings(record).stopping
    asked = review.ask_clearance(house.drafter, record, point.found.fingerprint, "须载明")
    review.decide_clearance(house.secrecy, asked, True, "依法可以公开。")
    publication.edit(house.drafter, record, draft(body=f"<p>前言。</p><p>{ID_CARD}</p>"))
    assert not findings(record).stopping
    publication.edit(house.drafter, record, draft(body="<p>110105199003072311</p>"))
    assert len(findings(record).stopping) == 1


def test_a_refusal_of_the_secrecy_body_stands(house: House) -> None:
    record = house.record(body=f"<p>{ID_CARD}</p>", attachment=False)
    [point] = findings(record).stopping
    asked = review.ask_clearance(house.drafter, record, point.found.fingerprint, "须载明")
    review.decide_clearance(house.secrecy, asked, False, "不得公开。")
    with pytest.raises(NotCleared):
        house.registered(record)
    with pytest.raises(NotAllowedNow, match="已经出具"):
        review.decide_clearance(house.secrecy, asked, True, "改主意了。")


def test_soft_findings_stop_nothing(house: House) -> None:
    review.add_words(house.office, house.town, [WordEntry("sensitive", "示例禁语", "请改写")])
    record = house.record(body="<p>这里有示例禁语。</p>", attachment=False)
    [point] = findings(record).points
    assert (point.found.kind, point.found.note, point.stops) == ("word_list", "请改写", False)
    house.registered(record)


def test_new_words_are_looked_for_in_old_drafts(house: House) -> None:
    record = house.record(body="<p>这里有示例禁语。</p>", attachment=False)
    assert not findings(record).points
    review.add_words(house.office, house.town, [WordEntry("forbidden", "示例禁语")])
    assert len(findings(record).points) == 1


def test_words_that_were_rolled_back_are_not_looked_for(house: House) -> None:
    """The number of an edition that never was is given to the next one."""
    record = house.record(body="<p>这里有示例禁语和示例新词。</p>", attachment=False)

    class Undone(Exception):
        """Something went wrong after the words were looked for."""

    with pytest.raises(Undone), transaction.atomic():
        review.add_words(house.office, house.town, [WordEntry("forbidden", "示例禁语", "禁")])
        assert [point.found.note for point in findings(record).points] == ["禁"]
        raise Undone
    assert not findings(record).points
    review.add_words(house.office, house.town, [WordEntry("forbidden", "示例新词", "新")])
    assert [point.found.note for point in findings(record).points] == ["新"]


class TestSecrecyMark:
    """Handbook 5.2: refuse to store, put aside, stop, report within 24 hours."""

    def test_a_file_with_a_mark_is_put_aside_and_everything_stops(self, house: House) -> None:
        record = house.record(attachment=False)
        with pytest.raises(Refused, match="密级标志"):
            publication.attach(house.drafter, record, "方案.txt", f"{MARK}\n方案".encode())
        record.refresh_from_db()
        task = LeakTask.objects.get()
        assert record.halted_at is not None
        assert not version_of(record).attachments.exists()
        assert is_quarantined(task.quarantined)
        assert (task.due_at - task.found_at).total_seconds() == 24 * 3600
        for act in (
            lambda: house.registered(record),
            lambda: publication.edit(house.drafter, record, draft(title="改")),
            lambda: publication.attach(house.drafter, record, "甲.txt", b"a"),
        ):
            with pytest.raises(NotAllowedNow, match="停止办理"):
                act()

    def test_a_text_with_a_mark_is_not_stored(self, house: House) -> None:
        record = house.record(attachment=False)
        with pytest.raises(Refused, match="没有保存"):
            publication.edit(house.drafter, record, draft(body=f"<p>{MARK}</p>"))
        assert not Version.objects.filter(body__contains="★").exists()

    def test_a_new_record_with_a_mark_is_not_made(self, house: House) -> None:
        with pytest.raises(Refused, match="没有保存"):
            publication.create(house.drafter, house.unit, draft(title=f"方案({MARK})"))
        assert not Record.objects.exists()
        assert LeakTask.objects.get().record is None

    def test_a_secret_is_destroyed_and_the_work_goes_on(self, house: House) -> None:
        record = house.record(attachment=False)
        with pytest.raises(Refused):
            publication.attach(house.drafter, record, "方案.txt", f"{MARK}\n方案".encode())
        task = review.close_leak(house.secrecy, LeakTask.objects.get(), True, "已报告，已销毁。")
        record.refresh_from_db()
        assert not is_quarantined(task.quarantined)
        assert record.halted_at is None
        house.registered(record)

    def test_what_turns_out_to_be_no_secret_is_let_in(self, house: House) -> None:
        record, data = house.record(attachment=False), f"{MARK}\n样张".encode()
        with pytest.raises(Refused):
            publication.attach(house.drafter, record, "样张.txt", data)
        review.close_leak(house.secrecy, LeakTask.objects.get(), False, "样张，不涉密。")
        publication.attach(house.drafter, record, "样张.txt", data)
        assert version_of(record).attachments.count() == 1
        # It still bears the mark: nothing is published without a decision on that.
        assert [p.found.kind for p in findings(record).stopping] == ["secret_mark"]

    def test_the_task_waits_for_the_secrecy_body(self, house: House) -> None:
        from gongkai.organisation.waiting import waiting_for

        record = house.record(attachment=False)
        with pytest.raises(Refused):
            publication.attach(house.drafter, record, "方案.txt", MARK.encode())
        assert any("24小时" in item.reason for item in waiting_for(house.secrecy))
        assert not any("涉密" in item.what for item in waiting_for(house.drafter))


def test_a_word_list_is_imported_whole_or_not_at_all(house: House) -> None:
    entries = [
        WordEntry("sensitive", "示例词"),
        WordEntry("sensitive", "短"),
        WordEntry("x", "词语"),
    ]
    with pytest.raises(Invalid, match=r"第2条.*第3条"):
        review.add_words(house.office, house.town, entries)
    assert not house.town.words.exists()


def test_masking_what_is_no_longer_there_is_refused(house: House) -> None:
    record = house.record(body=f"<p>{ID_CARD}</p>", attachment=False)
    [point] = findings(record).stopping
    publication.edit(house.drafter, record, draft(body="<p>没有了</p>"))
    with pytest.raises(Invalid, match="刷新"):
        review.mask_findings(house.drafter, record, [point.found.fingerprint])


def test_a_pending_question_is_asked_once(house: House) -> None:
    record = house.record(body=f"<p>{ID_CARD}</p>", attachment=False)
    [point] = findings(record).stopping
    review.ask_clearance(house.drafter, record, point.found.fingerprint, "须载明")
    with pytest.raises(NotAllowedNow, match="等待认定"):
        review.ask_clearance(house.handler, record, point.found.fingerprint, "须载明")
    assert Clearance.objects.count() == 1
