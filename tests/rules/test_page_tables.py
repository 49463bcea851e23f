from datetime import date, datetime

import pytest

from gongkai.rules import metadata, review_form, withdrawal

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
