"""The packaged texts of letters hold what they must; a text that does not is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.foi.letter_forms import FORMS, Field, LetterForm
from gongkai.rules.foi.letter_forms.answers import DECISIONS
from gongkai.rules.foi.letter_forms.filling import (
    LONGEST,
    LetterError,
    example,
    fill,
    problems,
    tidy,
)
from gongkai.rules.foi.letter_forms.own_record import FORM_OF, RESULTS
from gongkai.rules.foi.letters import REPLY, TABLE
from gongkai.rules.foi.own_record import OUTCOMES
from gongkai.rules.foi.replies import BY_CODE, CODES

SMALL = LetterForm(
    code="small",
    name="小文书",
    to="applicant",
    fields=(
        Field("日期", "日期", "2026年9月18日", must=True),
        Field("说明", "说明", "说明", optional=True),
        Field("称呼", "称呼", "你"),
    ),
    text="{日期}",
    closing="特此告知。",
)


@pytest.mark.parametrize("key", FORMS)
def test_a_packaged_text_will_do_and_can_be_filled(key: str) -> None:
    form = FORMS[key]
    assert problems(form, form.text) == []
    lines = fill(form, form.text, example(form))
    said = "".join(lines)
    assert all(line and line[-1] in "。：" for line in lines)
    assert "{" not in said and "。。" not in said
    for field in form.fields:
        if field.must:
            assert example(form)[field.name].split("\n")[0].rstrip("。") in said


@pytest.mark.parametrize("key", FORMS)
def test_no_required_field_can_be_taken_out_of_any_form(key: str) -> None:
    form = FORMS[key]
    assert form.must
    for name in form.must:
        text = form.text.replace(f"{{{name}}}", "某某")
        assert f"必备的栏目“{{{name}}}”不能删除。" in problems(form, text)


def test_there_is_a_form_for_every_letter_and_every_answer() -> None:
    kinds = {row.code for row in TABLE.rows if row.code not in (REPLY, "service_record")}
    assert set(FORMS) == kinds | set(CODES)
    assert set(DECISIONS) == set(CODES)
    assert set(RESULTS) == set(FORM_OF) == set(OUTCOMES)


@pytest.mark.parametrize("code", CODES)
def test_an_answer_must_say_decision_provision_and_every_fact(code: str) -> None:
    kind, form = BY_CODE[code], FORMS[code]
    assert form.name == kind.template
    assert "决定" in form.must
    assert ("依据" in form.must) is bool(kind.article)
    wanted = [fact for fact in kind.required if not fact.optional]
    assert len(form.must) >= len(wanted) + 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "请填写正文。"),
        ("  \n ", "请填写正文。"),
        ("{日期}" + "长" * LONGEST, "正文最多4000个字"),
        ("没有栏目", "必备的栏目“{日期}”不能删除。"),
        ("{日期}{说明}", "必备的栏目“{日期}”不能与可以为空的栏目写在同一段。"),
        ("{日期}，{号码}", "没有名为“号码”的栏目"),
        ("{日期}，{称呼", "大括号没有成对"),
        ("{日期}，称呼}", "大括号没有成对"),
        ("{日期}。可以申请行政复议。", "救济途径由系统按答复类型写入"),
        ("{日期}。可以向法院起诉。", "救济途径由系统按答复类型写入"),
    ],
)
def test_a_text_that_will_not_do_says_why(text: str, said: str) -> None:
    assert any(said in problem for problem in problems(SMALL, text))


def test_a_required_field_may_stand_a_second_time_beside_an_optional_one() -> None:
    assert problems(SMALL, "{日期}\n{说明}（{日期}）") == []


def test_typed_texts_are_tidied() -> None:
    assert tidy("  ｛日期｝ \r\n\n　{称呼}　\n") == "{日期}\n{称呼}"


def test_a_paragraph_with_an_empty_optional_field_is_left_out() -> None:
    text = "{日期}\n说明：{说明}"
    assert fill(SMALL, text, {"日期": "今日"}) == ["今日。"]
    assert fill(SMALL, text, {"日期": "今日", "说明": "有。"}) == ["今日。", "说明：有。"]


def test_what_is_missing_is_named() -> None:
    with pytest.raises(LetterError, match="《小文书》还缺：日期、称呼。"):
        fill(SMALL, "{日期}{称呼}", {"日期": " "})
    with pytest.raises(LetterError, match="日期"):
        fill(SMALL, "没有栏目", {})


def test_stops_meet_once_and_lines_become_paragraphs() -> None:
    assert fill(SMALL, "于{日期}。", {"日期": "今日。"}) == ["于今日。"]
    assert fill(SMALL, "{日期}", {"日期": "一、\n\n二；"}) == ["一、", "二；"]


@given(st.text(max_size=60))
def test_a_value_is_never_read_as_a_text(value: str) -> None:
    """What somebody typed may look like a field; it stays what it is."""
    filled = fill(SMALL, "{日期}", {"日期": f"甲{{称呼}}{value}乙"})
    assert "".join(filled).startswith("甲{称呼}")


@given(st.text(alphabet="{}日期说明称呼某\n。", max_size=40))
def test_a_text_that_will_do_can_be_filled(text: str) -> None:
    tidied = tidy(text)
    if not problems(SMALL, tidied):
        assert fill(SMALL, tidied, example(SMALL))
