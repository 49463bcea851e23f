"""A 公开时限 in words, from the phrases that catalogues print."""

import pytest

from gongkai.catalogue.national import national_rows
from gongkai.catalogue.time_limit_words import explain
from gongkai.rules import time_limits


def words(phrase):
    return explain(time_limits.parse(phrase).as_json())


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("自信息形成之日起20个工作日内", "信息形成之日后20个工作日内（从次日起算"),
        ("及时公开", "形成后立即公开，没有天数。"),
        ("长期公开", "长期公开，内容变化时更新。"),
        ("每季度结束后10日内", "每季度公开一次，在"),
        ("每20个工作日更新", "每20个工作日公开一次。"),
        ("定期公开", "定期公开，没有写明间隔。"),
        ("每年1月31日前", "每年"),
        ("同上", "与上一项相同。"),
        ("视情况", "没有读懂"),
        ("听证7个工作日前公开", "7个工作日前"),
    ],
)
def test_phrases(phrase, said):
    assert said in "".join(words(phrase))


def test_every_national_phrase_is_explained():
    for row in national_rows():
        sentences = explain(row.time_limit)
        assert all(sentence.endswith("。") for sentence in sentences)
        assert "没有读懂" not in "".join(sentences)
        assert "None" not in "".join(sentences)


def test_publicity_and_further_limits():
    said = words("制定或获取信息之日起10个工作日内，公示7个工作日")
    assert "公示7个工作日" in said[0]
    said = words("信息形成20个工作日内公开；其中行政处罚自作出行政决定之日起7个工作日内公示")
    assert said[1].startswith("另有：")


def test_no_limit_at_all():
    assert explain(None) == ["来源没有写明公开时限。"]
