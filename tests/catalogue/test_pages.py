"""The office pages of the catalogue: who sees what, in how many queries, and what they do."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

import factories
from gongkai.catalogue.actions import put_in_force, start_edition, upload_file
from gongkai.catalogue.models import CatalogueImport, Edition, EditionState, Item, Standing
from gongkai.organisation.models import Role
from gongkai.organisation.waiting import waiting_for

pytestmark = pytest.mark.django_db
BUDGET = 30
CSV = """社会救助领域基层政务公开标准目录,,,,,,,,,,
序号,一级事项,二级事项,公开内容（要素）,公开依据,公开时限,公开主体,公开渠道和载体,公开对象,公开方式,公开层级
1,综合业务,政策法规文件,名称,《条例》,20个工作日内,镇政府,■政府网站,全社会,主动,县级、乡级
2,综合业务,,指南,《条例》,长期公开,镇政府,□政府网站,特定群体（困难群众）,主动,乡级
3,低保,政策文件,文件,《条例》,及时公开,镇政府,■政府网站,全社会,主动,县级
合计,3,,,,,,,,,
""".encode()


@pytest.fixture
def browser(office) -> Client:
    client = Client()
    client.force_login(office.account)
    return client


@pytest.fixture
def in_force(national, office) -> Edition:
    return put_in_force(office, national, date(2026, 3, 1), to_check=87)


def get(client, name, *args, query="", status=200, budget=BUDGET):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(reverse(f"catalogue:{name}", args=args) + query)
    assert response.status_code == status
    assert len(queries) <= budget, [query["sql"] for query in queries]
    return response.content.decode(errors="replace") if status == 200 else response


def post(client, page, /, *args, **data):
    response = client.post(reverse(f"catalogue:{page}", args=args), data)
    assert response.status_code == 302, response.content.decode()[-3000:]
    return response


def test_home_shows_the_fields_with_their_counts(browser, in_force):
    page = get(browser, "home", budget=16)
    assert "乡村振兴" in page
    assert "<strong>154</strong>" in page
    assert "核对 87 项" in page


def test_home_of_a_town_without_a_catalogue(browser):
    assert "还没有施行中的目录" in get(browser, "home")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "选一个领域查看事项"),
        ("?field=03", "社会救助"),
        ("?text=办事指南", "办事指南"),
        ("?standing=to_check", "待核对"),
        ("?without_unit=on&field=05", "未指定"),
        ("?text=没有这样的事", "没有符合条件的事项"),
        ("?unit=nobody&standing=x", ""),
    ],
)
def test_an_edition_by_field_and_filtered(browser, in_force, query, words):
    assert words in get(browser, "edition", 1, query=query, budget=20)


def test_an_item_explains_its_time_limit(browser, in_force):
    item = in_force.items.filter(time_limit__days=20).first()
    page = get(browser, "item", 1, item.pk, budget=20)
    assert "20个工作日内（从次日起算" in page
    assert item.provenance[:10] in page


def test_readers_see_but_do_not_edit(in_force, unit):
    client = Client()
    client.force_login(factories.make_account(Role.LIAISON, unit=unit))
    item = in_force.items.filter(standing=Standing.TO_CHECK).first()
    page = get(client, "item", 1, item.pk)
    assert "核对无误</button>" not in page
    assert "修改</a>" not in page
    get(client, "home")
    for name, args in (("edit_item", (1, item.pk)), ("new", ()), ("upload", (1,))):
        get(client, name, *args, status=403)
    assert client.post(reverse("catalogue:confirm", args=[1]), {"item": item.pk}).status_code == 403


def test_administrators_do_not_see_the_catalogue(in_force, unit):
    client = Client()
    client.force_login(factories.make_account(Role.SYSTEM_ADMIN, unit=unit))
    get(client, "home", status=403)


def test_another_towns_catalogue_does_not_exist(browser, in_force):
    foreign = factories.make_item(factories.make_edition(number=77))
    get(browser, "edition", 77, status=404)
    get(browser, "item", 77, foreign.pk, status=404)
    get(browser, "item", 1, foreign.pk, status=404)
    get(browser, "export", 77, "csv", status=404)


def test_visitors_are_sent_to_the_login(client, in_force):
    assert "login" in get(client, "home", status=302)["Location"]


def test_a_new_edition_from_the_national_catalogue(browser):
    get(browser, "new")
    response = post(browser, "new", name="标准目录", source="", start="national")
    edition = Edition.objects.get()
    assert response["Location"] == reverse("catalogue:edition", args=[edition.number])
    assert edition.items.count() == 154


def test_a_new_edition_as_a_copy(browser, in_force):
    post(browser, "new", name="新版", source="", start="1")
    assert Edition.objects.get(number=2).items.count() == 154
    assert "两个版本没有差别" in get(browser, "difference", 2)


def test_an_empty_draft_offers_the_national_rows(browser, draft):
    assert "装入国家目录（154项）" in get(browser, "edition", 1)
    post(browser, "national", 1)
    assert draft.items.count() == 154


def test_put_in_force_names_the_rows_to_check(browser, national):
    page = get(browser, "put_in_force", 1)
    assert "连同87项待核对一并施行" in page
    today = timezone.localdate().isoformat()
    refused = browser.post(
        reverse("catalogue:put_in_force", args=[1]), {"effective_from": today, "seen": 87}
    )
    assert "请先核对，或者勾选这一项" in refused.content.decode()
    post(browser, "put_in_force", 1, effective_from=today, to_check="on", seen=87)
    national.refresh_from_db()
    assert national.state == EditionState.IN_FORCE


def test_discarding_asks_once_and_names_the_draft(browser, national):
    assert "第1版《标准目录（2026年版）》" in get(browser, "discard", 1)
    post(browser, "discard", 1, why="")
    assert not Edition.objects.exists()


def test_an_edition_in_force_cannot_be_discarded(browser, in_force):
    get(browser, "discard", 1, status=409)
    get(browser, "upload", 1, status=409)


def test_the_queue_of_rows_to_check(browser, in_force):
    page = get(browser, "check", 1, budget=20)
    assert "共 87 条" in page
    rows = list(in_force.items.filter(standing=Standing.TO_CHECK)[:2])
    post(browser, "confirm", 1, item=[row.pk for row in rows], note="民发〔2019〕1号附件")
    assert in_force.items.filter(standing=Standing.TO_CHECK).count() == 85
    field = in_force.items.filter(standing=Standing.TO_CHECK).first().field
    only = get(browser, "check", 1, query=f"?field={field.code}")
    assert only.count("data-row>") == min(
        20, field.items.filter(standing=Standing.TO_CHECK).count()
    )


def test_confirming_one_row_from_its_page(browser, in_force):
    row = in_force.items.filter(standing=Standing.TO_CHECK).first()
    response = post(browser, "confirm", 1, item=row.pk, next="item")
    assert response["Location"] == reverse("catalogue:item", args=[1, row.pk])
    row.refresh_from_db()
    assert (row.standing, row.problems) == (Standing.CONFIRMED, [])


def form_of(browser, name, *args):
    """The values that a form page shows, as a browser would send them."""
    form = browser.get(reverse(f"catalogue:{name}", args=args)).context["form"]
    values = {field.name: field.value() for field in form}
    return {key: value for key, value in values.items() if value is not None}


def test_editing_an_item_of_a_draft(browser, national):
    item = national.items.first()
    values = form_of(browser, "edit_item", 1, item.pk)
    values |= {"time_limit_text": "10个工作日内", "other_channels": "某平台", "levels": ["乡级"]}
    post(browser, "edit_item", 1, item.pk, **values)
    item.refresh_from_db()
    assert item.time_limit["days"] == 10
    assert item.channels[-1] == "某平台"
    assert item.levels == ["乡级"]


def test_a_form_that_changes_nothing_changes_nothing(browser, national):
    for item in national.items.all()[:20]:
        before = {k: v for k, v in vars(item).items() if k[0] != "_"}
        post(browser, "edit_item", 1, item.pk, **form_of(browser, "edit_item", 1, item.pk))
        after = {k: v for k, v in vars(Item.objects.get(pk=item.pk)).items() if k[0] != "_"}
        assert sorted(after.pop("channels") or ()) == sorted(before.pop("channels") or ())
        assert after == before


def test_correcting_in_force_needs_a_reason_and_can_confirm(browser, in_force):
    item = in_force.items.filter(standing=Standing.TO_CHECK).first()
    values = {**form_of(browser, "edit_item", 1, item.pk), "level2": "改正的名称"}
    refused = browser.post(reverse("catalogue:edit_item", args=[1, item.pk]), values)
    assert refused.status_code == 200
    post(browser, "edit_item", 1, item.pk, **values, why="附件第3页", confirm="1")
    item.refresh_from_db()
    assert (item.level2, item.standing) == ("改正的名称", Standing.CONFIRMED)
    assert "附件第3页" in get(browser, "item", 1, item.pk)


def test_adding_removing_and_units(browser, national, unit):
    values = {**form_of(browser, "add_item", 1), "field": "03", "level1": "甲", "level2": "乙"}
    response = post(browser, "add_item", 1, **values)
    item = national.items.get(level1="甲")
    assert response["Location"] == reverse("catalogue:units", args=[1, item.pk])
    assert unit.name in get(browser, "units", 1, item.pk)
    post(browser, "units", 1, item.pk, units=[unit.pk])
    assert list(item.responsible_units.all()) == [unit]
    post(browser, "remove", 1, item.pk, why="重复")
    assert not national.items.filter(pk=item.pk).exists()


def test_units_for_a_whole_field(browser, in_force, unit):
    page = get(browser, "edition", 1, query="?field=05")
    assert "一起指定" in page
    assert "将指定的 21 项" in get(browser, "field_units", 1, "05")
    one = in_force.items.filter(field__code="05").first()
    other = factories.make_unit(in_force.town)
    one.responsible_units.set([other])
    post(browser, "field_units", 1, "05", units=[unit.pk])
    assert in_force.items.filter(responsible_units=unit).count() == 20
    assert list(one.responsible_units.all()) == [other]
    again = browser.post(reverse("catalogue:field_units", args=[1, "05"]), {"units": [unit.pk]})
    assert "都已经有责任单位" in again.content.decode()
    nobody = browser.post(reverse("catalogue:field_units", args=[1, "06"]), {"sent": "1"})
    assert "请选择责任单位" in nobody.content.decode()


def test_marking_as_doubtful(browser, in_force):
    item = in_force.items.filter(standing=Standing.CONFIRMED).first()
    get(browser, "doubt", 1, item.pk)
    post(browser, "doubt", 1, item.pk, why="时限与附件不符")
    item.refresh_from_db()
    assert (item.standing, item.problems) == (Standing.TO_CHECK, ["时限与附件不符"])


def test_matching_a_reworded_item(browser, in_force, office, town):
    draft = start_edition(office, town, "新版")
    item = factories.make_item(draft)
    old = in_force.items.first()
    page = get(browser, "difference", 2)
    assert "指定沿用" in page
    get(browser, "match", 2, item.pk)
    post(browser, "match", 2, item.pk, former=str(old.identity))
    item.refresh_from_db()
    assert item.identity == old.identity
    assert "<del>" in get(browser, "difference", 2)
    answer = browser.get(reverse("catalogue:difference", args=[2]) + "?format=json").json()
    assert (len(answer["changed"]), len(answer["removed"])) == (1, 153)


def test_history_over_editions(browser, in_force, office, town):
    start_edition(office, town, "新版", copy_from=in_force)
    item = in_force.items.first()
    page = get(browser, "item", 1, item.pk)
    assert "第2版" in page


@pytest.mark.parametrize("ending", ["xlsx", "docx", "csv", "json"])
def test_exports(browser, in_force, ending):
    response = get(browser, "export", 1, ending)
    assert response
    headers = browser.get(reverse("catalogue:export", args=[1, ending]))
    assert "attachment" in headers["Content-Disposition"]


def test_no_other_export(browser, in_force):
    get(browser, "export", 1, "exe", status=404)


def test_review_is_scheduled_and_reminds(browser, in_force, office):
    due = timezone.localdate() + timedelta(days=20)
    post(browser, "review", 1, due_on=due.isoformat())
    said = [item.what for item in waiting_for(office)]
    assert "评估标准目录《标准目录（2026年版）》" in said
    assert "核对标准目录里的87项" in said
    post(browser, "review", 1, due_on=(timezone.localdate() + timedelta(days=60)).isoformat())
    assert not [item for item in waiting_for(office) if item.what.startswith("评估")]


def test_an_overdue_review_alarms(in_force, office):
    Edition.objects.update(review_due_on=timezone.localdate() - timedelta(days=1))
    found = next(item for item in waiting_for(office) if item.what.startswith("评估"))
    assert "已过定期评估日期" in found.reason


def test_nothing_of_the_catalogue_waits_for_others(in_force, unit):
    from gongkai.organisation.actor import actor_for

    actor = actor_for(factories.make_account(Role.LIAISON, unit=unit))
    assert not [item for item in waiting_for(actor) if "目录" in item.what]


def test_renaming_a_field(browser, in_force):
    get(browser, "rename_field", "15")
    post(browser, "rename_field", "15", name="公共法律援助", valid_from="2026-02-01", source="某文")
    assert "公共法律援助" in get(browser, "home")
    get(browser, "rename_field", "99", status=404)


@pytest.fixture
def upload(browser, draft) -> CatalogueImport:
    post(browser, "upload", 1, file=SimpleUploadedFile("目录.csv", CSV))
    return CatalogueImport.objects.get()


def test_the_reading_stands_beside_the_original(browser, upload):
    page = get(browser, "import", 1, upload.pk)
    assert 'id="o0-2-7"' in page
    assert 'data-cell="o0-2-7 "' in page
    assert 'href="#o0-2-7"' in page
    assert "缺少二级事项" in page
    assert "合计" in page
    assert "必须处理" in page
    assert any(item.what.startswith("核对目录文件") for item in waiting_for_office(upload))


@pytest.mark.parametrize("page", ["²", "9" * 5000, "-1", "x"])
def test_a_page_of_the_reading_that_is_none_shows_the_nearest(browser, upload, page):
    address = reverse("catalogue:import", args=[1, upload.pk])
    assert browser.get(address, {"page": page}).status_code == 200


def waiting_for_office(upload):
    from gongkai.organisation.actor import actor_for

    return waiting_for(actor_for(upload.uploaded_by))


def test_from_upload_to_draft(browser, upload, draft):
    assert "还有" in get(browser, "accept", 1, upload.pk)
    refused = browser.post(reverse("catalogue:accept", args=[1, upload.pk]))
    assert refused.status_code == 409
    page = get(browser, "import_row", 1, upload.pk, 1)
    assert "缺少二级事项" in page
    values = form_of(browser, "import_row", 1, upload.pk, 1)
    values |= {"level2": "办事指南", "channels": "公开查阅点", "checked": "1", "save": "1"}
    post(browser, "import_row", 1, upload.pk, 1, **values)
    for total in range(3, len(upload.reading["rows"])):
        post(browser, "import_row", 1, upload.pk, total, leave_out="1", reason="合计行")
    post(browser, "decide", 1, upload.pk, township="1")
    post(browser, "decide", 1, upload.pk, checked_clean="on")
    assert "不到乡级" in get(browser, "accept", 1, upload.pk)
    post(browser, "accept", 1, upload.pk)
    items = list(draft.items.order_by("sequence"))
    assert [item.level2 for item in items] == ["政策法规文件", "办事指南"]
    assert items[1].channels == ["公开查阅点"]
    assert all(item.standing == Standing.CONFIRMED for item in items)
    assert "已导入" in get(browser, "import", 1, upload.pk)


def test_a_wrong_correction_is_shown_at_its_field(browser, upload):
    values = form_of(browser, "import_row", 1, upload.pk, 1)
    address = reverse("catalogue:import_row", args=[1, upload.pk, 1])
    page = browser.post(address, {**values, "mode": "随便", "save": "1"}).content.decode()
    assert "公开方式请写" in page
    assert 'value="随便"' in page


@pytest.mark.parametrize("whole", [True, False])
def test_taking_what_the_reader_proposes(browser, upload, whole):
    upload.reading["rows"][1]["suggestions"] = {"level2": "政策法规文件(二)"}
    upload.save()
    assert "采用这 1 处建议" in get(browser, "import", 1, upload.pk)
    assert "采用</button>" in get(browser, "import_row", 1, upload.pk, 1)
    if whole:
        post(browser, "decide", 1, upload.pk, suggestions="1")
    else:
        values = form_of(browser, "import_row", 1, upload.pk, 1)
        post(browser, "import_row", 1, upload.pk, 1, **values, save="1", take="level2")
    upload.refresh_from_db()
    assert upload.decisions["values"]["1"] == {"level2": "政策法规文件(二)"}
    assert "采用这" not in get(browser, "import", 1, upload.pk)


def test_leaving_out_a_row_needs_a_reason_and_can_be_taken_back(browser, upload):
    address = reverse("catalogue:import_row", args=[1, upload.pk, 1])
    assert browser.post(address, {"leave_out": "1"}).status_code == 200
    post(browser, "import_row", 1, upload.pk, 1, leave_out="1", reason="重复")
    upload.refresh_from_db()
    assert upload.decisions["left_out"] == {"1": "重复"}
    post(browser, "import_row", 1, upload.pk, 1, take_back="1")
    upload.refresh_from_db()
    assert upload.decisions["left_out"] == {}


def test_the_original_file_comes_back_byte_for_byte(browser, upload):
    response = browser.get(reverse("catalogue:import_file", args=[1, upload.pk]))
    assert response.content == CSV
    assert response["Content-Type"] == "application/octet-stream"


def test_giving_up_an_import(browser, upload):
    assert "放弃导入" in get(browser, "discard_import", 1, upload.pk)
    post(browser, "discard_import", 1, upload.pk)
    assert not CatalogueImport.objects.exists()


def test_a_bad_file_says_what_to_do(browser, draft):
    address = reverse("catalogue:upload", args=[1])
    page = browser.post(address, {"file": SimpleUploadedFile("图.png", b"\x89PNG\r\n")})
    assert page.status_code == 200
    assert "error" in page.content.decode()
    assert not CatalogueImport.objects.exists()


def test_imports_of_another_town_do_not_exist(browser, upload):
    foreign = factories.make_edition(number=88, state="draft")
    from gongkai.organisation.actor import actor_for

    theirs = upload_file(
        actor_for(factories.make_account(Role.OFFICE, unit=factories.root_unit(foreign.town))),
        foreign,
        "目录.csv",
        CSV,
    )
    get(browser, "import", 1, theirs.pk, status=404)
    get(browser, "import_file", 1, theirs.pk, status=404)
    get(browser, "import", 88, theirs.pk, status=404)


def test_two_people_at_one_item_both_hear_of_it(browser, in_force, office):
    item = Item.objects.filter(edition=in_force, standing=Standing.TO_CHECK).first()
    address = reverse("catalogue:edit_item", args=[1, item.pk])
    first = browser.get(address).context
    form = {**first["form"].initial, "why": "核对原文", "seen": first["seen"]}
    assert browser.post(address, {**form, "publisher": "甲单位"}).status_code == 302
    late = browser.post(address, {**form, "publisher": "乙单位"})
    assert "有人修改了这一项" in late.content.decode()
    assert "乙单位" in late.content.decode()
    item.refresh_from_db()
    assert item.publisher == "甲单位"
    knowing = {**form, "publisher": "乙单位", "seen": late.context["seen"]}
    assert browser.post(address, knowing).status_code == 302
    item.refresh_from_db()
    assert item.publisher == "乙单位"
