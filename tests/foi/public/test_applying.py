"""The form, the preview, the receipt: what is asked, what is refused, what is stored and when."""

import itertools
import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from foi.public.conftest import DAY, Citizen, carried, typed
from foi.world import Office
from gongkai.foi import access
from gongkai.foi.annual.facts import sentences_of
from gongkai.foi.helping import helped_in
from gongkai.foi.models import Applicant, Application, CaseFile, Helped
from gongkai.foi.personal import open_applicant
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.models import Town, TryCount
from gongkai.rules.foi import applicants
from gongkai.search.actions import put
from gongkai.search.document import Document
from roads import PDF

pytestmark = pytest.mark.django_db


def stored() -> tuple[int, int, int]:
    return Application.objects.count(), Applicant.objects.count(), CaseFile.objects.count()


def paper(name: str = "王示例身份证.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


class TestForm:
    def test_it_asks_what_article_29_names_and_no_purpose(self, citizen: Citizen) -> None:
        answer = citizen.get("apply/")
        page = answer.content.decode()
        names = set(re.findall(r'<(?:input|select|textarea)[^>]* name="([^"]+)"', page))
        assert names - {"csrfmiddlewaretoken", "q"} == {
            "description", "feature", "form", "route", "kind", "name", "representative", "contact",
            "id_type", "id_number", "phone", "email", "address", "postcode",
        }  # fmt: skip
        assert "不用说明用途" in page
        assert all(f'value="{kind}"' in page for kind in applicants.KINDS)
        assert "怎样使用您的个人信息" in page

    def test_nothing_of_it_is_kept_by_anybody(self, citizen: Citizen) -> None:
        answer = citizen.get("apply/")
        assert answer["Cache-Control"] == "no-store"
        assert "script-src 'self'" in answer["Content-Security-Policy"]
        assert set(answer.cookies) == {"csrftoken"}
        assert "<script>" not in answer.content.decode()

    @pytest.mark.parametrize("kind", applicants.KINDS)
    def test_each_kind_of_the_annual_report_applies(self, citizen: Citizen, kind: str) -> None:
        case, _ = citizen.apply(kind=kind, name="示例单位", contact="李示例")
        assert case.applicant_kind == kind

    def test_a_wrong_form_says_where_and_keeps_what_was_typed(self, citizen: Citizen) -> None:
        answer = citizen.post("apply/", typed(description="", phone="abc", name="<王>示例"))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert '<a href="#id_description">' in page
        assert '<a href="#id_phone">' in page
        assert 'value="&lt;王&gt;示例"' in page
        assert "有错误" in page.split("</title>")[0]
        assert stored() == (0, 0, 0)

    def test_what_is_too_long_is_said_and_nothing_is_cut(self, citizen: Citizen) -> None:
        assert "maxlength" not in citizen.get("apply/").content.decode().split("<main")[1]
        name = "名" * 101
        page = citizen.post("apply/", typed(name=name)).content.decode()
        assert "最多100个字，现为101个字" in page and f'value="{name}"' in page

    def test_a_town_without_an_office_says_where_to_go(self, citizen: Citizen, town: Town) -> None:
        citizen.slug = town.slug
        for answer in (citizen.get("apply/"), citizen.post("apply/send/", typed())):
            assert answer.status_code == 503
            assert "邮寄" in answer.content.decode()


class TestPreview:
    def test_it_stores_nothing_and_says_what_is_lacking(self, citizen: Citizen) -> None:
        page = citizen.post("apply/", typed(email="", id_number="")).content.decode()
        assert "还没有提交" in page
        assert "没有身份证明" in page
        assert "但没有电子邮箱" in page
        assert stored() == (0, 0, 0)

    def test_going_back_keeps_everything(self, citizen: Citizen) -> None:
        page = citizen.post("apply/", {**citizen.preview(), "step": "edit"}).content.decode()
        assert "2025年农村公路养护资金的分配方案</textarea>" in page
        assert 'value="王示例"' in page


class TestSending:
    def test_it_is_registered_and_waits_for_confirmation(
        self, citizen: Citizen, office: Office
    ) -> None:
        case, code = citizen.apply()
        assert (case.state, case.channel, case.clock_start) == ("awaiting", "internet", None)
        assert case.unit == office.unit
        assert open_applicant(case).name == "王示例"
        assert access.find_case(office.town, case.number, code) == case
        entry = LedgerEntry.objects.filter(action="foi.register").latest("id")
        assert code not in str(vars(entry))

    def test_the_receipt_has_number_code_and_qr_and_no_name(self, citizen: Citizen) -> None:
        page = citizen.post("apply/send/", citizen.preview()).content.decode()
        assert "<svg" in page
        assert "只在这里显示一次" in page
        assert "王示例" not in page

    def test_identity_papers_come_sealed_and_under_our_name(self, citizen: Citizen) -> None:
        case, _ = citizen.apply(proof=[paper(), paper("back.pdf")], agree="yes")
        files = case.files.filter(kind="identity")
        assert [file.name for file in files] == ["身份证明.pdf", "身份证明.pdf"]

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            ({"proof": paper()}, "单独同意"),
            ({"proof": paper("a.exe", b"MZ" + bytes(90)), "agree": "1"}, "第1个文件"),
            ({"proof": paper("a.txt", b"abc"), "agree": "1"}, "JPG"),
            ({"proof": [paper(f"{n}.pdf") for n in range(5)], "agree": "1"}, "最多上传4个"),
            ({"answer": "99"}, "答案不对"),
            ({"answer": ""}, "答案不对"),
            ({"token": "x"}, "打开得太久"),
            ({"second_remark": "http://example.com"}, "这一栏请留空"),
            ({"description": "绝密★启用前 某文件"}, "没有保存"),
        ],
    )
    def test_what_is_refused_is_not_stored(
        self, citizen: Citizen, sent: dict[str, Any], said: str
    ) -> None:
        answer = citizen.post("apply/send/", {**citizen.preview(), **sent})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert said in page
        assert 'name="description"' in page
        assert stored() == (0, 0, 0)

    def test_too_quick_for_a_person(
        self, citizen: Citizen, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("gongkai.foi.public.forms.QUICKEST", 3600)
        answer = citizen.post("apply/send/", citizen.preview())
        assert "太快" in answer.content.decode()
        assert stored() == (0, 0, 0)

    @pytest.mark.parametrize(
        "write",
        [str, lambda n: "零一二三四五六七八九十"[n] if n < 11 else f"十{'一二三四五六'[n - 11]}"],
    )
    def test_the_answer_in_digits_or_in_chinese(self, citizen: Citizen, write: Any) -> None:
        ready = citizen.preview()
        citizen.post("apply/send/", {**ready, "answer": write(int(ready["answer"]))})
        assert stored()[0] == 1

    def test_a_form_sent_twice_is_one_application(self, citizen: Citizen) -> None:
        ready = citizen.preview()
        first = citizen.post("apply/send/", ready).content.decode()
        again = citizen.post("apply/send/", ready).content.decode()
        code = re.search(r"[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){2}", first)
        assert code
        assert code.group() in again
        assert stored()[0] == 1
        for later in (
            citizen.post("apply/send/", {**ready, "kiosk": "1"}),
            _an_hour_later(citizen, ready),
        ):
            assert code.group() not in later.content.decode()
            assert "没有重复登记" in later.content.decode()

    def test_two_wrong_ways_then_the_right_one(self, citizen: Citizen) -> None:
        wrong = citizen.post("apply/send/", {**citizen.preview(), "answer": "0"})
        assert citizen.post("apply/send/", carried(wrong.content.decode())).status_code == 200
        assert stored()[0] == 1

    def test_a_program_that_sends_too_many_is_stopped_and_loses_nothing(
        self, citizen: Citizen, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("gongkai.foi.public.applying.SENT_AN_HOUR", 1)
        citizen.apply()
        answer = citizen.post("apply/send/", citizen.preview())
        assert answer.status_code == 429
        assert 'value="王示例"' in answer.content.decode()
        assert stored()[0] == 1

    def test_no_address_is_kept_in_clear(self, citizen: Citizen) -> None:
        citizen.client.defaults["HTTP_X_FORWARDED_FOR"] = "203.0.113.77"
        citizen.apply()
        held = list(TryCount.objects.values_list("key", flat=True))
        assert len(held) == 2  # a preview and a sending, told apart by nothing that is readable
        assert all(re.fullmatch("[0-9a-f]{40}", key) for key in held)


def _an_hour_later(citizen: Citizen, ready: dict[str, str]) -> Any:
    from datetime import datetime, timedelta
    from zoneinfo import ZoneInfo

    from gongkai.ledger.clock import demonstration_moment

    later = datetime.fromisoformat(f"{DAY}T10:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    with demonstration_moment(later + timedelta(hours=1)):
        return citizen.post("apply/send/", ready)


def public(town: Town, title: str, slug: str, number: str = "") -> None:
    """A record that the public search finds."""
    document = Document(
        town=town.slug,
        key=next(_keys),
        head=title,
        body=title,
        url=f"records/{slug}/",
        title=title,
        published=date(2026, 3, 9),
        numbers=(number,) if number else (),
    )
    with transaction.atomic():
        put(document)


_keys = itertools.count(1)
PLAN = "示例镇2025年农村公路养护资金分配方案"


class TestWhatIsPublicAlready:
    def test_it_is_offered_counted_and_never_in_the_way(
        self, citizen: Citizen, office: Office
    ) -> None:
        public(office.town, PLAN, "plan")
        public(office.town, "关于开展森林防火检查的通知", "fire")
        page = citizen.post("apply/", typed()).content.decode()
        assert "apply/open/plan/" in page
        assert "森林防火" not in page
        answer = citizen.get("apply/open/plan/")
        assert answer["Location"] == f"/{office.town.slug}/records/plan/"
        assert citizen.post("apply/found/", carried(page)).status_code == 200
        citizen.apply()
        counted = helped_in(office.town, 2026)
        assert (counted.shown, counted.opened, counted.found, counted.filed) == (2, 1, 1, 1)
        assert "1次看过以后没有再提交" in counted.sentence()
        assert counted.sentence() in sentences_of(office.town, 2026)["依申请公开"]
        assert {field.name for field in Helped._meta.fields} == {
            "id", "town", "day", "shown", "opened", "found", "filed",
        }  # fmt: skip

    def test_a_reply_that_was_published_is_named_as_such(
        self, citizen: Citizen, office: Office
    ) -> None:
        case = office.answered(office.registered())
        record = office.house.record()
        case.replies.update(proposed=record)
        public(office.town, PLAN, record.slug)
        assert "别人申请过，已公开" in citizen.post("apply/", typed()).content.decode()

    def test_a_document_number_finds_exactly_it(self, citizen: Citizen, office: Office) -> None:
        public(office.town, "关于某某事项的公告", "notice", "示政发〔2026〕7号")
        given = typed(description="一份公告", feature="示政发[2026]7号")
        assert "apply/open/notice/" in citizen.post("apply/", given).content.decode()

    def test_on_the_counter_screen_it_opens_within_the_form(
        self, citizen: Citizen, office: Office
    ) -> None:
        public(office.town, PLAN, "plan")
        page = citizen.post("apply/", typed(kiosk="1")).content.decode()
        assert re.search(rf'<button [^>]*name="read" value="plan"[^>]*>{PLAN}</button>', page)
        assert 'formaction="../kiosk/read/"' in page
        assert "apply/open/" not in page
        assert 'type="file"' not in page
        assert "把身份证明给窗口工作人员看" in page


class TestEnterKey:
    def test_it_sends_and_does_nothing_else(self, citizen: Citizen, office: Office) -> None:
        public(office.town, PLAN, "plan")
        page = citizen.post("apply/", typed()).content.decode()
        form = page.split('action="../apply/send/"')[1]
        first = re.search(r"<button([^>]*)>", form)
        assert first and "formaction" not in first.group(1)


class TestCost:
    @pytest.mark.parametrize("path", ["apply/", "status/", "apply/?kiosk=1"])
    def test_pages_take_few_statements(self, citizen: Citizen, path: str) -> None:
        with CaptureQueriesContext(connection) as seen:
            assert citizen.get(path).status_code == 200
        assert len(seen) <= 4

    def test_the_preview_too(self, citizen: Citizen, office: Office) -> None:
        public(office.town, PLAN, "plan")
        citizen.preview()
        ready = citizen.preview()
        # With the token of a form that is checked again; and as somebody else sends a first one.
        for given, address in ((ready, "127.0.0.1"), (typed(), "192.0.2.7")):
            with CaptureQueriesContext(connection) as seen:
                answer = citizen.client.post(f"/{citizen.slug}/apply/", given, REMOTE_ADDR=address)
            assert PLAN in answer.content.decode()
            assert len(seen) <= 4, [one["sql"][:80] for one in seen]
