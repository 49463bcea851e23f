"""Applicants' data: sealed at rest, opened only in the case and on the ledger, removed in time."""

import io
import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from foi.test_pages import client_of
from foi.world import READ_BACK, Office, applying, at, proof
from gongkai.foi import access
from gongkai.foi import actions as foi
from gongkai.foi.letters.writing import print_of
from gongkai.foi.models import (
    Applicant,
    Application,
    CaseFile,
    OwnRecordLetter,
    OwnRecordRequest,
)
from gongkai.foi.personal import assistance_of, open_applicant, private_of, request_of
from gongkai.foi.sealing import AES, SM4, Unreadable, read_head, seal, tag_of, unseal
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.refusals import Invalid, NotAllowedNow, Refused
from gongkai.outbox.worker import drain
from gongkai.rules.foi.fields import Applying
from roads import PDF


def rewrite(path: Path, content: str) -> None:
    """Write a file anew, a second later: some systems do not tell two moments of a few
    thousandths of a second apart, and by its time a changed file is known.
    """
    at = path.stat().st_mtime
    path.write_text(content)
    os.utime(path, (at + 1, at + 1))


class TestSealing:
    @pytest.mark.parametrize("cipher", [AES, SM4])
    def test_both_ciphers_open_what_they_sealed(self, settings: Settings, cipher: str) -> None:
        settings.FOI_CIPHER = cipher
        sealed = seal("王示例".encode(), "applicant:1")
        assert read_head(sealed).algorithm == cipher
        assert "王示例".encode() not in sealed
        assert unseal(sealed, "applicant:1").decode() == "王示例"

    def test_one_cipher_opens_what_the_other_sealed(self, settings: Settings) -> None:
        sealed = seal(b"x", "a")
        settings.FOI_CIPHER = SM4
        assert unseal(sealed, "a") == b"x"

    def test_in_another_place_it_does_not_open(self) -> None:
        with pytest.raises(Unreadable):
            unseal(seal(b"x", "applicant:1"), "applicant:2")

    @given(st.binary(min_size=1, max_size=200), st.data())
    def test_any_changed_byte_is_noticed(self, data: bytes, draw: st.DataObject) -> None:
        sealed = bytearray(seal(data, "a"))
        sealed[draw.draw(st.integers(0, len(sealed) - 1))] ^= 1
        with pytest.raises(Unreadable):
            unseal(bytes(sealed), "a")

    def test_two_seals_of_one_value_differ(self) -> None:
        assert seal(b"x", "a") != seal(b"x", "a")

    def test_a_new_key_seals_and_the_old_one_still_opens(self, settings: Settings) -> None:
        old, tag = seal(b"x", "a"), tag_of("id:1")
        path = Path(settings.FOI_KEYS_FILE)
        data = json.loads(path.read_text())
        data["keys"]["k2"] = data["keys"]["k1"][::-1].lstrip("=") + "="
        data["keys"]["k2"] = "A" * 43 + "="
        data["current"] = "k2"
        rewrite(path, json.dumps(data))
        assert read_head(seal(b"x", "a")).key_id == "k2"
        assert unseal(old, "a") == b"x"
        assert tag_of("id:1") == tag

    def test_without_the_key_nothing_opens(self, settings: Settings) -> None:
        sealed = seal(b"x", "a")
        content = json.dumps({"current": "k9", "keys": {"k9": "A" * 43 + "="}})
        rewrite(Path(settings.FOI_KEYS_FILE), content)
        with pytest.raises(Unreadable, match="k1"):
            unseal(sealed, "a")

    @pytest.mark.parametrize("content", ["", "{}", '{"current": "k", "keys": {"k": "eA=="}}'])
    def test_a_broken_key_file_stops(self, settings: Settings, content: str) -> None:
        Path(settings.FOI_KEYS_FILE).write_text(content)
        with pytest.raises(ImproperlyConfigured):
            seal(b"x", "a")

    def test_production_makes_no_key_by_itself(self, settings: Settings) -> None:
        settings.MAKES_SIGNING_KEY = False
        with pytest.raises(ImproperlyConfigured):
            seal(b"x", "a")

    def test_the_key_file_is_the_owners_alone(self, settings: Settings) -> None:
        seal(b"x", "a")
        assert Path(settings.FOI_KEYS_FILE).stat().st_mode & 0o077 == 0

    def test_what_is_no_seal_is_said(self) -> None:
        with pytest.raises(Unreadable):
            unseal(b"plain", "a")
        with pytest.raises(ImproperlyConfigured):
            from django.test import override_settings

            with override_settings(FOI_CIPHER="rot13"):
                seal(b"x", "a")


@pytest.fixture
def office(db: None) -> Office:
    with at("2026-09-18"):
        return Office()


