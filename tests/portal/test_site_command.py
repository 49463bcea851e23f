"""``gongkai site build`` and ``gongkai site verify``."""

import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

import factories
from gongkai.portal import building
from gongkai.portal.making import MakingError
from gongkai.portal.management.commands.site import Progress
from portal.factory import Press


@pytest.fixture
def press(db: None) -> Press:
    return Press()


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = 0
    try:
        call_command("site", *arguments)
    except SystemExit as stop:
        code = int(str(stop.code))
    return code, capsys.readouterr().out


def answer(out: str) -> Any:
    return json.loads(out)["towns"][0]


def test_build_says_what_it_made(press: Press, capsys: pytest.CaptureFixture[str]) -> None:
    press.publish()
    code, out = run(capsys, "build", "--json")
    assert code == 0
    assert answer(out)["records"] == 1
    assert "1条信息" in run(capsys, "build")[1]


def test_verify_names_and_mends_what_is_wrong(
    press: Press, capsys: pytest.CaptureFixture[str]
) -> None:
    record = press.publish()
    call_command("site", "build")
    assert run(capsys, "verify")[0] == 0
    (press.tree / "index.html").write_text("涂改")
    (press.tree / "stray.html").write_text("多余")
    (press.tree / f"records/{record.slug}/record.json").unlink()
    code, out = run(capsys, "verify", "--json")
    assert code == 1
    assert {(d["path"], d["what"]) for d in answer(out)["differences"]} == {
        ("index.html", "different"),
        ("stray.html", "extra"),
        (f"records/{record.slug}/record.json", "missing"),
    }
    assert run(capsys, "verify", "--mend")[0] == 0
    assert "完全一致" in run(capsys, "verify")[1]


def test_what_is_linked_to_is_mended_before_what_links_to_it(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two files that are mended no page leads to one that is not there."""
    record = press.publish()
    call_command("site", "build")
    page = f"records/{record.slug}/index.html"
    (press.tree / page).unlink()
    for path in ("index.html", "a.html", "a.html.gz", "records/x/index.html"):
        (press.tree / path).parent.mkdir(exist_ok=True)
        (press.tree / path).write_text("涂改")
    order: list[str] = []
    put = building.apply
    monkeypatch.setattr(
        building,
        "apply",
        lambda root, changes, before: (
            order.extend(c.path for c in changes) or put(root, changes, before)
        ),
    )
    call_command("site", "verify", "--mend")
    assert order == [page, "index.html", "a.html.gz", "a.html", "records/x/index.html"]


def test_progress_is_said_a_tenth_at_a_time_where_nobody_watches(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And every time on a terminal, whatever numbers the processes have come to."""
    say = Progress()
    for done in (1, 99, 101, 102, 1000):
        say(done, 1000)
    assert capsys.readouterr().out.splitlines() == ["已写101/1000页", "已写1000/1000页"]
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    for done in (333, 1000, 1000):
        say(done, 1000)
    assert capsys.readouterr().out == "\r已写333/1000页\r已写1000/1000页\n"


def test_a_process_that_was_ended_is_said_in_words(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: Any) -> None:
        raise MakingError("MemoryError")

    monkeypatch.setattr("gongkai.portal.management.commands.site.build", fail)
    with pytest.raises(CommandError, match="网站保持原样"):
        call_command("site", "build")


def test_hosts_are_listed_for_the_web_server(
    press: Press, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = run(capsys, "hosts")
    assert (code, out) == (0, f"{press.town.site_domain} shili;\n")


def test_each_town_may_have_a_host_of_its_own(press: Press, settings: Settings) -> None:
    settings.SITE_ADDRESS = "https://{domain}"
    record = press.publish()
    call_command("site", "build")
    own = f"https://{press.town.site_domain}/"
    assert f"Sitemap: {own}sitemap.xml" in press.files()["robots.txt"].decode()
    assert f"{own}records/{record.slug}/" in press.files()["lists/rss.xml"].decode()
    assert 'href="/lists/"' in press.files()["404.html"].decode()


def test_an_unknown_town_is_said(press: Press) -> None:
    with pytest.raises(CommandError, match="没有标识为nowhere的镇街"):
        call_command("site", "build", "--town", "nowhere")


def test_several_towns_have_trees_of_their_own(press: Press) -> None:
    other = Press(factories.make_town("other"))
    press.publish("第一镇的")
    other.publish("另一镇的")
    call_command("site", "build")
    assert "另一镇的" not in "".join(d.decode("utf-8", "ignore") for d in press.files().values())
    assert (other.tree / "index.html").exists()
