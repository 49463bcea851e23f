"""The pages of drafting as a server answers them: saving, keeping, importing, bringing together."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest import MonkeyPatch

from gongkai.documents.inspect import UploadError
from gongkai.ledger.clock import today
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Role
from gongkai.publication import actions
from gongkai.publication.drafting import FileToAdd, Link
from gongkai.publication.finding import find_by_text, search
from gongkai.publication.importing import Document, pictures_without_words, taken_over
from gongkai.publication.lifecycle import newest
from gongkai.publication.models import Matter, Record, WorkingCopy, WorkingFile
from gongkai.publication.web import office_body
from gongkai.release import actions as release
from gongkai.rules.legal_basis import EXEMPTIONS
from publication.test_drafting_in_browser import picture
from roads import House, draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


def client_of(actor: Actor) -> Client:
    client = Client()
    assert actor.account is not None
    client.force_login(actor.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def form_of(record: Record | None = None, **values: Any) -> dict[str, Any]:
    """What the page of drafting sends."""
    sent = {
        "title": "关于印发示例方案的通知",
        "publicity": "proactive",
        "issuer": "示例镇党政办公室",
        "formed_on": "2026-03-02",
        "validity": "有效",
        "body": "<p>示例正文。</p>",
        "resumed": "1",
        "links-TOTAL_FORMS": "0",
        "links-INITIAL_FORMS": "0",
    }
    if record is not None:
        version = newest(record)
        sent |= {"lock": version.lock, "formed_on": version.formed_on.isoformat()}
    return sent | values


def edit_of(record: Record) -> str:
    return f"/records/{record.slug}/edit/"


class TestSaving:
    """A save is a version, and nothing else is."""

    def test_saving_without_a_change_makes_no_version(self, house: House) -> None:
        record = house.record()
        answer = client_of(house.drafter).post(edit_of(record), form_of(record), follow=True)
        assert "没有生成新版本" in answer.content.decode()
        assert newest(record).number == 2

    def test_saving_without_a_change_leaves_a_review_alone(self, house: House) -> None:
        record = house.record()
        house.registered(record)
        answer = client_of(house.drafter).post(edit_of(record), form_of(record), follow=True)
        assert "审查照常进行" in answer.content.decode()
        record.refresh_from_db()
        assert record.state == "in_review"

    def test_a_ground_that_is_not_shown_is_not_taken(self, house: House) -> None:
        record = house.record()
        sent = form_of(
            record,
            title="改",
            publicity_ground=EXEMPTIONS.choices(today())[0][0],
            publicity_reason="x",
        )
        client_of(house.drafter).post(edit_of(record), sent)
        assert (newest(record).title, newest(record).publicity_ground) == ("改", "")

    def test_a_reason_in_words_will_do_for_on_request_only(self, house: House) -> None:
        record = house.record()
        sent = form_of(record, publicity="on_request", publicity_reason="涉及个人，依申请提供")
        client = client_of(house.drafter)
        client.post(edit_of(record), sent)
        assert newest(record).publicity_ground == "涉及个人，依申请提供"
        assert "涉及个人，依申请提供" in client.get(edit_of(record)).content.decode()
        answer = client.post(edit_of(record), {**sent, "lock": "", "publicity": "withheld"})
        assert "第十四条" in answer.content.decode()

    def test_a_document_number_is_put_right_with_a_word(self, house: House) -> None:
        record = house.record()
        sent = form_of(record, document_number="示例办发[2026]3号")
        answer = client_of(house.drafter).post(edit_of(record), sent, follow=True)
        assert newest(record).document_number == "示例办发〔2026〕3号"
        assert "banner-warning" in answer.content.decode()

    def test_a_matter_is_named_and_then_chosen(self, house: House) -> None:
        record, other = house.record(), house.record()
        client = client_of(house.drafter)
        client.post(edit_of(record), form_of(record, new_matter="道路整修", stage="decision"))
        matter = Matter.objects.get()
        assert (newest(record).matter, newest(record).stage) == (matter, "decision")
        client.post(edit_of(other), form_of(other, matter=matter.pk, stage="result"))
        assert newest(other).matter == matter
        page = client.get(f"/records/{other.slug}/").content.decode()
        assert "道路整修" in page
        assert newest(record).title in page

    def test_a_matter_is_not_made_for_a_form_with_faults(self, house: House) -> None:
        record = house.record()
        sent = form_of(record, new_matter="道路整修", formed_on="2030-01-01")
        client_of(house.drafter).post(edit_of(record), sent)
        assert not Matter.objects.exists()

    def test_a_repeal_has_its_date_and_its_successor(self, house: House) -> None:
        record = house.record()
        later = house.released(house.record(title="新的方案")).record
        sent = form_of(
            record, validity="废止", validity_on="2026-06-01", successor=later.index_number
        )
        client = client_of(house.drafter)
        client.post(edit_of(record), sent)
        assert newest(record).successor == later
        assert "已于2026年6月1日废止" in client.get(f"/records/{record.slug}/").content.decode()
        assert f"{later.index_number} 新的方案" in client.get(edit_of(record)).content.decode()


class TestRelations:
    """Rows of relations, both ways, and what is wrong with them."""

    def test_rows_come_and_go_without_script_and_keep_what_was_typed(self, house: House) -> None:
        record = house.record()
        client = client_of(house.drafter)
        sent = form_of(record, title="打了一半", do="add_link")
        page = client.post(edit_of(record), sent).content.decode()
        assert 'name="links-0-kind"' in page
        assert "打了一半" in page
        rows = {
            "links-TOTAL_FORMS": "2",
            "links-0-words": "甲文件",
            "links-1-words": "乙文件",
            "do": "remove_link:0",
        }
        page = client.post(edit_of(record), form_of(record, **rows)).content.decode()
        assert "乙文件" in page
        assert "甲文件" not in page
        assert newest(record).number == 2

    def test_a_row_says_what_is_missing(self, house: House) -> None:
        record = house.record()
        rows = {"links-TOTAL_FORMS": "1", "links-0-kind": "based_on", "links-0-target": "没有这条"}
        page = client_of(house.drafter).post(edit_of(record), form_of(record, **rows))
        assert "没有找到“没有这条”" in page.content.decode()

    def test_a_withdrawn_basis_is_flagged_and_does_not_stand_in_the_way(self, house: House) -> None:
        base = house.released(house.record(title="依据的方案")).record
        record = house.record(links=(Link("based_on", base),))
        release.withdraw(house.office, base, "incorrect")
        client = client_of(house.drafter)
        assert "依据已撤下" in client.get(f"/records/{record.slug}/").content.decode()
        rows = {
            "links-TOTAL_FORMS": "1",
            "links-0-kind": "based_on",
            "links-0-target": f"{base.index_number} 依据的方案",
        }
        client.post(edit_of(record), form_of(record, title="改过", **rows))
        assert newest(record).title == "改过"
        assert newest(record).relations.get().target == base

    def test_drafts_of_other_units_are_not_found(self, house: House) -> None:
        hidden = house.record(title="还没公开的方案")
        shown = house.released(house.record(title="已经公开的方案")).record
        stranger = house.person(Role.LIAISON, unit=house.office_unit)
        assert [found.pk for found in search(stranger, "公开的方案")] == [shown.pk]
        assert find_by_text(stranger, hidden.index_number).record is None
        assert find_by_text(house.drafter, hidden.index_number).record == hidden
        assert not search(House().office, "公开的方案")

    def test_a_draft_of_a_published_record_is_found_by_its_public_title_only(
        self, house: House
    ) -> None:
        record = house.released(house.record(title="公开的标题")).record
        actions.edit(house.drafter, record, draft(title="没公开的新标题"))
        stranger = house.person(Role.LIAISON, unit=house.office_unit)
        assert not search(stranger, "没公开")
        assert vars(search(stranger, "公开的标题")[0])["title"] == "公开的标题"


class TestKeeping:
    """What is typed is kept for one person and is nobody else's."""

    def keep(self, actor: Actor, record: Record, **fields: str) -> Any:
        sent = {"fields": {name: [value] for name, value in fields.items()}, "lock": "0"}
        return client_of(actor).post(
            f"/records/{record.slug}/keep/", json.dumps(sent), content_type="application/json"
        )

    def test_it_is_kept_beside_the_versions(self, house: House) -> None:
        record = house.record(attachment=False)
        assert self.keep(house.drafter, record, title="半句").status_code == 200
        assert newest(record).number == 1
        assert WorkingCopy.objects.get().fields == {"title": ["半句"]}
        own = client_of(house.drafter).get(edit_of(record)).content.decode()
        assert "您上次写的内容还没有保存" in own
        other = client_of(house.handler).get(edit_of(record)).content.decode()
        assert "您上次写的内容还没有保存" not in other
        assert "半句" not in other

    def test_it_says_who_saved_meanwhile(self, house: House) -> None:
        record = house.record(attachment=False)
        actions.edit(house.handler, record, draft(title="对方"))
        assert (
            house.handler.name in self.keep(house.drafter, record, title="我").json()["meanwhile"]
        )

    def test_it_is_offered_taken_up_and_given_up(self, house: House) -> None:
        record = house.record(attachment=False)
        self.keep(house.drafter, record, title="半句")
        client = client_of(house.drafter)
        page = client.post(edit_of(record), {"do": "restore"}).content.decode()
        assert 'value="半句"' in page
        client.post(edit_of(record), {"do": "drop"})
        assert not WorkingCopy.objects.exists()

    def test_a_save_that_did_not_take_it_up_leaves_it(self, house: House) -> None:
        record = house.record(attachment=False)
        self.keep(house.drafter, record, title="半句")
        sent = form_of(record, title="另起")
        del sent["resumed"]
        client_of(house.drafter).post(edit_of(record), sent)
        assert newest(record).title == "另起"
        assert WorkingCopy.objects.get().fields == {"title": ["半句"]}

    def test_nobody_keeps_anything_outside_the_own_scope(self, house: House) -> None:
        record = house.record()
        stranger = house.person(Role.LIAISON, unit=house.office_unit)
        assert self.keep(stranger, record, title="x").status_code == 404
        assert self.keep(house.reviewer, record, title="x").status_code == 403
        assert not WorkingCopy.objects.exists()

    @pytest.mark.parametrize(
        "body", ["", "[]", '{"fields": 3}', '{"fields": {"a": 1}, "lock": "x"}']
    )
    def test_what_no_form_sends_is_refused(self, house: House, body: str) -> None:
        record = house.record()
        answer = client_of(house.drafter).post(
            f"/records/{record.slug}/keep/", body, content_type="application/json"
        )
        assert answer.status_code == 409
        assert "不完整" in answer.json()["error"]

    def test_a_file_that_waits_is_seen_by_its_owner_alone(self, house: House) -> None:
        record = house.record(attachment=False)
        client = client_of(house.drafter)
        upload = SimpleUploadedFile("现场.png", picture())
        answer = client.post(f"/records/{record.slug}/picture/", {"picture": upload}).json()
        assert client.get(answer["url"]).status_code == 200
        assert client_of(house.handler).get(answer["url"]).status_code == 404
        assert newest(record).number == 1

    def test_what_is_no_picture_is_refused(self, house: House) -> None:
        record = house.record(attachment=False)
        upload = SimpleUploadedFile("说明.txt", "文字".encode())
        answer = client_of(house.drafter).post(
            f"/records/{record.slug}/picture/", {"picture": upload}
        )
        assert "不是图片" in answer.json()["error"]
        assert not WorkingFile.objects.exists()


