"""What no act lets pass, whoever asks: each is a guard that once was taken out to see it missed."""

from collections.abc import Iterator
from datetime import date

import pytest

from foi.world import Office, at
from gongkai.foi import actions as foi
from gongkai.foi.models import Application, Reply
from gongkai.organisation.refusals import Invalid, NotAllowedNow

pytestmark = pytest.mark.django_db

LOOKED = foi.SearchFacts("档案室", "按目录检索", "没有找到", "王检索")


@pytest.fixture
def office() -> Iterator[Office]:
    with at("2026-09-18"):
        yield Office()


def closed(office: Office) -> Application:
    return office.served(office.answered(office.registered()))


def test_a_second_extension_is_refused_in_words(office: Office) -> None:
    case = office.registered()
    foi.ask_extension(office.handler, case, "需要核对")
    foi.decide_extension(office.head, case, True)
    foi.extend(office.handler, case)
    with pytest.raises(NotAllowedNow, match="已经延长过一次"):
        foi.ask_extension(office.handler, case, "还要核对")
    assert case.extensions.count() == 1
    assert case.letters.filter(kind="extension").count() == 1


def test_the_named_handler_decides_no_extension_even_as_head(office: Office) -> None:
    case = office.registered()
    foi.ask_extension(office.handler, case, "需要核对")
    foi.hand_over(office.head, case, office.account(office.head), "调岗")
    with pytest.raises(NotAllowedNow, match="不能审批自己的延期"):
        foi.decide_extension(office.head, case, True)


def test_nothing_is_answered_after_the_end(office: Office) -> None:
    case = closed(office)
    facts = foi.ReplyFacts("R14", {"reason": "需要汇总"})
    with pytest.raises(NotAllowedNow, match="不能起草答复"):
        foi.draft_reply(office.handler, case, facts)
    Reply.objects.create(
        application=case,
        state="draft",
        code="R14",
        facts={"reason": "需要汇总"},
        created_at=case.created_at,
    )
    with pytest.raises(NotAllowedNow, match="不能作出答复"):
        foi.issue_reply(office.head, case)
    assert case.letters.filter(kind="reply").count() == 1


def test_a_letter_is_served_once(office: Office) -> None:
    case = closed(office)
    letter = case.letters.get(kind="reply")
    with pytest.raises(NotAllowedNow, match="已经登记过送达"):
        foi.serve(office.handler, letter, foi.ServiceFacts("direct"))
    assert letter.services.count() == 1


def test_no_search_is_entered_after_the_end(office: Office) -> None:
    case = closed(office)
    with pytest.raises(NotAllowedNow, match="不能再登记检索"):
        foi.log_search(office.handler, case, LOOKED)


def test_a_fee_is_asked_only_where_the_notice_can_say_how_to_pay(office: Office) -> None:
    case = office.registered()
    foi.set_settings(office.head, office.unit, foi.TownFacts(court="示例区人民法院"))
    with pytest.raises(Invalid, match="缴纳方式"):
        foi.ask_fee(office.head, case, foi.FeeFacts("page", pages=120, reason="数量过大"))
    case.refresh_from_db()
    assert case.state == "running"
    assert not case.letters.filter(kind="fee").exists()


def test_a_letter_that_lacks_a_fact_stops_its_step(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever else lets a fact be missing, the letter does not: nothing of the step is kept."""
    from gongkai.foi.letters import interim

    monkeypatch.setitem(interim.COLLECT, "correction", lambda case, step, given: {})  # type: ignore[misc]
    case = office.registered()
    with pytest.raises(Invalid, match="《政府信息公开申请补正告知书》还缺：补正内容、补正期限"):
        foi.ask_correction(office.handler, case, "请写明年份")
    case.refresh_from_db()
    assert case.state == "running"
    assert not hasattr(Application.objects.get(pk=case.pk), "correction")


def test_no_letter_is_served_before_its_date(office: Office) -> None:
    with at("2026-09-01"):
        case = office.registered()
    with at("2026-09-08"):
        letter = office.answered(case).letters.get(kind="reply")
        for way, carrier in (("direct", ""), ("post", "中国邮政EMS"), ("electronic", "")):
            with pytest.raises(Invalid, match="不能早于文书日期2026-09-08"):
                foi.serve(office.handler, letter, foi.ServiceFacts(way, date(2026, 9, 7), carrier))
        foi.serve(office.handler, letter, foi.ServiceFacts("electronic", date(2026, 9, 8)))


def test_an_order_opens_the_case_again_once(office: Office) -> None:
    case, until = closed(office), date(2026, 10, 20)
    notice = foi.DisputeFacts("reconsideration", "示例复1号", "示例区政府", date(2026, 9, 18))
    dispute = foi.open_dispute(office.head, case, notice)
    foi.end_dispute(office.head, dispute, "correct", "责令重新答复", redo_by=until)
    foi.redo(office.head, case, until)
    case.refresh_from_db()
    assert (case.closed_on, case.served_on, case.keep_until) == (None, None, None)
    assert case.due_on == until
    assert "在2026-10-20前重新答复" in case.events.get(verb="redo").words
    office.served(office.answered(case))
    with pytest.raises(NotAllowedNow):
        foi.redo(office.head, case, until)
