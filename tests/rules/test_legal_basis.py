from datetime import date

import pytest

from gongkai.rules.legal_basis import EXEMPTIONS, PROACTIVE, citation, township_bases
from gongkai.rules.publicity import TABLE, ground_problem, required_ground
from gongkai.rules.tables import UnknownCodeError

TODAY = date(2026, 11, 23)


def test_article_20_has_fifteen_codes_and_article_21_eight_for_townships():
    codes = [row.code for row in PROACTIVE.as_of(TODAY)]
    assert codes == [f"20-{i:02d}" for i in range(1, 16)] + [f"21-T{i}" for i in range(1, 9)]
    assert [row.name for row in township_bases(TODAY)][3] == "宅基地使用情况审核"


def test_a_basis_is_cited_with_its_article():
    text = citation(PROACTIVE.get("20-11", TODAY))
    assert text == "《中华人民共和国政府信息公开条例》（国务院令第711号）第二十条第（十一）项"


def test_the_regulation_of_2019_gives_no_grounds_before_it_was_in_force():
    assert EXEMPTIONS.as_of(date(2019, 5, 14)) == ()
    assert EXEMPTIONS.as_of(date(2019, 5, 15))


def test_article_14_forbids_and_article_16_only_allows_to_refuse():
    force = {row.code: row.force for row in EXEMPTIONS.as_of(TODAY)}
    assert force == {
        "14-1": "must_not",
        "14-2": "must_not",
        "14-3": "must_not",
        "15": "must_not_unless",
        "16-1": "may_refuse",
        "16-2-1": "may_refuse",
        "16-2-2": "may_refuse",
    }


def test_publicity_has_three_values():
    assert TABLE.choices(TODAY) == [
        ("proactive", "主动公开"),
        ("on_request", "依申请公开"),
        ("withheld", "不予公开"),
    ]
    assert [required_ground(row.code, TODAY) for row in TABLE] == ["none", "reason", "ground"]


@pytest.mark.parametrize(
    ("code", "ground", "reason", "says"),
    [
        ("proactive", "", "", None),
        ("proactive", "14-1", "", "主动公开"),
        ("on_request", "", " ", "写明"),
        ("on_request", "", "目录规定向项目单位公开", None),
        ("on_request", "15", "", None),
        ("withheld", "", "不宜公开", "必须选择"),
        ("withheld", "16-2-1", "", None),
        ("withheld", "17", "", "没有代码"),
    ],
)
def test_f07_no_withholding_without_a_legal_ground(code, ground, reason, says):
    problem = ground_problem(code, ground, reason, TODAY)
    assert problem is None if says is None else says in problem


def test_an_unknown_publicity_is_refused():
    with pytest.raises(UnknownCodeError):
        ground_problem("secret", "", "", TODAY)
