"""Applications for disclosure in the demonstration town, one in every state: all of it 示例.

The applicants are invented and say so in their names; nobody here exists.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from gongkai.demo.living import SHANGHAI, Act, Event, LivingTown
from gongkai.foi import actions as foi
from gongkai.foi.annual import actions as annual
from gongkai.foi.annual.queries import standing_of
from gongkai.foi.models import Application
from gongkai.organisation.actor import Actor, system_actor
from gongkai.organisation.models import Account
from gongkai.publication import actions as publication
from gongkai.publication.drafting import Draft
from gongkai.publication.models import Record
from gongkai.review import actions as review
from gongkai.review.models import ReviewSheet
from gongkai.review.queries import attached_digests
from gongkai.rules.annual_report.figures import Unread
from gongkai.rules.annual_report.layout import PLACES
from gongkai.rules.foi.assisted import NOBODY, Assisted
from gongkai.rules.foi.fields import Applying

OFFICE = "party-gov-office"


Step = Callable[[LivingTown, Application], object]


@dataclass(frozen=True)
class Case:
    """An application and what happens to it: (day, step) in order."""

    came: date
    who: str
    subject: str
    text: str
    channel: str = "counter"
    kind: str = "natural"
    topic: str = ""
    handled: bool = True
    steps: Sequence[tuple[date, Step]] = field(default_factory=tuple)


def events() -> list[Event]:
    """The acts with their moments, for ``demo.loading``."""
    found = [_on(date(2026, 1, 5), 9, _configure)]
    made: dict[int, Application] = {}
    for number, case in enumerate(CASES):
        found.append(_on(case.came, 9, _registering(made, number, case)))
        for place, (day, step) in enumerate(case.steps):
            found.append(_on(day, 10 + place % 8, _stepping(made, number, step)))
    found.append(_on(date(2026, 11, 12), 15, _own_record))
    found.append(_on(date(2026, 1, 20), 10, _annual_report))
    return found


def _on(day: date, hour: int, act: Act) -> Event:
    return datetime.combine(day, time(hour), SHANGHAI), 2, act


def _registering(made: dict[int, Application], number: int, case: Case) -> Act:
    def act(town: LivingTown) -> None:
        actor = system_actor(town.town, "申请人")
        if case.channel != "internet":
            actor = _handler(town)
        filing = foi.Filing(case.subject, case.topic, _account(_handler(town)))
        if not case.handled:
            filing = foi.Filing(case.subject, case.topic)
        applying = _applying(number, case)
        spoken = Assisted("written", "示例经办人（虚构）", "当场宣读，申请人确认无误并签名")
        came = foi.Receipt(case.channel, assisted=spoken if case.channel == "oral" else NOBODY)
        made[number] = foi.register(actor, town.units[OFFICE], applying, came, filing)

    return act


def _stepping(made: dict[int, Application], number: int, step: Step) -> Act:
    def act(town: LivingTown) -> None:
        case = Application.objects.get(pk=made[number].pk)
        step(town, case)

    return act


def _applying(number: int, case: Case) -> Applying:
    person = case.kind == "natural"
    return Applying(
        kind=case.kind,
        name=case.who,
        id_type="other",
        id_number=f"示例证件{number + 1:04d}",
        contact="" if person else "示例联系人",
        email=f"shili{number + 1}@example.com",
        address=f"示例路{number + 1}号（虚构地址）",
        description=case.text,
        form="electronic",
        route="email",
    )


def _configure(town: LivingTown) -> None:
    """Bodies of remedy and the head of the Office; the bodies are to be checked by a lawyer."""
    facts = foi.TownFacts(
        letter_prefix="泊里依申请",
        reconsideration="示例区人民政府",
        reconsideration_address="示例路1号，电话0532-00000000",
        online="示例区行政复议网上申请平台",
        court="示例区人民法院",
        court_address="示例路2号",
        payment="凭缴款通知书通过非税收入系统缴纳（示例）",
    )
    foi.set_settings(_office(town), town.units[OFFICE], facts)
    foi.name_head(town.actors["leader"], town.units[OFFICE], _account(_office(town)))


def _office(town: LivingTown) -> Actor:
    return town.actors["office"]


def _handler(town: LivingTown) -> Actor:
    return town.actors["office2"]


def _account(actor: Actor) -> Account:
    assert actor.account is not None  # noqa: S101
    return actor.account


def _confirm(town: LivingTown, case: Application) -> object:
    from gongkai.ledger.clock import today

    return foi.confirm(_handler(town), case, today(), "电话与申请人确认（示例）")


def _correct_asked(town: LivingTown, case: Application) -> object:
    items = "请写明需要哪一年度、哪个项目的资料（示例）。"
    return foi.ask_correction(_handler(town), case, items, "可以参考项目公示的名称。")


def _corrected(town: LivingTown, case: Application) -> object:
    from gongkai.foi.personal import open_applicant

    former = open_applicant(case)
    words = {**former.__dict__, "description": "2025年度农村公路养护项目的中标单位和合同金额"}
    return foi.correct(_handler(town), case, Applying(**words))


def _uncorrected(town: LivingTown, case: Application) -> object:
    return foi.close_uncorrected(_handler(town), case)


def _consult(kind: str, party: str) -> Step:
    def step(town: LivingTown, case: Application) -> object:
        question = "拟公开的内容附后，是否同意公开，请说明理由（示例）。"
        return foi.consult(_handler(town), case, kind, party, question)

    return step


def _party_received(town: LivingTown, case: Application) -> object:
    from gongkai.ledger.clock import today

    asked = case.consultations.get()
    return foi.reach_party(_handler(town), asked, today())


def _party_refused(town: LivingTown, case: Application) -> object:
    return foi.end_consultation(
        _handler(town),
        case.consultations.get(),
        "partly",
        answer="单价明细属于商业秘密，其余同意公开（示例）。",
        judgement="单价明细公开会损害其竞争地位，理由成立；总价已经公示，应当公开（示例）。",
    )


def _extension_asked(town: LivingTown, case: Application) -> object:
    return foi.ask_extension(_handler(town), case, "需要检索2012年以来的纸质档案（示例）。", 20)


def _extended(town: LivingTown, case: Application) -> object:
    foi.decide_extension(_office(town), case, True, "同意（示例）")
    return foi.extend(_handler(town), case)


def _fee(town: LivingTown, case: Application) -> object:
    facts = foi.FeeFacts("page", pages=120, reason="一次申请120页，明显超过合理范围（示例）。")
    return foi.ask_fee(_office(town), case, facts)


def _search(town: LivingTown, case: Application) -> object:
    facts = foi.SearchFacts(
        "镇档案室、办公系统、经济发展办公室",
        "按年度和“石材厂”“租赁”检索目录及正文",
        "没有找到该合同（示例）。",
        "示例检索人",
    )
    return foi.log_search(_handler(town), case, facts)


def _draft(code: str, **typed: str) -> Step:
    def step(town: LivingTown, case: Application) -> object:
        return foi.draft_reply(_handler(town), case, foi.ReplyFacts(code, typed))

    return step


def _answer(code: str, **typed: str) -> Step:
    def step(town: LivingTown, case: Application) -> object:
        foi.draft_reply(_handler(town), case, foi.ReplyFacts(code, typed))
        return foi.issue_reply(_office(town), case)

    return step


def _answer_partly(town: LivingTown, case: Application) -> object:
    record = _reviewed(town, "农村公路养护合同（隐去单价明细，示例）")
    part = foi.Part("合同附件二“单价明细”", "R07", "公开会损害第三方的商业秘密（示例）。")
    facts = foi.ReplyFacts("R03", {}, record, parts=[part])
    foi.draft_reply(_handler(town), case, facts)
    return foi.issue_reply(_office(town), case)


def _reviewed(town: LivingTown, title: str) -> Record:
    """Content that was registered, ticked and signed for 依申请公开."""
    unit = town.units[OFFICE]
    draft = Draft(
        title=title,
        issuer=unit.name,
        formed_on=date(2025, 12, 1),
        publicity="on_request",
        publicity_ground="只向申请人提供，正文隐去第三方商业秘密",
        body="<p>示例内容：合同总价、工期、双方名称。单价明细已经隐去。</p>",
    )
    office = _office(town)
    record = publication.create(office, unit, draft, None, "依申请公开提供的内容")
    row = review.register(office, record, review.Forms(website=False, on_request=True))
    seen = attached_digests(row.version)
    for name, give in (
        ("reviewer", review.give_working_opinion),
        ("leader", review.give_leader_opinion),
    ):
        give(town.actors[name], row, "agree", row.digest, "同意（示例）", seen=seen)
    _sign(town, row.sheet, office)
    record.refresh_from_db()
    return record


def _sign(town: LivingTown, sheet: ReviewSheet, office: Actor) -> None:
    review.sign_handler(office, sheet, town.proof(office))
    reviewer, leader = town.actors["reviewer"], town.actors["leader"]
    review.sign_reviewer(reviewer, sheet, town.proof(reviewer))
    review.sign_leader(leader, sheet, town.proof(leader))


def _serve(town: LivingTown, case: Application) -> object:
    letter = case.letters.get(kind="reply", reply__state="issued")
    return foi.serve(_handler(town), letter, foi.ServiceFacts("electronic"))


def _serve_by_post(town: LivingTown, case: Application) -> object:
    letter = case.letters.get(kind="reply", reply__state="issued")
    facts = foi.ServiceFacts("post", None, "中国邮政EMS", "示例邮件号")
    return foi.serve(_handler(town), letter, facts)


def _withdraw(town: LivingTown, case: Application) -> object:
    return foi.withdraw(_handler(town), case, "申请人书面撤回（示例）。")


def _dispute(town: LivingTown, case: Application) -> object:
    from gongkai.ledger.clock import today

    notice = foi.DisputeFacts("reconsideration", "示例复〔2026〕12号", "示例区人民政府", today())
    return foi.open_dispute(_office(town), case, notice)


def _own_record(town: LivingTown) -> object:
    facts = foi.OwnRecordFacts(
        "示例人壬（虚构）",
        "示例联系方式",
        "救助档案中的出生年份",
        "档案记录的年份与户口簿不一致，请更正（示例）。",
        "户口簿复印件（示例）",
    )
    return foi.register_own_record(
        _office(town), town.units[OFFICE], facts, _account(_handler(town))
    )


def _annual_report(town: LivingTown) -> object:
    """The report of the year before, counted, completed by hand and finished (示例 numbers)."""
    year = 2025
    report = annual.make_annual_report(_office(town), town.units[OFFICE], year)
    known = standing_of(report).figures
    unknown = [place for place in PLACES if isinstance(known.get(place, Unread()), Unread)]
    numbers = {place: _ENTERED.get((place.row, place.column), 0) for place in unknown}
    annual.enter_annual_figures(
        _office(town), report, annual.Entered(numbers, "各部门台账（示例数字）")
    )
    texts = annual.AnnualTexts(
        issuer=report.issuer,
        overview="2025年，本镇按照条例做好主动公开和依申请公开。本段为示例文字。",
        problems="政策解读形式不够丰富，下一步增加图解和问答。本段为示例文字。",
        other="本年度收取信息处理费总额为0元。本段为示例文字。",
    )
    annual.write_annual_texts(_office(town), report, texts)
    return annual.finish_annual_report(_office(town), report)


_ENTERED = {
    ("normative", "issued"): 1,
    ("normative", "in_force"): 3,
    ("permits", "decided"): 126,
    ("penalties", "decided"): 18,
}


def _d(month: int, day: int) -> date:
    return date(2026, month, day)


_ROAD = "农村公路养护"
CASES: tuple[Case, ...] = (
    Case(
        _d(3, 2),
        "示例人甲（虚构）",
        "2025年农村公路养护计划",
        "2025年度农村公路养护计划全文",
        topic=_ROAD,
        steps=(
            (_d(3, 4), _answer("R01", where="镇政府网站“规划计划”栏，2025年2月发布（示例）")),
            (_d(3, 4), _serve),
        ),
    ),
    Case(
        _d(4, 28),
        "虚构商贸有限公司",
        "石材厂土地租赁合同",
        "2008年石材厂土地租赁合同复印件",
        "mail",
        "business",
        steps=(
            (_d(5, 8), _search),
            (_d(5, 26), _answer("R12", reason="经检索，没有找到该合同（示例）。")),
            (_d(5, 27), _serve_by_post),
            (_d(6, 30), _dispute),
        ),
    ),
    Case(
        _d(6, 8),
        "示例人乙（虚构）",
        "信访事项处理进度",
        "请告知我反映的问题处理到什么程度",
        steps=(
            (
                _d(6, 10),
                _answer("R16", reason="所提属于信访事项（示例）。", channel="镇信访接待室（示例）"),
            ),
            (_d(6, 10), _serve),
        ),
    ),
    Case(
        _d(7, 13),
        "示例人丙（虚构）",
        "养护项目资料",
        "养护项目的全部资料",
        topic=_ROAD,
        steps=((_d(7, 15), _correct_asked), (_d(8, 10), _uncorrected)),
    ),
    Case(
        _d(8, 3),
        "虚构公益服务中心",
        "农村公路养护合同",
        "2025年农村公路养护合同及单价明细",
        "counter",
        "charity",
        _ROAD,
        steps=(
            (_d(8, 5), _consult("third_party", "虚构建设有限公司")),
            (_d(8, 7), _party_received),
            (_d(8, 20), _party_refused),
            (_d(8, 31), _answer_partly),
            (_d(9, 1), _serve),
        ),
    ),
    Case(
        _d(9, 14),
        "示例人丁（虚构）",
        "已经撤回的申请",
        "镇区供水改造方案",
        steps=((_d(9, 16), _withdraw),),
    ),
    Case(
        _d(10, 12),
        "虚构律师事务所",
        "2012年以来的征地批复",
        "2012年以来本镇征地批复文件目录",
        "mail",
        "legal",
        steps=((_d(11, 2), _extension_asked), (_d(11, 4), _extended)),
    ),
    Case(
        _d(10, 26),
        "示例人戊（虚构）",
        "村道硬化名单",
        "2026年村道硬化项目名单",
        steps=((_d(11, 18), _draft("R01", where="")),),
    ),
    Case(
        _d(10, 26),
        "示例人己（虚构）",
        "河道清淤合同",
        "2026年河道清淤合同金额",
        steps=((_d(11, 17), _answer("R01", where="镇政府网站“政府采购”栏（示例）")),),
    ),
    Case(
        _d(11, 2),
        "虚构农业研究院",
        "历年农田水利投入",
        "2016年以来农田水利投入明细表",
        "counter",
        "research",
        steps=((_d(11, 6), _fee),),
    ),
    Case(
        _d(11, 9),
        "示例人庚（虚构）",
        "联合印发的整治方案",
        "与示例局联合印发的环境整治方案",
        steps=((_d(11, 11), _consult("co_maker", "虚构示例管理局")),),
    ),
    Case(
        _d(11, 13),
        "示例人辛（虚构）",
        "养护资金使用情况",
        "养护资金的情况",
        "oral",
        topic=_ROAD,
        steps=((_d(11, 16), _correct_asked),),
    ),
    Case(
        _d(11, 16),
        "示例人癸（虚构）",
        "宅基地审批程序",
        "本镇宅基地审批需要的材料和时限",
        "internet",
        steps=((_d(11, 17), _confirm),),
    ),
    Case(
        _d(10, 28),
        "示例人子（虚构）",
        "敬老院收费标准",
        "镇敬老院收费标准和依据",
        steps=((_d(11, 19), _extension_asked),),
    ),
    Case(
        _d(11, 19),
        "示例人丑（虚构）",
        "垃圾清运合同",
        "2026年垃圾清运服务合同",
        "internet",
        handled=False,
    ),
    Case(
        _d(11, 20),
        "虚构实业有限公司",
        "工业园区规划图",
        "工业园区控制性规划图",
        "fax",
        "business",
        handled=False,
    ),
)