class TestImporting:
    """A document fills the form and is checked by a person before it is a version."""

    def send(self, actor: Actor, record: Record | None = None, **values: Any) -> str:
        upload = SimpleUploadedFile("说明.txt", "导入的标题\n\n导入的一段话。".encode())
        sent = form_of(record, do="import", document=upload, **values)
        address = edit_of(record) if record else "/records/new/"
        return client_of(actor).post(address, sent).content.decode()

    def test_nothing_is_a_version_before_somebody_saves(self, house: House) -> None:
        record = house.record(attachment=False)
        page = self.send(house.drafter, record)
        assert "已导入《说明.txt》" in page
        assert "导入的一段话" in page
        assert "示例正文" in page
        assert newest(record).number == 1
        assert "导入的一段话" in WorkingCopy.objects.get().fields["body"][0]

    def test_it_replaces_only_when_told_to(self, house: House) -> None:
        record = house.record(attachment=False)
        page = self.send(house.drafter, record, how="replace")
        assert "导入的一段话" in page
        assert "示例正文" not in page

    def test_the_source_is_kept_as_an_attachment_if_wished(self, house: House) -> None:
        record = house.record(attachment=False)
        self.send(house.drafter, record, keep_source="on")
        client_of(house.drafter).post(edit_of(record), form_of(record))
        assert [a.name for a in newest(record).attachments.all()] == ["说明.txt"]
        assert newest(record).number == 2

    def test_a_file_that_will_not_do_loses_nothing(
        self, house: House, monkeypatch: MonkeyPatch
    ) -> None:
        def broken(name: str, data: bytes) -> None:
            raise UploadError("这个文件打不开，请重新保存。")

        monkeypatch.setattr("gongkai.documents.conversion.convert", broken)
        page = self.send(house.drafter, title="打了一半")
        assert "这个文件打不开，请重新保存。" in page
        assert "打了一半" in page
        assert not WorkingCopy.objects.exists()

    def test_no_file_is_told(self, house: House) -> None:
        answer = client_of(house.drafter).post("/records/new/", form_of(do="import"))
        assert "请先选择要导入的文件" in answer.content.decode()

    def test_unsaved_content_is_never_written_over_unasked(self, house: House) -> None:
        record = house.record(attachment=False)
        actions.save_working_copy(house.drafter, house.unit, record, {"title": ["半句"]}, 0)
        upload = SimpleUploadedFile("说明.txt", "导入".encode())
        sent = form_of(record, do="import", document=upload)
        del sent["resumed"]
        page = client_of(house.drafter).post(edit_of(record), sent).content.decode()
        assert "请先在页面上方选择恢复或者放弃" in page
        assert WorkingCopy.objects.get().fields == {"title": ["半句"]}

    def test_pictures_get_names_that_are_free(self) -> None:
        found = Document(
            "新标题",
            '<p>一</p><img src="files/a.png" alt="">',
            (FileToAdd("a.png", b"x", inline=True),),
        )
        taken = taken_over(found, "旧标题", "<p>零</p>", replace=False, taken=["a.png"])
        assert taken.body == '<p>零</p><p>一</p><img src="files/a-2.png" alt="">'
        assert [p.name for p in taken.pictures] == ["a-2.png"]
        assert taken.title == "旧标题"
        assert "新标题" in taken.warnings[0]
        assert pictures_without_words(taken.body) == 1