@pytest.mark.django_db
class TestAtRest:
    def test_no_table_and_no_file_holds_the_applicant(
        self, office: Office, settings: Settings
    ) -> None:
        with at("2026-09-18"):
            case = office.registered(description="王示例家的宅基地审批表，电话13800000001")
            foi.add_file(office.handler, case, proof())
            office.consulted(case)
        secrets = ("王示例", "370211199001010011", "13800000001", "wang@example.com", "李三方")
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')
                text = str(cursor.fetchall())
                for secret in secrets:
                    assert secret not in text, (table, secret)
                    assert json.dumps(secret)[1:-1] not in text.replace("\\\\", "\\"), table
        for path in Path(settings.FILES_ROOT).rglob("*"):
            if path.is_file():
                assert PDF not in path.read_bytes()

    def test_who_helped_to_write_is_sealed_shown_in_the_case_and_printed(
        self, office: Office
    ) -> None:
        with at("2026-09-18"):
            with pytest.raises(Invalid) as refused:
                foi.register(office.head, office.unit, applying(), foi.Receipt("oral"))
            assert set(refused.value.errors) == {"assisted"}
            case = office.registered("oral")
            assert "已与申请人核对确认" in case.events.first().words
            assert "张代填" not in str(case.events.values()) + str(Applicant.objects.values())
            letter = print_of(case.letters.select_related("application__town").get())
            said = "本申请由张代填代为填写。核对和确认：当场宣读，申请人确认无误并签名。"
            assert said in letter.paragraphs
            foi.ask_correction(office.handler, case, "请写明年份")
            foi.correct(office.handler, case, applying(description="2025年的", phone="13800000009"))
            assert assistance_of(case) == READ_BACK
            page = f"/foi/cases/{case.number}/"
            client = client_of(office.head)
            assert "张代填" not in client.get(page).content.decode()
            client.post(f"{page}words/")
            assert said in client.get(page).content.decode()
            alone = office.registered()
            assert "代为填写" not in str(print_of(alone.letters.get()).paragraphs)

    def test_it_opens_as_it_was_given(self, office: Office) -> None:
        with at("2026-09-18"):
            case = office.registered()
        assert open_applicant(case) == applying()
        assert request_of(case)["description"] == applying().description

    def test_an_identity_paper_loses_its_name(self, office: Office) -> None:
        with at("2026-09-18"):
            file = foi.add_file(office.handler, office.registered(), proof())
        assert file.name == "身份证明.pdf"
        assert foi.view_file(office.handler, file) == PDF

    def test_only_the_office_and_the_handler_look(self, office: Office) -> None:
        with at("2026-09-18"):
            case = office.registered()
            other = office.person("handler")
            with pytest.raises(NotAllowedNow, match="承办人"):
                foi.view_personal(other, case)
            found = foi.view_personal(office.head, case, "邮寄")
        assert isinstance(found, Applying)
        entry = LedgerEntry.objects.latest("id")
        assert (entry.action, entry.why) == ("foi.view_personal", "邮寄")
        assert "王示例" not in str(LedgerEntry.objects.values_list("after", "before", "why"))

    def test_the_code_opens_its_own_case_only(self, office: Office) -> None:
        secret, other = access.new_secret(), access.new_secret()
        with at("2026-09-18"):
            case = foi.register(
                office.web, office.unit, applying(), foi.Receipt("internet"), secret=secret
            )
        spoken = secret.lower().replace("-", " ")
        assert access.find_case(office.town, case.number, spoken) == case
        assert access.find_case(office.town, case.number, other) is None
        assert access.find_case(office.town, "2026-99999", secret) is None
        unknown = office.on("2026-09-18")
        assert access.find_case(office.town, unknown.number, "") is None


OWN = foi.OwnRecordFacts("王示例", "13800000001", "低保档案", "我的出生年份有误", "户口簿")


