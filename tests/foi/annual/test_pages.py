"""The pages of the annual report: who sees what, in how many queries; nothing typed is lost."""

import io
import json
from contextlib import redirect_stdout

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import factories
from foi.annual.conftest import TEXTS, UNKNOWN, YEAR
from foi.annual.published import page as published
from foi.annual.published import report as printed
from foi.world import at
from gongkai.foi.annual.models import AnnualEntry, AnnualReport
from gongkai.foi.annual.reading import read
from gongkai.foi.annual.waiting import annual_waiting
from gongkai.organisation.models import Role
from rules.annual_report.making import app, nothing

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"annual:{name}", args=args)


@pytest.fixture
def clerk(year, client):
    client.force_login(year.office.account(year.office.head))
    return client


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [q["sql"] for q in captured if "SAVEPOINT" not in q["sql"]]


def text(answer):
    return answer.content.decode()


class TestList:
    def test_begins_a_report(self, year, clerk):
        assert "还没有年度报告" in text(clerk.get(url("list")))
        answer = clerk.post(url("list"), {"year": YEAR})
        assert answer["Location"] == url("report", YEAR)
        assert f"{YEAR}年</a>" in text(clerk.get(url("list")))
        again = clerk.post(url("list"), {"year": YEAR})
        assert again.status_code == 200 and AnnualReport.objects.count() == 1

    def test_is_in_the_navigation(self, year, clerk):
        assert f'href="{url("list")}"' in text(clerk.get("/"))

    def test_leaders_look_and_others_do_not(self, year, client):
        year.made()
        client.force_login(year.office.account(year.office.leader))
        answer = text(client.get(url("report", YEAR)))
        assert "修改文字" not in answer and "填写表二" not in answer
        assert client.post(url("finish", YEAR)).status_code == 403
        liaison = factories.make_account(Role.LIAISON, unit=year.office.unit)
        client.force_login(liaison)
        assert client.get(url("list")).status_code == 403

    def test_another_town_is_never_seen(self, year, client):
        year.made()
        stranger = factories.make_account(Role.OFFICE, unit=factories.make_unit())
        client.force_login(stranger)
        for name in ("report", "texts", "finish", "reopen", "record", "previous", "recompute"):
            assert client.get(url(name, YEAR)).status_code == 404
        assert client.get(url("export", YEAR, "pdf")).status_code == 404


class TestReport:
    def test_shows_tables_origins_and_what_is_wrong(self, year, clerk):
        year.made()
        shown = text(clerk.get(url("report", YEAR)))
        assert "必须改正" in shown and "是空白。没有的请填0。" in shown
        assert "3.危及“三安全一稳定”" in shown and 'title="按记录统计"' in shown
        assert url("row", YEAR, "applications", "3.3.1") in shown

    def test_takes_few_queries(self, year, clerk):
        year.whole()
        assert len(queries(clerk, url("report", YEAR))) <= 12
        assert len(queries(clerk, url("list"))) <= 10

    def test_says_when_all_adds_up_and_offers_to_finish(self, year, clerk):
        year.whole()
        shown = text(clerk.get(url("report", YEAR)))
        assert "各项勾稽关系全部成立" in shown and url("finish", YEAR) in shown
        assert ">填</span>" in shown


class TestForms:
    def test_table_two_at_once(self, year, clerk):
        year.made()
        address = url("figures", YEAR, "information")
        names = [f"{p.row}-{p.column}" for p in UNKNOWN]
        given = {f"rules-{c}": "0" for c in ("issued", "abolished", "in_force")}
        given |= dict.fromkeys(names, "0") | {"fees-amount": "1.05", "reason": ""}
        refused = text(clerk.post(address, given))
        assert "请写明数据来源" in refused and 'value="1.05"' in refused
        assert clerk.post(address, given | {"reason": "财政所台账"}).status_code == 302
        assert AnnualEntry.objects.count() == len(UNKNOWN)

    def test_wrong_numbers_stand_at_their_field(self, year, clerk):
        year.made()
        address = url("row", YEAR, "applications", "3.1")
        given = dict.fromkeys([f"3_1-{c}" for c in ("natural", "business", "total")], "0")
        shown = text(clerk.post(address, given | {"3_1-natural": "三", "reason": "补"}))
        assert "请填写不小于0的整数" in shown and 'value="三"' in shown
        assert "请填写数字，没有的填0" in shown and not AnnualEntry.objects.exists()

    @pytest.mark.parametrize("tail", ["applications/", "weather/", "applications/9/", "fees/x/"])
    def test_no_such_table(self, year, clerk, tail):
        year.made()
        assert clerk.get(f"{url('report', YEAR)}figures/{tail}").status_code == 404

    def test_texts(self, year, clerk):
        report = year.made()
        given = {**vars(TEXTS), "lock": report.lock}
        assert clerk.post(url("texts", YEAR), given).status_code == 302
        stale = text(clerk.post(url("texts", YEAR), given | {"overview": "我写的"}))
        assert "别人修改过" in stale and "我写的" in stale

    def test_last_year_from_a_file(self, year, clerk):
        year.made()
        figures = {**nothing(), app("4", "natural"): 2, app("4"): 2}
        data = published(printed(figures, year=YEAR - 1)).encode()
        sent = {"file": SimpleUploadedFile("上年.html", data)}
        assert clerk.post(url("previous", YEAR), sent).status_code == 302
        shown = text(clerk.get(url("report", YEAR)))
        assert "取自上年.html" in shown and "与上年不衔接" in shown
        broken = {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}
        assert "PDF" in text(clerk.post(url("previous", YEAR), broken))

    def test_count_again(self, year, clerk):
        year.made()
        assert "人工填写的数字保留" in text(clerk.get(url("recompute", YEAR)))
        assert clerk.post(url("recompute", YEAR), {"texts_too": "on"}).status_code == 302


