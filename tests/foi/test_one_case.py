"""What is asked of a case is asked of that case, its town and its unit alone.

Most of these questions are drawn up once and asked again with other values (decision 0027): one in
which a scope is left out would answer with everybody's rows, and nothing would look wrong.
"""

from collections.abc import Iterator
from datetime import date, datetime

import pytest

import factories
from foi.test_pages import client_of
from foi.world import SHANGHAI, Office, applying, at, proof
from gongkai.foi import actions as foi
from gongkai.foi.letters.prints import RECORD_PDF
from gongkai.foi.letters.reading import letters_for_applicant, letters_for_party, letters_of
from gongkai.foi.models import Application, Letter
from gongkai.foi.one_case import events_of, files_of, read_case, replies_of
from gongkai.foi.public.reading import case_facts
from gongkai.foi.queries import application_for, applications_for
from gongkai.foi.viewing import is_open, may_view
from gongkai.ledger.clock import demonstration_moment
from gongkai.organisation.models import Role
from gongkai.organisation.refusals import NotAllowedNow

pytestmark = pytest.mark.django_db

DAY = date(2026, 9, 18)


@pytest.fixture
def office() -> Iterator[Office]:
    with at(DAY):
        yield Office()


def eventful(office: Office) -> Application:
    """A case with a row in every table that the pages of a case read."""
    case = office.registered()
    foi.add_file(office.handler, case, proof())
    asked = office.consulted(case)
    foi.end_consultation(office.handler, asked, "agreed", answer="同意")
    foi.log_search(office.handler, case, foi.SearchFacts("档案室", "检索", "找到", "王检索", True))
    foi.ask_extension(office.handler, case, "需要核对")
    foi.decide_extension(office.head, case, False, "可以按期办结")
    case = office.served(office.answered(case))
    foi.open_dispute(office.head, case, foi.DisputeFacts("suit", "1号", "示例区法院", DAY))
    return case


BESIDE = ("clocks", "consultations", "extensions", "disputes", "searches")


def test_the_page_of_a_case_has_the_rows_of_that_case(office: Office) -> None:
    former, quiet, later = eventful(office), office.registered(), eventful(office)
    for case in (former, quiet, later):
        found = read_case(office.head, case.number)
        assert found == case
        for name in BESIDE:
            rows = getattr(case, name)
            assert set(getattr(found, name).all()) == set(rows.order_by("pk")), name
            assert rows.exists() or case == quiet
        assert set(replies_of(found)) == set(case.replies.all())
        assert set(events_of(found)) == set(case.events.all())
        assert set(files_of(found)) == set(case.files.exclude(kind="letter"))
        assert {one.letter for one in letters_of(found)} == set(case.letters.all())


def test_a_number_is_read_in_ones_own_town(office: Office) -> None:
    other = Office()
    cases = [place.registered() for place in (office, other)]
    assert cases[0].number == cases[1].number
    for place, case in zip((office, other), cases, strict=True):
        assert read_case(place.head, case.number) == case


def test_a_handler_finds_the_cases_of_their_own_unit(office: Office) -> None:
    case = office.registered()
    foi.classify(office.handler, case, "养护合同")
    elsewhere = office.house.person(Role.HANDLER, unit=factories.make_unit(office.town))
    for read in (read_case, application_for):
        assert read(office.person(Role.HANDLER), case.number) == case
        with pytest.raises(Application.DoesNotExist):
            read(elsewhere, case.number)
    assert not applications_for(elsewhere).exists()
    pages = ("/foi/", "/foi/all/", "/foi/all/?q=养护", "/foi/letters/")
    for actor, sees in ((office.person(Role.HANDLER), True), (elsewhere, False)):
        client = client_of(actor)
        for page in pages:
            assert (case.number in client.get(page).content.decode()) is sees, page


def test_the_queue_has_what_is_open_and_the_register_everything(office: Office) -> None:
    closed = office.served(office.answered(office.registered()))
    client = client_of(office.head)
    for page, has in (("/foi/", False), ("/foi/all/", True)):
        assert (closed.number in client.get(page).content.decode()) is has


