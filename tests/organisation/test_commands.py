"""``gongkai due`` and ``gongkai time-limit`` as people and programs call them."""

import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

import factories
from gongkai.ledger.queries import verify
from gongkai.organisation.due_lines import answer_line
from gongkai.organisation.models import Account, Town
from gongkai.rules.calendar import builtin


def run(*arguments: str, given: str = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "gongkai", *arguments],
        input=given.encode(),
        capture_output=True,
        timeout=600,
        env={**os.environ, "GONGKAI_PROFILE": "demonstration", **environment},
        check=False,
    )


@pytest.fixture
def no_database(tmp_path: Path) -> dict[str, str]:
    return {"GONGKAI_DATA": str(tmp_path / "absent"), "GONGKAI_DATABASE": ""}


def test_due_answers_json_lines_without_a_database(no_database: dict[str, str]) -> None:
    asked = [
        {"from": "2026-02-10", "days": 20, "unit": "working_day"},
        {"from": "2026-09-18", "days": 40, "unit": "working_day"},
        {"from": "2026-09-31", "days": 1, "unit": "working_day"},
        {"from": "2026-12-04", "days": 20, "unit": "working_day"},
        {"from": "2026-09-24", "days": 1, "unit": "calendar_day"},
    ]
    lines = "\n".join([*(json.dumps(line) for line in asked), "nonsense"])
    done = run("due", "-", given=lines, **no_database)
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 0
    assert [answer.get("due") for answer in answers] == [
        "2026-03-16",
        "2026-11-19",
        None,
        "2027-01-01",
        "2026-09-28",
        None,
    ]
    assert set(answers[0]) == {"due", "provisional", "counted", "excluded", "calendar"}
    assert len(answers[0]["counted"]) == 20
    assert {"date": "2026-02-15", "why": "春节放假"} in answers[0]["excluded"]
    assert answers[3]["provisional"] is True
    assert [set(answers[2]), set(answers[5])] == [{"error"}, {"error"}]


def test_due_explains_itself_to_a_person(capsys: pytest.CaptureFixture[str], db: None) -> None:
    call_command("due", "2026-02-10", days=20)
    said = capsys.readouterr().out
    assert said.startswith("2026-03-16\n")
    assert "跳过春节放假9天" in said
    assert builtin().edition in said


def test_due_refuses_in_words(capsys: pytest.CaptureFixture[str], db: None) -> None:
    with pytest.raises(SystemExit) as stopped:
        call_command("due", "2026-02-30", days=20)
    assert stopped.value.code == 1
    assert "没有2026-02-30这一天" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        call_command("due", "2026-02-03", json=True)
    assert "--days" in json.loads(capsys.readouterr().out)["error"]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        "1",
        "[" * 100_000,
        '{"from": "2026-02-10", "days": 20}',
        '{"from": "2026-02-10", "days": "20", "unit": "working_day"}',
        '{"from": "2026-02-10", "days": 2.5, "unit": "working_day"}',
        '{"from": "2026-02-10", "days": true, "unit": "working_day"}',
        '{"from": "2026-02-10", "days": -1, "unit": "working_day"}',
        '{"from": "2026-02-10", "days": 99999999999, "unit": "working_day"}',
        '{"from": "2026-02-10", "days": 1, "unit": "week"}',
        '{"from": "2026-02-10", "days": 1, "unit": ["month"]}',
        '{"from": "20260210", "days": 1, "unit": "month"}',
        '{"from": "2026-02-10T08:00", "days": 1, "unit": "month"}',
        '{"from": "２０２６-02-10", "days": 1, "unit": "month"}',
        '{"from": null, "days": 1, "unit": "month"}',
        '{"from": "2100-12-31", "days": 1, "unit": "month"}',
        '{"from": "1900-01-01", "days": 1, "unit": "month"}',
    ],
)
def test_a_line_that_cannot_be_answered_says_why(line: str) -> None:
    found = json.loads(answer_line(line, builtin()))
    assert list(found) == ["error"]
    assert found["error"]


def test_zero_days_is_the_day_itself() -> None:
    line = json.dumps({"from": str(date(2026, 2, 14)), "days": 0, "unit": "working_day"})
    assert json.loads(answer_line(line, builtin()))["due"] == "2026-02-14"


def test_time_limit_answers_json_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [{"phrase": "信息形成之日起20个工作日内"}, {"phrase": "同上"}, {"words": 1}]
    given = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode() + b"\n\xff\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given)))
    call_command("time_limit", "-")
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (answers[0]["kind"], answers[0]["days"]) == ("within", 20)
    assert answers[1]["same_as_above"] is True
    assert [list(answer) for answer in answers[2:]] == [["error"], ["error"]]


def test_time_limit_of_one_phrase(no_database: dict[str, str]) -> None:
    done = run("time-limit", "每年1月31日前", "--json", **no_database)
    assert json.loads(done.stdout)["period"] == "year"


def test_time_limit_speaks_to_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("time_limit", "每季度结束后10日内,公示7个工作日")
    assert "每季度" in capsys.readouterr().out
    call_command("time_limit", "同上")
    assert capsys.readouterr().out == "同上\n"
    call_command("time_limit", "按规定")
    assert capsys.readouterr().out.strip()


class TestTown:
    """A deployment without the demonstration begins here: no page makes the first account."""

    GIVEN = (
        *("--name", "双山镇", "--unit", "双山镇人民政府", "--site-name", "双山镇政务公开"),
        *("--domain", "shuangshan.example.gov.cn", "--person", "安守界"),
    )

    @pytest.mark.django_db
    def test_a_town_begins_with_one_who_opens_accounts(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        call_command("town", "new", "shuangshan", "--administrator", "anquan", *self.GIVEN)
        said = capsys.readouterr().out
        password = said.split("初始密码 ")[1].split("（")[0]
        account = Account.objects.get(username="anquan")
        assert account.check_password(password)
        assert account.must_change_password
        assert account.role_set == {"security_admin"}
        assert account.unit.name == "双山镇人民政府"
        assert not account.unit.town.demonstration
        assert not list(verify())
        call_command("town", "list", "--json")
        listed = json.loads(capsys.readouterr().out)
        assert {"shuangshan"} <= {line["slug"] for line in listed}

    @pytest.mark.django_db
    def test_a_refused_account_leaves_no_town(self) -> None:
        with pytest.raises(CommandError, match="--administrator：用户名用"):
            call_command("town", "new", "shuangshan", "--administrator", "安全", *self.GIVEN)
        assert not Town.objects.filter(slug="shuangshan").exists()

    @pytest.mark.django_db
    def test_a_name_that_is_taken(self) -> None:
        factories.make_town(slug="shuangshan")
        with pytest.raises(CommandError, match="已经使用"):
            call_command("town", "new", "shuangshan", "--administrator", "anquan", *self.GIVEN)

    @pytest.mark.django_db
    def test_without_a_town_the_list_says_what_to_do(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        call_command("town", "list")
        assert "gongkai town new" in capsys.readouterr().out
