"""Import: nothing is dropped silently, nothing enters without the Office's decision."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import factories
from gongkai.catalogue.actions import (
    accept_import,
    decide_import,
    discard_import,
    import_reading,
    upload_file,
)
from gongkai.catalogue.importing.cells import COLUMNS, CellError, as_text, from_text
from gongkai.catalogue.importing.decisions import Decisions
from gongkai.catalogue.importing.plan import (
    above_township,
    make_plan,
    suggested,
    taking_suggestions,
)
from gongkai.catalogue.models import CatalogueImport, Item, Standing
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.actor import actor_for
from gongkai.organisation.models import Role
from gongkai.organisation.refusals import Conflict, Invalid, NotAllowedNow, NotPermitted

CODES = {"社会救助": "03", "就业": "05"}
CSV = """社会救助领域基层政务公开标准目录,,,,,,,,,,
序号,一级事项,二级事项,公开内容（要素）,公开依据,公开时限,公开主体,公开渠道和载体,公开对象,公开方式,公开层级
1,综合业务,政策法规文件,名称,《条例》,20个工作日内,镇政府,■政府网站,全社会,主动,县级、乡级
2,综合业务,办事指南,指南,《条例》,长期公开,镇政府,□政府网站,特定群体（困难群众）,主动,乡级
3,低保,政策文件,文件,《条例》,及时公开,镇政府,■政府网站,全社会,主动,县级
""".encode()


def row(**values):
    wanted = {"field": "社会救助", "level1": "甲", "level2": "乙", **values}
    doubts = wanted.pop("doubts", [])
    return {
        "place": wanted.pop("place", "第4行"),
        **dict.fromkeys(COLUMNS),
        **wanted,
        "doubts": doubts,
    }


def plan(*rows, decisions=None, held=()):
    return make_plan({"rows": list(rows)}, decisions or Decisions(), CODES, held)


@pytest.mark.parametrize("column", ["field", "level1", "level2"])
def test_a_missing_obligatory_cell_blocks_with_its_place(column):
    found = plan(row(**{column: None}))
    assert [(each.row, each.column) for each in found.blockers] == [(0, column)]
    assert str(found.blockers[0]).startswith("第4行：缺少")


def test_a_row_left_out_by_name_blocks_nothing_and_is_kept_with_its_reason():
    found = plan(row(level2=None), decisions=Decisions(left_out={0: "合计行"}))
    assert not found.blockers
    assert [(left.place, why) for left, why in found.left_out] == [("第4行", "合计行")]


def test_a_correction_settles_the_doubts_of_its_cell_only():
    doubts = [
        {"column": "channels", "message": "没有勾选"},
        {"column": "mode", "message": "没有打勾"},
    ]
    found = plan(row(doubts=doubts), decisions=Decisions(values={0: {"channels": ["政府网站"]}}))
    assert found.rows[0].values["channels"] == ["政府网站"]
    assert found.rows[0].problems == ["公开方式：没有打勾"]
    assert found.rows[0].corrected == {"channels"}


def test_a_checked_row_has_no_doubts_left():
    doubts = [{"column": None, "message": "疑点"}]
    found = plan(row(doubts=doubts), decisions=Decisions(checked=frozenset({0})))
    assert found.rows[0].checked
    assert not found.rows[0].problems


def test_clean_rows_are_checked_only_where_the_office_says_so():
    doubtful = row(level2="丙", doubts=[{"column": None, "message": "疑点"}])
    assert [r.checked for r in plan(row(), doubtful).rows] == [False, False]
    found = plan(row(), doubtful, decisions=Decisions(checked_clean=True))
    assert [r.checked for r in found.rows] == [True, False]


def test_an_unknown_field_is_never_guessed():
    found = plan(row(field="涉农补贴"))
    assert found.unknown_fields == ["涉农补贴"]
    assert "没有叫“涉农补贴”的领域" in found.blockers[0].message
    assert not plan(row(field="涉农补贴"), decisions=Decisions(fields={"涉农补贴": "03"})).blockers
    new = plan(row(field="涉农补贴"), decisions=Decisions(fields={"涉农补贴": "new"}))
    assert new.rows[0].field_code == "new:涉农补贴"


def test_the_same_item_twice_blocks():
    found = plan(row(), row(place="第9行"))
    assert "与第4行是同一事项" in found.blockers[0].message
    assert not plan(row(), row(place="第9行", level2="丙")).blockers


def test_items_that_the_draft_holds_need_a_decision():
    held = [("03", "甲", "乙")]
    assert "草稿里已经有其中的1项" in plan(row(), held=held).blockers[0].message
    assert not plan(row(), held=held, decisions=Decisions(existing="keep")).blockers


def test_what_does_not_fit_is_refused_not_cut():
    found = plan(row(level1="长" * 201))
    assert "最多200个字" in found.blockers[0].message


def test_values_that_no_person_chose_are_refused():
    assert plan(row(mode="半公开")).blockers[0].column == "mode"
    assert plan(row(audience="某人")).blockers[0].column == "audience"


def test_only_rows_above_the_township_are_named():
    reading = {"rows": [row(levels=["县级"]), row(levels=None), row(levels=["县级", "村级"])]}
    assert list(above_township(reading)) == [0]


def test_a_proposal_is_no_value_until_a_person_takes_it():
    doubt = {"column": "time_limit", "message": "上面一格是“及时公开”"}
    raw = {**row(doubts=[doubt]), "suggestions": {"time_limit": "及时公开"}}
    reading = {"rows": [raw]}
    assert suggested(reading, Decisions()) == {0: {"time_limit": "及时公开"}}
    assert plan(raw).rows[0].values["time_limit"] is None
    taken = taking_suggestions(reading, Decisions())
    found = plan(raw, decisions=taken).rows[0]
    assert found.values["time_limit"]["kind"] == "immediate"
    assert not found.problems
    assert not suggested(reading, taken)
    assert not suggested(reading, Decisions(left_out={0: "不要"}))


@given(st.lists(st.booleans(), max_size=8))
def test_every_row_of_the_reading_is_planned_or_left_out(wanted):
    rows = [row(level2=str(number)) for number in range(len(wanted))]
    left = {number: "不要" for number, take in enumerate(wanted) if not take}
    found = plan(*rows, decisions=Decisions(left_out=left))
    assert len(found.rows) + len(found.left_out) == len(rows)


@given(
    st.dictionaries(st.integers(0, 9), st.dictionaries(st.sampled_from(["level1"]), st.text())),
    st.dictionaries(st.integers(0, 9), st.text()),
    st.frozensets(st.integers(0, 9)),
)
def test_decisions_survive_json(values, left_out, checked):
    decisions = Decisions(values=values, left_out=left_out, checked=checked, existing="update")
    assert Decisions.from_json(decisions.as_json()) == decisions


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("channels", "政府网站、 两微一端", ["政府网站", "两微一端"]),
        ("channels", "", None),
        ("levels", "乡级、县级", ["县级", "乡级"]),
        ("audience", "特定群体、全社会", "全社会、特定群体"),
        ("mode", "主动", "主动公开"),
        ("level1", "  甲 ", "甲"),
        ("audience_group", "", ""),
    ],
)
def test_words_of_a_person_become_values(column, text, value):
    assert from_text(column, text) == value


def test_a_corrected_time_limit_is_read_again():
    limit = from_text("time_limit", "20个工作日内")
    assert (limit["kind"], limit["days"], limit["text"]) == ("within", 20, "20个工作日内")
    assert as_text("time_limit", limit) == "20个工作日内"


@pytest.mark.parametrize(
    ("column", "text"), [("levels", "镇里"), ("audience", "大家"), ("mode", "都行")]
)
def test_other_words_are_refused(column, text):
    with pytest.raises(CellError):
        from_text(column, text)


@pytest.mark.django_db
def test_a_file_on_its_way_into_the_draft(draft, office):
    upload = upload_file(office, draft, "目录.csv", CSV)
    assert len(upload.reading["rows"]) == 3
    assert not draft.items.exists()
    decisions = Decisions(
        values={1: {"channels": ["政务服务中心"]}},
        left_out=above_township(upload.reading),
        checked_clean=True,
    )
    decide_import(office, upload, decisions)
    upload.refresh_from_db()
    outcome = accept_import(office, upload)
    assert [left["place"] for left in outcome.left_out] == ["第5行"]
    first, second = draft.items.order_by("sequence")
    assert first.standing == Standing.CONFIRMED
    assert first.provenance == "导入文件《目录.csv》"
    assert first.time_limit["days"] == 20
    assert (second.channels, second.audience_group) == (["政务服务中心"], "困难群众")
    entry = LedgerEntry.objects.order_by("-id").first()
    assert entry.after["corrected"] == {"第4行": ["channels"]}
    assert "不到乡级" in entry.after["left_out"][0]["reason"]
    upload.refresh_from_db()
    with pytest.raises(NotAllowedNow, match="已经导入"):
        accept_import(office, upload)
    with pytest.raises(NotAllowedNow):
        decide_import(office, upload, Decisions())
    assert Item.objects.count() == 2


@pytest.mark.django_db
def test_blockers_are_listed_and_nothing_enters(draft, office):
    reading = {"rows": [row(level2=None), row(field=None, place="第8行")]}
    with pytest.raises(Invalid) as refused:
        import_reading(office, draft, reading, Decisions(), name="目录.csv")
    assert "第4行：缺少二级事项" in str(refused.value)
    assert "第8行：缺少领域" in str(refused.value)
    assert not draft.items.exists()


@pytest.mark.django_db
def test_a_second_file_updates_or_keeps_what_is_there(draft, office):
    reading = {"rows": [row(elements="旧")]}
    import_reading(office, draft, reading, Decisions(), name="一.csv")
    identity = draft.items.get().identity
    again = {"rows": [row(elements="新"), row(level2="丙")]}
    with pytest.raises(Invalid, match="草稿里已经有"):
        import_reading(office, draft, again, Decisions(), name="二.csv")
    kept = import_reading(office, draft, again, Decisions(existing="keep"), name="二.csv")
    assert (kept.kept, len(kept.created)) == (["第4行"], 1)
    outcome = import_reading(
        office, draft, {"rows": [row(elements="新")]}, Decisions(existing="update"), name="三.csv"
    )
    assert len(outcome.updated) == 1
    item = draft.items.get(level2="乙")
    assert (item.elements, item.identity) == ("新", identity)


@pytest.mark.django_db
def test_a_field_of_the_towns_own(draft, office):
    reading = {"rows": [row(field="涉农补贴")]}
    decisions = Decisions(fields={"涉农补贴": "new"})
    import_reading(office, draft, reading, decisions, name="目录.csv")
    item = draft.items.get()
    assert item.field.names.get().name == "涉农补贴"
    assert item.field.code.startswith("L")


@pytest.mark.django_db
def test_the_old_name_of_a_field_finds_it(draft, office):
    import_reading(office, draft, {"rows": [row(field="扶贫")]}, Decisions(), name="目录.csv")
    assert draft.items.get().field.code == "14"


@pytest.mark.django_db
def test_bad_files_are_refused_in_plain_words(draft, office):
    with pytest.raises(Invalid, match="空文件"):
        upload_file(office, draft, "空.xlsx", b"")
    with pytest.raises(Invalid):
        upload_file(office, draft, "图.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    with pytest.raises(Invalid, match="没有认出公开事项"):
        upload_file(office, draft, "名单.csv", "姓名,电话\n张三,1\n".encode())
    with pytest.raises(Invalid, match="超过20 MB"):
        upload_file(office, draft, "大.csv", b"x" * (20 * 1024 * 1024 + 1))
    assert not CatalogueImport.objects.exists()


@pytest.mark.django_db
def test_the_same_file_is_open_once_and_can_be_given_up(draft, office):
    upload = upload_file(office, draft, "目录.csv", CSV)
    with pytest.raises(Conflict):
        upload_file(office, draft, "副本.csv", CSV)
    discard_import(office, upload)
    assert not CatalogueImport.objects.exists()
    assert upload_file(office, draft, "目录.csv", CSV)
    with pytest.raises(Conflict):
        decide_import(office, CatalogueImport(pk=0, edition=draft), Decisions())


@pytest.mark.django_db
def test_two_people_do_not_undo_each_other(draft, office):
    upload = upload_file(office, draft, "目录.csv", CSV)
    mine, theirs = CatalogueImport.objects.get(), CatalogueImport.objects.get()
    decide_import(office, theirs, Decisions(checked_clean=True))
    with pytest.raises(Conflict, match="同事"):
        decide_import(office, mine, Decisions(left_out={0: "不要"}))
    upload.refresh_from_db()
    assert upload.decisions["checked_clean"]


@pytest.mark.django_db
def test_no_row_that_the_file_does_not_have(draft, office):
    upload = upload_file(office, draft, "目录.csv", CSV)
    with pytest.raises(Invalid):
        decide_import(office, upload, Decisions(checked=frozenset({3})))


@pytest.mark.django_db
def test_an_edition_in_force_takes_no_import(town, office):
    edition = factories.make_edition(town)
    with pytest.raises(NotAllowedNow):
        import_reading(office, edition, {"rows": [row()]}, Decisions(), name="目录.csv")
    with pytest.raises(NotAllowedNow):
        upload_file(office, edition, "目录.csv", CSV)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [role for role in Role if role != Role.OFFICE])
def test_only_the_office_imports(draft, office, unit, role):
    upload = upload_file(office, draft, "目录.csv", CSV)
    actor = actor_for(factories.make_account(role, unit=unit))
    for verb in (
        lambda: upload_file(actor, draft, "别的.csv", CSV + b"\n"),
        lambda: decide_import(actor, upload, Decisions(checked_clean=True)),
        lambda: accept_import(actor, upload),
        lambda: discard_import(actor, upload),
    ):
        with pytest.raises(NotPermitted):
            verb()
    assert not draft.items.exists()
    assert CatalogueImport.objects.get().decisions == {}