class TestConflict:
    """Two people, one draft: nothing is lost."""

    def test_both_texts_stand_side_by_side_and_mine_is_kept(self, house: House) -> None:
        record = house.record(attachment=False)
        sent = form_of(record, title="我的标题")
        actions.edit(house.handler, record, draft(title="对方的标题", summary="对方的概述"))
        answer = client_of(house.drafter).post(edit_of(record), sent)
        page = answer.content.decode()
        assert answer.status_code == 409
        for words in ("我的标题", "对方的标题", "对方的概述"):
            assert words in page
        assert WorkingCopy.objects.get().fields["title"] == ["我的标题"]
        assert newest(record).title == "对方的标题"

    def test_each_field_is_chosen(self, house: House) -> None:
        record = house.record(attachment=False)
        actions.edit(house.handler, record, draft(title="对方的标题", keywords="对方"))
        sent = form_of(
            record,
            title="我的标题",
            keywords="我的",
            body="<p>合并的。</p>",
            do="merge",
            **{"pick-title": "theirs", "pick-keywords": "mine", "pick-body": "mine"},
        )
        client_of(house.drafter).post(edit_of(record), sent)
        found = newest(record)
        assert (found.title, found.keywords, found.body) == (
            "对方的标题",
            "我的",
            "<p>合并的。</p>",
        )

    def test_a_third_save_meanwhile_is_a_conflict_again(self, house: House) -> None:
        record = house.record(attachment=False)
        sent = form_of(record, title="我的标题", do="merge")
        actions.edit(house.handler, record, draft(title="又改了"))
        answer = client_of(house.drafter).post(edit_of(record), sent)
        assert answer.status_code == 409
        assert newest(record).title == "又改了"


