"""Pages of reminders: one's own, levels, heads, what left, the ways; secrets stay hidden."""

from datetime import timedelta

import pytest
from django.test import Client

import factories
from foi.world import applying, at
from gongkai.campaign.models import Finding, FindingState, Report, ReportState
from gongkai.foi import actions as foi
from gongkai.foi.models import Application
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.actor import actor_for
from gongkai.organisation.models import Account, Role
from gongkai.outbox.worker import drain
from gongkai.reminding.models import Gateway, Head, Sending, SendingState, Wish
from gongkai.reminding.sources import Occasion, Owed, reminders_of
from gongkai.rules.calendar import builtin
from gongkai.rules.reminding import window
from reminding.servers import Mailbox, mail_server
from reminding.test_gathering import Town
from roads import House
from test_spine_pages import client_of

pytestmark = pytest.mark.django_db
LEVELS = {
    "first": "10",
    "last": "",
    "day": "on",
    "late": "1",
    "head": "3",
    "office": "7",
    "every": "7",
    "urging_head": "1",
    "urging_leader": "4",
    "quiet_from": "20:00",
    "quiet_to": "08:00",
    "keep_email": "on",
}


@pytest.fixture
def town() -> Town:
    return Town()


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def client_for(account: Account) -> Client:
    return client_of(actor_for(account))


class TestOwn:
    def test_a_person_reads_their_own_and_what_was_sent(self, town: Town) -> None:
        town.due("2026-11-11", "张三的申请")
        town.gathered("2026-11-11")
        mine = client_for(town.liaison)
        assert "11月11日提醒：1项" in text_of(mine, "/reminders/")
        message = town.liaison.reminders.get()
        Sending.objects.create(
            message=message, way="email", state="sent", address="l***@x.cn", proof="250 ok"
        )
        page = text_of(mine, f"/reminders/{message.pk}/")
        for words in ("今天到期", "张三的申请", "l***@x.cn", "对方的答复：250 ok"):
            assert words in page
        other = client_for(town.head)
        assert other.get(f"/reminders/{message.pk}/").status_code == 404
        assert "还没有给您的提醒" in text_of(other, "/reminders/")

    def test_a_number_is_kept_sealed_and_not_shown_back(self, town: Town) -> None:
        client = client_for(town.liaison)
        wrong = client.post("/reminders/mine/", {"mobile": "12345"})
        assert "请填写11位手机号码" in wrong.content.decode()
        sent = {"email": "on", "mobile": "13800000001", "wecom_user": "ZhangSan"}
        client.post("/reminders/mine/", sent)
        wish = Wish.objects.get()
        assert (wish.sms_off, wish.email_off) == (True, False)
        assert "13800000001" not in wish.mobile
        page = text_of(client, "/reminders/mine/")
        assert "13800000001" not in page
        assert "已经保存，不显示" in page
        assert "13800000001" not in str(LedgerEntry.objects.latest("number").after)
        client.post("/reminders/mine/", {"email": "on", "wecom_user": "ZhangSan"})
        wish.refresh_from_db()
        assert wish.mobile
        client.post("/reminders/mine/", {"email": "on", "forget": "on"})
        wish.refresh_from_db()
        assert (wish.mobile, wish.wecom_user) == ("", "")


class TestOffice:
    def test_sets_the_levels(self, town: Town) -> None:
        client = client_of(town.office)
        assert "法律没有规定，由本镇自定" in text_of(client, "/reminders/settings/")
        client.post("/reminders/settings/", LEVELS)
        setting = town.town.reminding_setting
        assert (setting.first, setting.last) == (10, None)
        wrong = client.post("/reminders/settings/", {**LEVELS, "head": "1"}).content.decode()
        assert "“逾期提醒单位负责人”须晚于" in wrong
        wrong = client.post("/reminders/settings/", {**LEVELS, "urging_leader": "1"})
        assert "“提请主管领导”请填2到90天" in wrong.content.decode()
        setting.refresh_from_db()
        assert (setting.head, setting.urging_leader) == (3, 4)
        assert client_of(town.drafter).get("/reminders/settings/").status_code == 403

    def test_names_a_head(self, town: Town) -> None:
        client = client_of(town.office)
        assert town.head.name in text_of(client, "/reminders/heads/")
        address = f"/reminders/heads/{town.unit.pk}/"
        client.post(address, {"account": town.liaison.pk})
        assert Head.objects.get().account == town.liaison
        stranger = factories.make_account(Role.HANDLER, unit=town.office_unit)
        assert client.post(address, {"account": stranger.pk}).status_code == 422
        client.post(address, {"account": ""})
        assert not Head.objects.exists()
        assert client.get(f"/reminders/heads/{House().unit.pk}/").status_code == 404

    def test_sees_what_left_and_not_what_it_said(
        self, town: Town, django_assert_max_num_queries
    ) -> None:  # type: ignore[no-untyped-def]
        town.due("2026-11-11", "张三的申请")
        town.gathered("2026-11-11")
        message = town.liaison.reminders.get()
        Sending.objects.create(message=message, way="email", state=SendingState.SENT, proof="250")
        client = client_of(town.office)
        for query, seen in (("", True), ("?way=sms", False), ("?day=2026-11-11&state=sent", True)):
            text = text_of(client, f"/reminders/sendings/{query}")
            assert (town.liaison.name in text) is seen
            assert "张三" not in text
        with django_assert_max_num_queries(10):
            client.get("/reminders/sendings/")
        assert town.liaison.name not in text_of(client_of(House().office), "/reminders/sendings/")