class TestEnd:
    def test_errors_are_shown_before_finishing(self, year, clerk):
        year.made()
        assert "还不能定稿" in text(clerk.get(url("finish", YEAR)))
        assert clerk.post(url("finish", YEAR)).status_code == 409

    def test_from_finishing_to_the_draft_record(self, year, clerk):
        year.whole()
        assert clerk.post(url("finish", YEAR)).status_code == 302
        assert clerk.get(url("texts", YEAR)).status_code == 409
        answer = clerk.post(url("record", YEAR))
        record = AnnualReport.objects.get().record
        assert answer["Location"] == reverse("publication:record", args=[record.slug])
        assert "查看公开信息" in text(clerk.get(url("report", YEAR)))
        assert clerk.post(url("reopen", YEAR), {"why": "许可数有误"}).status_code == 302

    @pytest.mark.parametrize("kind", ["docx", "xlsx"])
    def test_files_hold_the_same_numbers(self, year, clerk, kind):
        year.whole()
        answer = clerk.get(url("export", YEAR, kind))
        reading = read(answer.content)
        assert reading.figures[app("1")] == 0 and reading.missing() == []
        assert "filename*=UTF-8''" in answer["Content-Disposition"]

    def test_pdf_and_nothing_else(self, year, clerk):
        year.whole()
        assert clerk.get(url("export", YEAR, "pdf")).content.startswith(b"%PDF")
        assert clerk.get(url("export", YEAR, "exe")).status_code == 404


class TestWaiting:
    def waiting(self, year, day):
        with at(day):
            return list(annual_waiting(year.office.head))

    def test_from_15_january_until_it_is_public(self, year):
        assert self.waiting(year, "2026-01-14") == []
        (item,) = self.waiting(year, "2026-01-15")
        assert (str(item.due), item.action_label) == ("2026-01-31", "编制")
        assert "按惯例1月31日前公布" in item.reason
        year.made()
        assert self.waiting(year, "2026-02-10")[0].action_label == "继续编制"
        assert self.waiting(year, "2026-07-01") == []

    def test_only_for_those_who_make_it(self, year):
        with at("2026-01-20"):
            assert list(annual_waiting(year.office.leader)) == []

    def test_after_finishing(self, year):
        report = year.done()
        assert self.waiting(year, "2026-01-22")[0].action_label == "转为公开信息"
        release = year.office.house.released()
        AnnualReport.objects.filter(pk=report.pk).update(record=release.record)
        assert self.waiting(year, "2026-01-22") == []


class TestCommand:
    def run(self, *options):
        out = io.StringIO()
        with redirect_stdout(out):
            call_command("report", "annual", *options)
        return out.getvalue()

    def test_from_the_records(self, year, tmp_path):
        year.answered("2025-03-03", "2025-03-20")
        found = json.loads(self.run("2025", "--town", year.office.town.slug, "--json"))
        assert found["kept"] is False and found["tables"]["applications"]["3.7"]["total"] == 1
        assert any("行政许可" in words for words in found["unknown"])
        path = tmp_path / "a.json"
        path.write_text(json.dumps(found), encoding="utf-8")
        assert read(path).figures[app("3.7")] == 1
        shown = self.run("2025", "--town", year.office.town.slug)
        assert "按记录统计的（没有保存）" in shown and "需要填写：表二“行政许可”" in shown
        assert not AnnualReport.objects.exists()

    def test_as_kept(self, year):
        year.whole()
        found = json.loads(self.run("2025", "--town", year.office.town.slug, "--json"))
        assert found["kept"] is True and found["unknown"] == []
        assert found["sections"]["overview"] == TEXTS.overview
        assert "办公系统中编制的" in self.run("2025")

    def test_refusals(self, year):
        with pytest.raises(CommandError, match="没有标识为"):
            self.run("2025", "--town", "nowhere")
        with pytest.raises(CommandError, match="只能统计"):
            self.run("2019", "--town", year.office.town.slug)
        factories.make_town()
        with pytest.raises(CommandError, match="--town"):
            self.run("2025")
