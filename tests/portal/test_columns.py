"""Columns, legal bases, themes and years: their lists, and trees from before there were any."""

from datetime import date

import pytest

from gongkai.organisation import public_lines
from gongkai.organisation.models import Town
from gongkai.organisation.public_lines import Consultation, Coverage
from gongkai.outbox.worker import drain
from gongkai.portal.building import build, differences
from gongkai.portal.delivering import deliver_front, deliver_record
from gongkai.portal.models import Listing, ListSize
from gongkai.publication.guide import body_of
from gongkai.rules.metadata import GUIDE_PARTS
from portal.factory import Press, Says, do_not_wait_for_the_disk


@pytest.fixture
def press(db: None, monkeypatch: pytest.MonkeyPatch) -> Press:
    do_not_wait_for_the_disk(monkeypatch)
    return Press()


def page(press: Press, address: str) -> str:
    return press.files()[f"{address}index.html"].decode()


def test_a_release_enters_the_lists_of_what_it_is(press: Press) -> None:
    build(press.town)
    says = Says(column="reports", column_year=2025, theme="综合政务\\政务公开")
    record = press.publish("年度报告正文", item=0, says=says)
    deliver_record(press.town, record.pk)
    year = Listing.objects.get(record=record, list__startswith="year:").list[-4:]
    for address in (
        *("reports/", "lists/basis/20-10/", "lists/themes/02/", "lists/themes/02-01/"),
        f"lists/years/{year}/",
    ):
        assert "年度报告正文" in page(press, address), address
    assert "2025年度" in page(press, "reports/")
    assert "1条" in page(press, "lists/basis/")
    assert differences(press.town) == []


def test_the_guide_is_shown_part_by_part_and_its_contacts_where_one_applies(press: Press) -> None:
    build(press.town)
    assert "指南正在编制" in page(press, "guide/")
    parts = {row.code: f"{row.name}是这样" for row in GUIDE_PARTS}
    record = press.publish("指南", body=body_of(parts), says=Says(column="guide"))
    deliver_record(press.town, record.pk)
    assert all(text in page(press, "guide/") for text in parts.values())
    assert "传真号码是这样" in page(press, "application/")
    press.withdraw(record)
    drain()
    assert "指南正在编制" in page(press, "guide/")
    assert differences(press.town) == []


def test_a_tree_from_before_gets_the_new_places_and_none_moves(press: Press) -> None:
    records = [press.publish(f"第{n}条", says=Says(column="institutions")) for n in range(3)]
    build(press.town)
    Listing.objects.filter(list__regex="^(basis|theme|year|column):").delete()
    ListSize.objects.filter(list__regex="^(basis|theme|year|column):").delete()
    ListSize.objects.update(edition=0)
    before = set(Listing.objects.values_list("list", "position", "record_id"))
    press.publish("升级后的第一条")
    drain()
    assert before <= set(Listing.objects.values_list("list", "position", "record_id"))
    places = Listing.objects.filter(list="column:institutions").order_by("position")
    assert list(places.values_list("record_id", flat=True)) == [r.pk for r in records]
    assert differences(press.town) == []


def test_a_link_out_is_gone_with_the_link(press: Press) -> None:
    build(press.town)
    away = '<p>见<a href="https://www.example.com/?a=1&amp;b=2">某网站</a>。</p>'
    record = press.publish("有外链的", body=away)
    drain()
    folder = f"records/{record.slug}/"
    assert 'href="leaving.html#to-1"' in page(press, folder)
    assert "https://www.example.com/?a=1&amp;b=2" in press.files()[folder + "leaving.html"].decode()
    press.correct(record, "没有外链的", note="去掉外链")
    drain()
    assert folder + "leaving.html" not in press.files()
    assert differences(press.town) == []


def test_lower_rooms_offer_lines_for_the_first_page(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(press.town)
    asked = Consultation("征求意见稿", "records/x/", date(2026, 11, 1), date(2026, 12, 1), "某单位")

    def offered(town: Town) -> list[Consultation]:
        return [asked]

    monkeypatch.setattr(public_lines, "_consultations", [offered])
    said = Coverage("本季度应公开2项，按时2项。", "lists/")
    monkeypatch.setattr(public_lines, "_coverage", [lambda town: said])
    deliver_front(press.town)
    assert "征求意见稿" in page(press, "")
    assert "本季度应公开2项" in page(press, "")
    assert "2026-12-01" in page(press, "consultations/")