class TestPictures:
    """Pictures of the body: one version with the text, resolved in the office."""

    def test_they_come_with_the_text_in_one_version(self, house: House) -> None:
        record = house.record(attachment=False)
        client = client_of(house.drafter)
        upload = SimpleUploadedFile("现场.png", picture())
        client.post(f"/records/{record.slug}/picture/", {"picture": upload})
        body = '<p>见图。</p><img src="files/现场.png" alt="">'
        page = client.post(edit_of(record), form_of(record, body=body), follow=True)
        assert "没有说明文字" in page.content.decode()
        version = newest(record)
        assert version.number == 2
        attachment = version.attachments.get()
        assert f"/records/{record.slug}/versions/2/files/{attachment.pk}/" in office_body(version)
        assert not WorkingFile.objects.exists()

    def test_one_that_the_text_does_not_show_stays_behind(self, house: House) -> None:
        record = house.record(attachment=False)
        client = client_of(house.drafter)
        upload = SimpleUploadedFile("现场.png", picture())
        client.post(f"/records/{record.slug}/picture/", {"picture": upload})
        client.post(edit_of(record), form_of(record, title="改"))
        assert not newest(record).attachments.exists()

    def test_a_missing_one_is_named(self, house: House) -> None:
        record = house.record(attachment=False, body='<img src="files/无.png" alt="图">')
        assert "缺少图片《无.png》" in office_body(newest(record))