class TestApplicant:
    def test_the_page_tells_of_ones_own_case_what_is_the_applicants(self, office: Office) -> None:
        former = office.on("2026-09-01")
        office.consulted(former)
        case = office.registered(name="赵示例", id_number="370211198001010022")
        foi.remind(office.head, case, "请抓紧")
        shown = case_facts(case)
        told = case.events.filter(public=True)
        assert 0 < len(shown.events) == told.count() < case.events.count()
        assert "请抓紧" not in str(shown)
        assert [clock.due for clock in shown.clocks] == [case.due_on]
        assert {one.letter for one in shown.letters} == set(case.letters.filter(kind="receipt"))

    def test_letters_to_others_are_theirs(self, office: Office) -> None:
        case = office.registered()
        asked, other = office.consulted(case), office.consulted(case)
        foi.ask_assistance(office.handler, case, office.house.unit, "请检索", date(2026, 9, 23))
        assert {one.letter.kind for one in letters_for_applicant(case)} == {"receipt"}
        # Steps of different kinds have numbers of their own, so that one number may be two steps.
        Letter.objects.exclude(kind="third_party").update(step=asked.pk)
        for party in (asked, other):
            theirs = [one.letter for one in letters_for_party(party)]
            assert [(one.kind, one.step) for one in theirs] == [("third_party", party.pk)]

    def test_a_period_that_was_given_up_is_not_told_as_the_day_of_an_answer(
        self, office: Office
    ) -> None:
        case = office.registered()
        foi.ask_correction(office.handler, case, "请写明年份", days=5)
        with at("2026-11-20"):
            foi.close_uncorrected(office.handler, case)
        assert case_facts(Application.objects.get(pk=case.pk)).clocks == []


class TestLooks:
    def test_the_day_of_a_look_begins_at_midnight_here(self, office: Office) -> None:
        case = office.registered()
        with demonstration_moment(datetime(2026, 9, 21, 7, 30, tzinfo=SHANGHAI)):
            foi.view_personal(office.head, case)
        with demonstration_moment(datetime(2026, 9, 21, 9, 0, tzinfo=SHANGHAI)):
            assert is_open(office.head, case)
            assert is_open(office.head, read_case(office.head, case.number))

    def test_no_other_act_on_the_case_and_no_look_at_another_one_opens_it(
        self, office: Office
    ) -> None:
        case, other = office.registered(), office.registered()
        foi.classify(office.head, case, "养护合同")
        foi.view_personal(office.head, other)
        for found in (case, read_case(office.head, case.number)):
            assert not is_open(office.head, found)

    def test_a_handler_whose_role_was_taken_opens_nothing(self, office: Office) -> None:
        case = office.registered()
        reader = office.person(Role.LEADER)
        Application.objects.filter(pk=case.pk).update(handler=office.account(reader))
        assert not may_view(reader, Application.objects.get(pk=case.pk))

    def test_name_and_address_are_printed_for_those_who_may_look(self, office: Office) -> None:
        letter = office.registered().letters.get()
        with pytest.raises(NotAllowedNow, match="承办人"):
            foi.print_letter_sheet(office.person(Role.HANDLER), letter, RECORD_PDF)

    def test_a_removed_request_to_correct_a_record_is_opened_by_nobody(
        self, office: Office
    ) -> None:
        facts = foi.OwnRecordFacts("王示例", "13800000001", "低保档案", "年份有误", "户口簿")
        asked = foi.register_own_record(office.head, office.unit, facts)
        foi.end_own_record(office.head, asked, "corrected", "已更正")
        with at("2057-01-01"):
            foi.remove_own_record(office.head, asked, "保管期限届满")
            for act in (
                lambda: foi.view_own_record(office.head, asked),
                lambda: foi.open_own_record_letter(office.head, asked, "pdf"),
            ):
                with pytest.raises(NotAllowedNow, match="清除"):
                    act()


def test_a_corrected_name_does_not_come_into_the_name_of_the_case(office: Office) -> None:
    case = office.registered(name="欧阳示例")
    done = foi.classify(office.handler, case, "欧阳示例的养护合同")
    assert "欧阳示例" not in done.subject
    assert applying().name not in done.subject