class TestWays:
    def test_a_secret_is_never_shown_back(self, town: Town) -> None:
        client = client_of(town.admin)
        sent = {
            "active": "on",
            "host": "smtp.example.gov.cn",
            "port": "587",
            "security": "starttls",
            "sender": "z@example.gov.cn",
            "user": "z",
        }
        missing = client.post("/reminders/ways/email/", sent).content.decode()
        assert "请填写口令" in missing
        client.post("/reminders/ways/email/", {**sent, "secret": "geheim-1"})
        gateway = Gateway.objects.get()
        assert "geheim-1" not in gateway.secret
        for address in ("/reminders/ways/email/", "/reminders/ways/"):
            text = text_of(client, address)
            assert "geheim-1" not in text
            assert gateway.secret not in text
        client.post("/reminders/ways/email/", {**sent, "port": "465", "security": "tls"})
        kept = Gateway.objects.get()
        assert (kept.port, kept.secret) == (465, gateway.secret)
        elsewhere = client.post("/reminders/ways/email/", {**sent, "host": "mail.example.cn"})
        assert "请填写口令" in elsewhere.content.decode()
        assert Gateway.objects.get().secret == gateway.secret
        ledger = " ".join(str(vars(entry)) for entry in LedgerEntry.objects.all())
        assert "geheim-1" not in ledger
        assert gateway.secret not in ledger
        assert client_of(town.office).get("/reminders/ways/").status_code == 403

    @pytest.mark.parametrize(
        ("kind", "sent", "words"),
        [
            ("email", {"host": "http://x", "security": "starttls"}, "请填写邮件服务器的主机名"),
            ("email", {"host": "mail.x.cn", "security": "none"}, "只能用于本机的邮件程序"),
            ("sms", {"host": "x"}, "请填写接口地址"),
            ("sms", {"host": "https://[x"}, "请填写接口地址"),
            ("wecom", {"host": "http://x.cn", "sender": "a"}, "应用编号"),
        ],
    )
    def test_what_cannot_work_is_refused(
        self, town: Town, kind: str, sent: dict[str, str], words: str
    ) -> None:
        given = {"port": "25", "sender": "z@x.cn", **sent}
        answer = client_of(town.admin).post(f"/reminders/ways/{kind}/", given)
        assert words in answer.content.decode()
        assert not Gateway.objects.exists()

    def test_a_trial_shows_whether_it_works(self, town: Town) -> None:
        client = client_of(town.admin)
        with mail_server(Mailbox()) as box:
            sent = {"active": "on", "host": "127.0.0.1", "port": str(box.port)}
            sent |= {"security": "none", "sender": "z@example.gov.cn"}
            client.post("/reminders/ways/email/", sent)
            assert client.post("/reminders/ways/email/try/", {"to": "nonsense"}).status_code == 422
            client.post("/reminders/ways/email/try/", {"to": "admin@example.gov.cn"})
            drain()
            assert "测试消息" in box.message()["Subject"]
            assert "正常" in text_of(client, "/reminders/ways/")
            box.refuse["RCPT"] = "550 5.1.1 no such user"
            client.post("/reminders/ways/email/try/", {"to": "admin@example.gov.cn"})
            drain()
        assert "550 5.1.1 no such user" in text_of(client, "/reminders/ways/")
        entry = LedgerEntry.objects.filter(action="reminding.try_gateway").latest("number")
        assert entry.after == {"tried": "a***@example.gov.cn"}


def occasion_of(town: House, day: str) -> Occasion:
    from datetime import date

    within = window(date.fromisoformat(day), None, builtin().is_working_day)
    assert within is not None
    return Occasion(town.town, within, factories.NOW)


class TestOtherPackages:
    def test_cases_come_under_their_number_alone(self, town: Town) -> None:
        facts = foi.TownFacts(reconsideration="示例区政府", online="网上平台", court="示例区法院")
        foi.set_settings(town.office, town.office_unit, facts)
        with at("2026-11-23"):
            case = foi.register(town.office, town.office_unit, applying(), foi.Receipt("counter"))
        case = Application.objects.get(pk=case.pk)
        assert case.act_by is not None
        day = case.act_by - timedelta(days=3)
        found = [one for one in reminders_of(occasion_of(town, str(day))) if "foi" in one.key]
        assert [type(one) for one in found] == [Owed]
        assert found[0].what == f"政府信息公开申请{case.number}"
        assert case.subject not in found[0].what

    def test_the_plan_brings_its_tasks_and_findings(self, town: Town) -> None:
        from campaign.full_town import FullPlan

        with at("2026-11-23"):
            FullPlan(town)
        finding = Finding.objects.filter(unit__town=town.town).latest("pk")
        Finding.objects.update(state=FindingState.OPEN)
        Report.objects.update(state=ReportState.WAITING)
        days = [finding.due_on, *Report.objects.values_list("call__due_on", flat=True)]
        found = reminders_of(occasion_of(town, str(max(days))))
        keys = {one.key.partition("-")[0] for one in found}
        assert {"campaign:finding", "campaign:report"} <= keys
        assert not [one for one in found if finding.text in one.what]
