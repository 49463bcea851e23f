"""A text that does not fit is refused with its length, and nothing of the act stays."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from foi.world import Office, applying, at, proof
from gongkai.foi import actions as foi
from gongkai.foi.bulk import MOST, chosen
from gongkai.foi.files import FileToKeep
from gongkai.foi.models import Application
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.refusals import Invalid, Refused

pytestmark = pytest.mark.django_db

DAY = date(2026, 9, 18)


@pytest.fixture
def office() -> Iterator[Office]:
    with at(DAY):
        yield Office()


def long(most: int) -> str:
    """One more than fits."""
    return "长" * (most + 1)


def _register(office: Office, case: Application) -> None:
    filing = foi.Filing(topic=long(60))
    foi.register(office.head, office.unit, applying(), foi.Receipt("counter"), filing)


def _confirm(office: Office, case: Application) -> None:
    foi.confirm(office.head, office.registered("internet"), DAY, long(300))


def _correct(office: Office, case: Application) -> None:
    foi.ask_correction(office.head, case, "请写明年份")
    foi.correct(office.head, case, applying(description="合同"), excuse=long(300))


def _pay(office: Office, case: Application, number: str = "鲁财0001", excuse: str = "") -> None:
    foi.ask_fee(office.head, case, foi.FeeFacts("page", pages=120, reason="过大"))
    foi.pay_fee(office.head, case, number, excuse=excuse)


def _decide(office: Office, case: Application) -> None:
    foi.ask_extension(office.handler, case, "需要检索")
    foi.decide_extension(office.head, case, True, long(300))


def _take_back(office: Office, case: Application) -> None:
    foi.take_back(office.head, office.answered(case), long(300))


def _serve(office: Office, case: Application, **typed: str) -> None:
    letter = case.letters.get(kind="receipt")
    facts = {"carrier": "中国邮政", **typed}
    foi.serve(office.handler, letter, foi.ServiceFacts("post", None, **facts))


def _dispute(office: Office, case: Application, reference: str, body: str) -> None:
    office.served(office.answered(case))
    foi.open_dispute(office.head, case, foi.DisputeFacts("suit", reference, body, DAY))


def _own_record(office: Office, case: Application) -> None:
    facts = foi.OwnRecordFacts("王示例", "13800000001", "户籍记录", "有误", "户口簿")
    asked = foi.register_own_record(office.head, office.unit, facts)
    foi.end_own_record(office.head, asked, "transferred", "已核实", long(80))


def _remove(office: Office, case: Application) -> None:
    office.served(office.answered(case))
    with at("2057-01-01"):
        foi.remove(office.head, case, "期满" * 150, "区档案馆" * 50)


def _search(office: Office, case: Application) -> None:
    foi.log_search(office.head, case, foi.SearchFacts("档案室", "翻阅", "没有", long(40)))


def _part(office: Office, case: Application) -> None:
    part = foi.Part(long(200), "R07", "商业秘密")
    foi.draft_reply(office.head, case, foi.ReplyFacts("R03", parts=[part]))


def _file(office: Office, case: Application) -> None:
    named = foi_file(f"{long(120)}.pdf")
    foi.add_file(office.handler, case, named)


def foi_file(name: str) -> FileToKeep:
    """A file of the case under that name."""
    return FileToKeep("original", name, proof().data)


TOO_LONG: dict[str, Callable[[Office, Application], None]] = {
    "topic": _register,
    "confirmation": _confirm,
    "excuse of a correction": _correct,
    "receipt": lambda office, case: _pay(office, case, number=long(40)),
    "excuse of a payment": lambda office, case: _pay(office, case, excuse=long(300)),
    "opinion of the head": _decide,
    "short name": lambda office, case: _ok(foi.classify(office.head, case, long(120))),
    "hand over": lambda office, case: _ok(
        foi.hand_over(office.head, case, office.account(office.head), long(300))
    ),
    "take back": _take_back,
    "carrier": lambda office, case: _serve(office, case, carrier=long(40)),
    "tracking": lambda office, case: _serve(office, case, tracking=long(40)),
    "note of service": lambda office, case: _serve(office, case, note=long(300)),
    "reference": lambda office, case: _dispute(office, case, long(80), "示例区法院"),
    "court": lambda office, case: _dispute(office, case, "（2026）1号", long(80)),
    "agency": _own_record,
    "removal": _remove,
    "searcher": _search,
    "withheld part": _part,
    "why no item": lambda office, case: _ok(
        foi.propose_release(office.head, office.answered(case).replies.get(), None, long(300))
    ),
    "name of a file": _file,
}


def _ok(_: object) -> None:
    return None


@pytest.mark.parametrize("name", TOO_LONG)
def test_too_long_is_refused_with_the_numbers(office: Office, name: str) -> None:
    case = office.registered()
    with pytest.raises(Invalid, match=r"最多\d+个字，现在有\d+个字"):
        TOO_LONG[name](office, case)
    assert "长长" not in str(Application.objects.values()) + str(LedgerEntry.objects.values())


def test_a_short_name_is_kept_as_it_was_typed(office: Office) -> None:
    case = office.registered()
    typed = "2025年农村公路养护资金的分配方案；以及各村配套资金的到账和使用情况的明细表格"
    case = foi.classify(office.head, case, typed)
    assert case.subject == typed


def test_more_cases_than_can_be_done_at_once_are_refused(office: Office) -> None:
    with pytest.raises(Refused, match=f"一次最多办理{MOST}件，现在选了{MOST + 1}件"):
        chosen(office.head, [f"2026-{number:05d}" for number in range(MOST + 1)])
