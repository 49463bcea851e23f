"""Promise 1: content with a secrecy mark is never stored, in whatever field somebody types it.

That every act refuses it in every text is shown where every act is called anyway
(``test_promise_5_ledger``, with ``typed``), and that pages write by acts alone. Here: which acts
are left out, and what people see in the rooms of the office.
"""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from openpyxl import Workbook

from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import CatalogueImport
from gongkai.duty import actions as duty
from gongkai.duty.models import Obligation
from gongkai.ledger.clock import today
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.acting import all_actions
from gongkai.organisation.actor import Actor
from gongkai.organisation.admission import UNASKED, Inadmissible, Incoming, texts_in
from gongkai.organisation.models import Role
from gongkai.organisation.refusals import Refused
from gongkai.publication import actions as publication
from gongkai.publication.drafting import FileToAdd
from gongkai.review import actions as review
from gongkai.review.models import LeakTask
from promises.typed import KEPT_NOWHERE, LOOK_THEMSELVES, TYPED
from roads import House, draft
from test_spine_pages import client_of
from traces import places_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

Page = tuple[Actor, str, dict[str, Any]]


@pytest.fixture
def house() -> House:
    return House()


def excuse(house: House) -> Page:
    made = an_event(house)
    return house.office, f"/duties/{made.pk}/excuse/", {"why": TYPED}


def extend_many(house: House) -> Page:
    made = an_event(house)
    until = today() + timedelta(days=60)
    sent = {"duty": [made.pk], "until": until, "why": TYPED, "confirmed": "1", "asked": "1"}
    return house.office, "/duties/bulk/extend/", sent


def give_opinion(house: House) -> Page:
    row = house.registered(house.record())
    sent = {"value": "disagree", "note": TYPED, "digest": row.digest}
    return house.reviewer, reverse("review:row", args=[row.sheet.number, row.sequence]), sent


def withdraw(house: House) -> Page:
    record = house.released(house.record()).record
    sent = {"reason": "incorrect", "note": TYPED, "confirm": "on"}
    return house.office, reverse("release:withdraw", args=[record.slug]), sent


def set_term(house: House) -> Page:
    record = house.released(house.record()).record
    sent = {"until": today() + timedelta(days=60), "reason": TYPED}
    return house.office, reverse("publication:set_term", args=[record.slug]), sent


def doubt_item(house: House) -> Page:
    item = house.item
    return (
        house.office,
        reverse("catalogue:doubt", args=[item.edition.number, item.pk]),
        {"why": TYPED},
    )


def create_account(house: House) -> Page:
    sent = {
        "name": TYPED,
        "unit": house.unit.pk,
        "username": "zhangsan",
        "password": "Chuci-7788-x",
        "roles": ["liaison"],
    }
    return house.person(Role.SECURITY_ADMIN), reverse("organisation:account-new"), sent


def an_event(house: House) -> Any:
    duty.make(house.office, house.town)
    owed = Obligation.objects.filter(unit=house.unit)[0]
    return duty.record_event(house.drafter, owed, today(), "示例文件")


PAGES = (
    excuse,
    extend_many,
    give_opinion,
    withdraw,
    set_term,
    doubt_item,
    create_account,
)


@pytest.mark.parametrize("prepare", PAGES, ids=lambda prepare: prepare.__name__)
def test_a_page_says_so_and_keeps_nothing(
    house: House, prepare: Callable[[House], Page], caplog: pytest.LogCaptureFixture
) -> None:
    actor, address, sent = prepare(house)
    answer = client_of(actor).post(address, sent, follow=True, headers={"referer": "/"})
    assert "里的文字》带有密级标志“机密★10年”，没有保存" in answer.content.decode()
    assert places_of(KEPT_NOWHERE) == {}
    assert KEPT_NOWHERE not in caplog.text
    task = LeakTask.objects.get()
    assert actor.account is not None
    assert (task.record, task.unit_id) == (None, actor.account.unit_id)
    entry = LedgerEntry.objects.latest("id")
    assert (entry.action, entry.actor) == ("review.put_aside", actor.name)


def test_what_the_secrecy_body_lets_in_may_be_typed_again(house: House) -> None:
    sheet = house.registered(house.record()).sheet
    client, address = client_of(house.office), reverse("review:void", args=[sheet.number])
    client.post(address, {"reason": TYPED})
    review.close_leak(house.secrecy, LeakTask.objects.get(), False, "引用样张“机密★10年”，不涉密。")
    client.post(address, {"reason": TYPED})
    assert LedgerEntry.objects.filter(action="review.void_sheet", why__contains=TYPED).exists()


def test_the_name_of_a_file_that_was_let_in_is_no_new_text(house: House) -> None:
    name, data = "机密★10年样张.txt", "样张".encode()
    record = house.record(attachment=False)
    with pytest.raises(Refused, match="密级标志"):
        publication.attach(house.drafter, record, name, data)
    review.close_leak(house.secrecy, LeakTask.objects.get(), False, "样张，不涉密。")
    publication.attach(house.drafter, record, name, data)
    publication.detach(house.drafter, record, name)
    assert LeakTask.objects.count() == 1


def test_a_name_that_bears_the_mark_is_not_kept_as_a_name(house: House) -> None:
    record = house.record(attachment=False)
    with pytest.raises(Refused, match=r"《名称带有密级标志的文件\.txt》带有密级标志“机密★10年”"):
        publication.attach(house.drafter, record, f"{TYPED}.txt", "正文".encode())
    assert LeakTask.objects.get().record == record
    wrong = Incoming(house.unit, None, f"会议.{TYPED}", b"x", is_file=True)
    review.put_aside(house.drafter, wrong, "机密★10年")
    assert places_of(KEPT_NOWHERE) == {}


def test_a_catalogue_file_with_a_mark_is_put_aside(house: House) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["序号", "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体"])
    sheet.append([1, "救灾", "款物", TYPED, "条例", "20个工作日内", "镇政府"])
    stream = BytesIO()
    book.save(stream)
    edition = catalogue.start_edition(house.office, house.town, "2027年目录")
    with pytest.raises(Refused, match="密级标志"):
        catalogue.upload_file(house.office, edition, "目录.xlsx", stream.getvalue())
    assert not CatalogueImport.objects.exists()
    assert places_of(KEPT_NOWHERE) == {}


def test_half_of_a_sign_is_no_error_of_its_own(house: House) -> None:
    made = an_event(house)
    with pytest.raises(Inadmissible), transaction.atomic():
        duty.excuse(house.office, made, "\ud800密级：机密")


def test_every_act_that_is_left_out_is_one() -> None:
    assert set(UNASKED) <= set(all_actions())
    assert set(UNASKED) >= LOOK_THEMSELVES
    assert all(UNASKED.values())


def test_texts_are_found_wherever_they_stand() -> None:
    given = {
        "why": "一",
        "fields": {"二": ["三", ("四",)], "more": {"x": "六"}.values()},
        "draft": draft(title="五"),
        "password": "口令",
        "file": FileToAdd("名.txt", b"x"),
        "number": 7,
        "of": House,
    }
    found = set(texts_in(given))
    assert {"一", "二", "三", "四", "五", "六"} <= found
    assert not {"口令", "名.txt"} & found
