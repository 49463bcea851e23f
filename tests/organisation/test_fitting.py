"""What a person typed is kept whole or refused, never cut."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import gongkai
from gongkai.foi.models import Search
from gongkai.organisation.fitting import check_fits, shortened, too_long
from gongkai.organisation.refusals import Invalid

pytestmark = pytest.mark.once

ROOT = Path(gongkai.__file__).parent


def cut(source: Path) -> Iterator[str]:
    """Where a file cuts what was typed: a slice of something stripped, or of a form's value."""
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if not (isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice)):
            continue
        if node.slice.lower is not None:
            continue
        of = ast.unparse(node.value)
        if of.endswith(".strip()") or "cleaned_data" in of or of.startswith("f'"):
            yield f"{source.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node)}"


def test_no_action_and_no_form_cuts_what_was_typed() -> None:
    files = [*ROOT.glob("*/actions.py"), *ROOT.glob("*/forms.py")]
    files += [*ROOT.glob("*/**/actions/**/*.py"), *ROOT.glob("*/**/forms/**/*.py")]
    assert len(files) > 60
    assert [found for file in files for found in cut(file)] == []


def test_what_is_too_long_is_said_with_both_numbers() -> None:
    assert too_long("字" * 5, 5) == too_long(" 五个字 ", 5) == ""
    assert too_long("字" * 6, 5) == "最多5个字，现在有6个字，请缩短。"
    with pytest.raises(Invalid) as refused:
        check_fits(Search, where="档案室", how="字" * 301, result="字" * 501)
    assert refused.value.errors == {
        "how": "“检索方法和关键词”最多300个字，现在有301个字，请缩短。",
        "result": "“结果”最多500个字，现在有501个字，请缩短。",
    }


def test_what_is_shortened_for_a_line_says_so() -> None:
    assert (shortened("一二三", 3), shortened("一二三四", 3)) == ("一二三", "一二…")
