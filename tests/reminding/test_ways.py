"""The ways out of the house: a mail server, an SMS platform and WeChat Work on this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import factories
from gongkai.organisation import sealing
from gongkai.organisation.models import Town
from gongkai.reminding.models import Gateway, Security
from gongkai.reminding.ways import Parcel, WayFault, send
from gongkai.reminding.ways.base import PURPOSE
from reminding.servers import Mailbox, Platform, certificate, mail_server, platform_server

pytestmark = pytest.mark.django_db
TEXT = "第一行\n.以点开头\n" + "长" * 300 + "\n"
PARCEL = Parcel("li@example.gov.cn", "11月23日提醒：2项", TEXT, "请登录查看。", "reminding-7-2026")


@pytest.fixture
def town() -> Town:
    return factories.make_town(name="泊里镇")


def way(town: Town, **values: object) -> Gateway:
    secret = values.pop("secret", "")
    sealed = sealing.seal(str(secret), PURPOSE) if secret else ""
    given = {"sender": "zwgk@example.gov.cn", "secret": sealed, **values}
    return Gateway.objects.create(town=town, **given)


def mail(town: Town, box: Mailbox, **values: object) -> Gateway:
    security = values.pop("security", Security.NONE)
    return way(town, kind="email", host="127.0.0.1", port=box.port, security=security, **values)


class TestMail:
    @pytest.fixture
    def box(self) -> Iterator[Mailbox]:
        with mail_server(Mailbox()) as box:
            yield box

    def test_arrives_as_it_was_written_and_the_answer_is_the_proof(
        self, town: Town, box: Mailbox
    ) -> None:
        assert send(mail(town, box), PARCEL) == "250 2.0.0 Ok: queued as Q0001"
        sender, to, raw = box.mails[0]
        assert (sender, to) == ("zwgk@example.gov.cn", "li@example.gov.cn")
        assert max(len(line) for line in raw.split(b"\r\n")) <= 998
        found = box.message()
        assert found["Subject"] == "【泊里镇政务公开】11月23日提醒：2项"
        assert found["From"] == "泊里镇政务公开 <zwgk@example.gov.cn>"
        assert found["Message-ID"] == "<reminding-7-2026@example.gov.cn>"
        assert found["Auto-Submitted"] == "auto-generated"
        assert found.get_content() == TEXT

    def test_the_line_is_encrypted_before_the_password_is_said(
        self, town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pem = certificate(tmp_path)
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
        box = Mailbox(user="zwgk", password="口令-1", certificate=pem)
        with mail_server(box):
            gateway = mail(town, box, security=Security.STARTTLS, user="zwgk", secret="口令-1")
            with pytest.raises(WayFault) as fault:
                send(gateway, PARCEL)
            assert fault.value.lasting
            box.password = "mima-1"
            gateway.secret = sealing.seal("mima-1", PURPOSE)
            assert "queued" in send(gateway, PARCEL)
        assert box.said.index("STARTTLS") < box.said.index("AUTH")
        assert len(box.mails) == 1

    def test_a_server_nobody_vouches_for_gets_nothing(self, town: Town, tmp_path: Path) -> None:
        box = Mailbox(certificate=certificate(tmp_path))
        with mail_server(box), pytest.raises(WayFault) as fault:
            send(mail(town, box, security=Security.STARTTLS), PARCEL)
        assert not fault.value.lasting
        assert box.mails == []

    def test_a_server_without_encryption_is_not_used_where_it_is_asked_for(
        self, town: Town, box: Mailbox
    ) -> None:
        with pytest.raises(WayFault):
            send(mail(town, box, security=Security.STARTTLS, user="a", secret="b"), PARCEL)
        assert "AUTH" not in box.said
        assert box.mails == []

    @pytest.mark.parametrize(
        ("command", "answer", "lasting"),
        [
            ("RCPT", "550 5.1.1 no such user", True),
            ("RCPT", "451 4.3.0 try again later", False),
            ("MAIL", "553 5.1.8 sender refused", True),
            ("BODY", "552 5.3.4 too big", True),
            ("BODY", "452 4.3.1 disk full", False),
        ],
    )
    def test_what_is_refused_for_good_is_told_from_what_may_pass(
        self, town: Town, box: Mailbox, command: str, answer: str, lasting: bool
    ) -> None:
        box.refuse[command] = answer
        gateway = mail(town, box)
        with pytest.raises(WayFault) as fault:
            send(gateway, PARCEL)
        assert fault.value.lasting is lasting
        assert answer in str(fault.value)
        assert "queued" in send(gateway, PARCEL)

    def test_a_wrong_password_is_for_a_person(self, town: Town) -> None:
        box = Mailbox(user="zwgk", password="richtig")
        with mail_server(box), pytest.raises(WayFault) as fault:
            send(mail(town, box, user="zwgk", secret="falsch"), PARCEL)
        assert fault.value.lasting
        assert "不接受用户名或口令" in str(fault.value)

    def test_nobody_there_may_pass(self, town: Town) -> None:
        with mail_server(Mailbox()) as box:
            gateway = mail(town, box)
        with pytest.raises(WayFault) as fault:
            send(gateway, PARCEL)
        assert not fault.value.lasting

    def test_a_secret_under_another_key_is_said(self, town: Town, box: Mailbox) -> None:
        gateway = mail(town, box, user="a")
        gateway.secret = "gAAAA-not-ours"
        with pytest.raises(WayFault) as fault:
            send(gateway, PARCEL)
        assert fault.value.lasting


@pytest.fixture
def platform() -> Iterator[Platform]:
    with platform_server(Platform()) as platform:
        yield platform


class TestSms:
    def sms(self, town: Town, platform: Platform, **values: object) -> Gateway:
        known = {"company": "示例镇", "user": "apid", "sender": "sign1", "secret": "mima", **values}
        return way(town, kind="sms", host=f"{platform.address}/sms/norsubmit", **known)

    def test_is_signed_as_the_platform_asks(self, town: Town, platform: Platform) -> None:
        parcel = Parcel("13800000001", "", "", "示例镇政务公开提醒。", "x")
        assert send(self.sms(town, platform), parcel) == "批次号 G1"
        asked = platform.sms[0]
        assert (asked["mobiles"], asked["content"]) == ("13800000001", "示例镇政务公开提醒。")
        assert "secretKey" not in asked
        assert "mima" not in asked.values()

    def test_a_wrong_secret_is_for_a_person(self, town: Town, platform: Platform) -> None:
        with pytest.raises(WayFault) as fault:
            send(self.sms(town, platform, secret="other"), PARCEL)
        assert fault.value.lasting
        assert "IllegalMac" in str(fault.value)

    def test_a_busy_platform_may_pass(self, town: Town, platform: Platform) -> None:
        busy = {"msgGroup": "", "rspcod": "", "success": False}
        platform.answers += [busy, {"status": 502}]
        gateway = self.sms(town, platform)
        for _ in range(2):
            with pytest.raises(WayFault) as fault:
                send(gateway, PARCEL)
            assert not fault.value.lasting


class TestWecom:
    TO = Parcel("ZhangSan", "", "", "示例镇政务公开提醒。", "x")

    def wecom(self, town: Town, platform: Platform, **values: object) -> Gateway:
        known = {"user": "ww1", "sender": "1000002", "secret": "mima", **values}
        return way(town, kind="wecom", host=platform.address, **known)

    def test_asks_for_a_token_once_and_for_another_when_it_ends(
        self, town: Town, platform: Platform
    ) -> None:
        gateway = self.wecom(town, platform)
        assert send(gateway, self.TO) == "消息号 M1"
        assert send(gateway, self.TO) == "消息号 M2"
        assert platform.tokens == 1
        platform.tokens = 5  # another process asked for one: ours counts no more
        assert send(gateway, self.TO) == "消息号 M3"
        assert platform.tokens == 6
        assert platform.texts[0]["text"] == {"content": "示例镇政务公开提醒。"}
        assert platform.texts[0]["enable_duplicate_check"] == 1

    def test_somebody_who_is_not_there(self, town: Town, platform: Platform) -> None:
        with pytest.raises(WayFault) as fault:
            send(self.wecom(town, platform), Parcel("LiSi", "", "", "提醒", "x"))
        assert fault.value.lasting
        found = {"errcode": 0, "errmsg": "ok", "invaliduser": "zhangsan"}
        platform.answers += [{"errcode": 0, "access_token": "T1", "expires_in": 60}, found]
        with pytest.raises(WayFault) as fault:
            send(self.wecom(factories.make_town(), platform), self.TO)
        assert fault.value.lasting

    @pytest.mark.parametrize(("code", "lasting"), [(-1, False), (45009, False), (60020, True)])
    def test_busy_may_pass(self, town: Town, platform: Platform, code: int, lasting: bool) -> None:
        platform.answers.append({"errcode": code, "errmsg": "x"})
        with pytest.raises(WayFault) as fault:
            send(self.wecom(town, platform), self.TO)
        assert fault.value.lasting is lasting

    def test_a_wrong_secret(self, town: Town, platform: Platform) -> None:
        with pytest.raises(WayFault) as fault:
            send(self.wecom(town, platform, secret="other"), self.TO)
        assert fault.value.lasting