def count(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_pages_keep_their_budgets(house: House) -> None:
    base = house.released(house.record(title="依据")).record
    record = house.record(links=(Link("based_on", base),))
    client = client_of(house.drafter)
    few = count(client, edit_of(record)), count(client, f"/records/{record.slug}/")
    links = (Link("based_on", base), *(Link("interprets", house.record()) for _ in range(6)))
    for number in range(7):
        actions.edit(house.drafter, record, draft(title=f"改{number}", links=links))
    many = count(client, edit_of(record)), count(client, f"/records/{record.slug}/")
    assert many[0] <= few[0] + 1
    assert many[1] <= few[1] + 1
    assert many[0] <= 26
    assert many[1] <= 38
    assert count(client, "/records/new/") <= 20


def test_a_save_costs_no_more_than_it_must(house: House) -> None:
    record = house.record()
    client = client_of(house.drafter)
    client.get(edit_of(record))
    sent = form_of(record, title="改过")
    with CaptureQueriesContext(connection) as seen:
        client.post(edit_of(record), sent)
    assert newest(record).title == "改过"
    assert len(seen) <= 34


def test_the_list_knows_every_state(house: House) -> None:
    record = house.record(title="要找的信息")
    client = client_of(house.office)
    page = client.get("/records/").content.decode()
    for label in ("定时发布", "已更正", "已废止", "公开期满"):
        assert label in page
    assert record.slug in client.get("/records/?state=draft").content.decode()
    assert record.slug not in client.get("/records/?state=repealed").content.decode()
