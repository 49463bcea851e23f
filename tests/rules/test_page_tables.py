from datetime import date, datetime

import pytest

from gongkai.rules import metadata, review_form, validity, withdrawal

TODAY = date(2026, 11, 23)


def test_the_form_has_exactly_the_columns_of_attachment_2():
    assert [row.name for row in review_form.COLUMNS.as_of(TODAY)] == [
        "序号",
        "部门",
        "信息名称",
        "发布形式",
        "工作机构或者人员审查意见",
        "主管领导意见",
    ]
    for row in review_form.COLUMNS:
        assert "".join("".join(row.lines).split()) == row.name


def test_the_form_has_its_boxes_notes_and_signatures():
    assert [label for _, label in review_form.PUBLICATION_FORMS] == [
        "网站公开",
        "依申请公开",
        "其他",
    ]
    assert len(review_form.NOTES) == 5
    assert [seat.label for seat in review_form.SIGNATURE_ROW] == [
        "承办人(签字)",
        "(签字)",
        "(签字)",
    ]
    assert review_form.NO_TEXT == "（此页无正文）"
    for seat in review_form.SIGNATURE_ROW:
        assert review_form.COLUMNS.get(seat.column, TODAY).signature == seat.label


@pytest.mark.parametrize(
    ("ticked", "text", "says"),
    [
        ({"website"}, "", None),
        ({"website", "other"}, "公示栏", None),
        (set(), "", "至少"),
        ({"other"}, " ", "写明"),
        ({"website"}, "公示栏", "未勾选"),
        ({"radio"}, "", "没有这一项"),
    ],
)
def test_at_least_one_form_and_a_text_with_other(ticked, text, says):
    problem = review_form.check_forms(frozenset(ticked), text)
    assert problem is None if says is None else says in problem


def test_article_12_guide_and_catalogue():
    assert [row.name for row in metadata.CATALOGUE_PARTS] == [
        "索引",
        "名称",
        "内容概述",
        "生成日期",
    ]
    assert len(metadata.GUIDE_PARTS.as_of(TODAY)) == 9
    filled = frozenset(row.code for row in metadata.GUIDE_PARTS) - {"fax"}
    assert [row.name for row in metadata.missing_guide_parts(filled, TODAY)] == ["传真号码"]


def test_meta_tags_by_kind_of_page():
    names = {page: [t.name for t in metadata.meta_tags(page, TODAY)] for page in metadata._GROUPS}
    assert names["home"] == names["other"] == ["SiteName", "SiteDomain", "SiteIDCode"]
    assert names["list"][3:] == ["ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"]
    assert names["article"][7:10] == ["ArticleTitle", "PubDate", "ContentSource"]
    assert names["article"][10:] == ["Keywords", "Author", "Description", "Image", "Url"]


def test_a_missing_meta_tag_is_named_and_case_counts():
    present = frozenset({"SiteName", "SiteDomain", "SiteIdCode"})
    assert metadata.missing_meta("home", present, TODAY) == ("SiteIDCode",)


def test_publication_time_to_the_minute():
    assert metadata.pub_date(datetime(2020, 5, 31, 9, 5)) == "2020-05-31 09:05"  # noqa: DTZ001


def test_page_fields_that_every_record_shows():
    required = [row.name for row in metadata.PAGE_FIELDS if row.required]
    assert required == ["索引号", "标题", "发布机构", "成文日期", "发布日期"]


def test_each_withdrawal_reason_has_a_basis_and_a_page():
    for row in withdrawal.TABLE:
        assert row.basis
        assert row.page_shows.endswith("。")


def test_the_social_assistance_law_gives_a_reason_from_july_2026():
    before = {row.code for row in withdrawal.TABLE.as_of(date(2026, 6, 30))}
    after = {row.code for row in withdrawal.TABLE.as_of(date(2026, 7, 1))}
    assert after - before == {"scope"}


def test_what_may_be_secret_goes_at_once_and_leaves_no_title():
    row = withdrawal.TABLE.get("secrecy", TODAY)
    assert row.urgent
    assert row.keeps == "nothing"


@pytest.mark.parametrize(
    ("code", "keeps", "successor", "answers"),
    [
        ("incorrect", "title", "optional", "notice"),
        ("exempt", "nothing", "none", "gone"),
        ("secrecy", "nothing", "none", "notice"),
        ("personal_data", "nothing", "optional", "gone"),
        ("penalty_revoked", "title", "optional", "notice"),
        ("scope", "nothing", "none", "gone"),
        ("term_ended", "title", "none", "notice"),
        ("superseded", "title", "required", "notice"),
        ("lapsed", "title", "optional", "notice"),
    ],
)
def test_each_reason_has_its_rule_for_text_successor_and_address(code, keeps, successor, answers):
    row = withdrawal.TABLE.get(code, TODAY)
    assert (row.keeps, row.successor, row.answers) == (keeps, successor, answers)
    assert row.rule_in_words().count("；") == 2


def test_every_reason_is_in_the_table_of_rules_above():
    assert len(withdrawal.TABLE.as_of(TODAY)) == 9


@pytest.mark.parametrize(
    ("name", "on", "title", "number", "says"),
    [
        ("有效", None, "", "", None),
        ("", None, "", "", None),
        (
            "废止",
            date(2026, 3, 1),
            "新办法",
            "青西新管办发〔2026〕5号",
            "本文件已于2026年3月1日废止，由《新办法》（青西新管办发〔2026〕5号）替代。请勿再作为依据使用。",
        ),
        ("失效", date(2026, 3, 1), "", "", "本文件已于2026年3月1日失效。请勿再作为依据使用。"),
        ("废止", None, "", "", "本文件已废止。请勿再作为依据使用。"),
        ("废止", date(2027, 1, 1), "新办法", "", "本文件将于2027年1月1日废止，由《新办法》替代。"),
        (
            "已修改",
            date(2026, 3, 1),
            "新办法",
            "",
            "本文件已于2026年3月1日由《新办法》修改，请以修改后的内容为准。",
        ),
        ("已修改", None, "", "", "本文件已修改，请以修改后的内容为准。"),
        ("尚未施行", date(2027, 1, 1), "", "", "本文件自2027年1月1日起施行，此前尚未施行。"),
        ("尚未施行", None, "", "", "本文件尚未施行。"),
    ],
)
def test_validity_in_plain_words(name, on, title, number, says):
    found = validity.words(name, on, TODAY, title, number)
    assert (None if found is None else str(found)) == says


def test_every_validity_but_the_plain_one_has_words():
    for row in validity.TABLE:
        found = validity.words(row.name, date(2026, 1, 1), TODAY)
        assert (found is None) == (row.code == "valid")