@pytest.mark.django_db
class TestRemovalOfOwnRecords:
    def test_who_asked_goes_at_the_end_of_the_same_period_as_a_case(self, office: Office) -> None:
        with at("2026-09-18"):
            asked = foi.register_own_record(office.head, office.unit, OWN)
            with pytest.raises(NotAllowedNow, match="没有办结"):
                foi.remove_own_record(office.head, asked, "期满")
            asked = foi.end_own_record(office.head, asked, "corrected", "王示例的年份已更正")
        assert str(asked.keep_until) == "2056-12-31"
        page = f"/foi/own-records/{asked.number}/"
        with at("2056-12-31"):
            with pytest.raises(NotAllowedNow, match="2056-12-31"):
                foi.remove_own_record(office.head, asked, "期满")
            client = client_of(office.head)
            assert "按期清除" not in client.get(page).content.decode()
            kept = client.get("/foi/own-records/?kept=1").content.decode()
            assert asked.number not in kept and "没有保管期满待清除的" in kept
        with at("2057-01-01"):
            client = client_of(office.head)
            assert "按期清除" in client.get(page).content.decode()
            assert asked.number in client.get("/foi/own-records/?kept=1").content.decode()
            with pytest.raises(Invalid):
                foi.remove_own_record(office.head, asked, " ")
            given = {"why": "保管期限届满", "archived_as": "区档案馆2057-02"}
            assert client.post(f"{page}remove/", given).status_code == 302
            with pytest.raises(NotAllowedNow, match="已按期清除"):
                foi.remove_own_record(office.head, asked, "再清除")
            with pytest.raises(NotAllowedNow, match="已按期清除"):
                foi.open_own_record_letter(office.head, asked, "pdf")
            with pytest.raises(NotAllowedNow, match="已按期清除"):
                foi.view_own_record(office.head, asked)
            assert asked.number not in client.get("/foi/own-records/?kept=1").content.decode()
            text = client.get(page).content.decode()
        assert "保管期限届满；已移交：区档案馆2057-02" in text and "王示例" not in text
        asked.refresh_from_db()
        assert (asked.state, str(asked.closed_on), asked.applicant_mask) == (
            "corrected", "2026-09-18", "***",
        )  # fmt: skip
        left = str(OwnRecordRequest.objects.values()) + str(OwnRecordLetter.objects.values())
        assert "年份" not in left and bytes(asked.sealed) == bytes(asked.letter.sealed) == b""
        entry = LedgerEntry.objects.get(action="foi.remove_own_record")
        assert (entry.why, entry.after) == ("保管期限届满", {"archived_as": "区档案馆2057-02"})
        assert "证据" in str(entry.before)
        told = LedgerEntry.objects.filter(subject_kind=OwnRecordRequest._meta.label_lower)
        assert "王示例" not in str(told.values())

    def test_lists_star_out_what_was_typed_of_a_person(self, office: Office) -> None:
        typed = "王示例 370211199001010011 的低保档案"
        with at("2026-09-18"):
            facts = replace(OWN, subject=typed)
            asked = foi.register_own_record(office.head, office.unit, facts)
            assert asked.subject == "*** *** 的低保档案"
            # As it was kept until November 2026.
            OwnRecordRequest.objects.filter(pk=asked.pk).update(subject=typed)
            page = f"/foi/own-records/{asked.number}/"
            client = client_of(office.head)
            for address in ("/foi/own-records/", page):
                text = client.get(address).content.decode()
                assert "*** *** 的低保档案" in text
                assert "王示例" not in text and "3702111990" not in text
            assert typed in client.post(page, {"view": "1"}).content.decode()
            asked = foi.end_own_record(office.head, asked, "corrected", "已更正")
            letter = foi.open_own_record_letter(office.head, asked, "docx")
            assert typed in "".join(p.text for p in Document(io.BytesIO(letter.data)).paragraphs)

    def test_it_is_sealed_to_its_number_and_what_was_sealed_before_opens(
        self, office: Office
    ) -> None:
        with at("2026-09-18"):
            first, second = (foi.register_own_record(office.head, office.unit, OWN) for _ in "ab")
            second.sealed = first.sealed
            with pytest.raises(Unreadable):
                private_of(second)
            former = json.dumps({"name": "王示例"}).encode()
            second.sealed = seal(former, f"own:{office.town.pk}")
            assert private_of(second) == {"name": "王示例", "subject": OWN.subject}


@pytest.mark.django_db
class TestRemoval:
    def closed(self, office: Office) -> Application:
        with at("2026-09-18"):
            case = office.registered()
            foi.add_file(office.handler, case, proof())
            return office.served(office.answered(case))

    def test_not_before_its_time_and_not_during_a_dispute(self, office: Office) -> None:
        case = self.closed(office)
        assert str(case.keep_until) == "2056-12-31"
        with at("2056-12-31"), pytest.raises(NotAllowedNow, match="2056-12-31"):
            foi.remove(office.head, case, "期满")
        with at("2056-12-01"):
            notice = foi.DisputeFacts("suit", "（2056）1号", "示例区法院", date(2056, 12, 1))
            foi.open_dispute(office.head, case, notice)
        with at("2057-01-01"), pytest.raises(NotAllowedNow, match="没有审结"):
            foi.remove(office.head, case, "期满")

    def test_the_register_finds_what_is_to_be_removed(self, office: Office) -> None:
        case = self.closed(office)
        with at("2056-12-31"):
            client = client_of(office.head)
            assert case.number not in client.get("/foi/all/?kept=1").content.decode()
        with at("2057-01-01"):
            client = client_of(office.head)
            assert case.number in client.get("/foi/all/?kept=1").content.decode()
            foi.remove(office.head, case, "保管期限届满")
            assert case.number not in client.get("/foi/all/?kept=1").content.decode()

    def test_what_stays_is_a_tombstone_that_says_what_and_why(
        self, office: Office, settings: Settings
    ) -> None:
        case = self.closed(office)
        with at("2057-01-01"):
            foi.remove(office.head, case, "保管期限届满", "区档案馆2057-01")
            drain()
        case.refresh_from_db()
        assert case.state == "removed"
        assert "保管期限届满" in case.removal_note
        assert "区档案馆" in case.removal_note
        assert (case.replies.get().code, str(case.answered_on)) == ("R01", "2026-09-18")
        assert not Applicant.objects.filter(application=case).exists()
        assert not CaseFile.objects.filter(application=case).exists()
        assert case.applicant_mask == "***"
        left = [path for path in Path(settings.FILES_ROOT, ".foi").rglob("*") if path.is_file()]
        assert left == []
        entry = LedgerEntry.objects.filter(action="foi.remove").latest("id")
        assert "身份证明" in str(entry.before)
        with pytest.raises(Refused):
            foi.view_personal(office.head, case)
