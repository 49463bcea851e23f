"""Help with writing and reading: who, and how it was confirmed; never which difficulty."""

from dataclasses import fields

import pytest

from gongkai.rules.foi.assisted import LENGTHS, NOBODY, Assisted, problems

READ = Assisted("written", "张代填", "当场宣读，申请人确认无误。")


@pytest.mark.parametrize("channel", ["counter", "mail", "unknown"])
def test_whoever_writes_alone_is_asked_nothing(channel: str) -> None:
    assert problems(channel, NOBODY) == {}
    assert NOBODY.sentence() == NOBODY.event() == ""


def test_what_is_spoken_is_written_down_by_the_office_and_confirmed() -> None:
    assert problems("oral", READ) == {}
    assert set(problems("oral", NOBODY)) == {"assisted"}
    assert set(problems("oral", Assisted("helped", "李协助", "宣读"))) == {"assisted"}
    assert set(problems("oral", Assisted("written"))) == {"helper", "confirmed"}


def test_help_at_the_counter_says_who_and_how_or_nothing() -> None:
    assert problems("counter", Assisted("helped", "李协助", "逐条说明，申请人确认")) == {}
    assert set(problems("counter", Assisted("helped", "李协助"))) == {"confirmed"}
    assert set(problems("counter", Assisted("", "李协助"))) == {"assisted"}
    assert set(problems("counter", Assisted("by magic", "李协助", "宣读"))) == {"assisted"}


@pytest.mark.parametrize("name", LENGTHS)
def test_a_length_is_said_with_both_numbers(name: str) -> None:
    long = Assisted("written", "张代填", "宣读")
    long = Assisted(**{**{f.name: getattr(long, f.name) for f in fields(long)}, name: "长" * 201})
    assert problems("oral", long)[name] == f"最多{LENGTHS[name]}个字，现为201个字。"


def test_names_stand_in_the_case_and_not_in_its_course() -> None:
    assert READ.sentence() == "本申请由张代填代为填写。核对和确认：当场宣读，申请人确认无误。"
    assert "协助阅读或者填写" in Assisted("helped", " 李 ", "宣读 ").stripped().sentence()
    assert "张代填" not in READ.event() and "核对确认" in READ.event()
