"""What a town holds of applications: a case with a file, an answer, a dispute, a request."""

from foi.world import applying
from gongkai.foi import actions as foi
from gongkai.foi.files import FileToKeep
from gongkai.ledger.clock import today
from gongkai.organisation.models import Town
from gongkai.publication import actions as publication
from gongkai.review import actions as review
from roads import PDF, House, draft
from town_contents import contents


@contents("foi")
def fill(house: House) -> dict[str, object]:
    """A case with everything that has a page of its own."""
    office, unit = house.office, house.office_unit
    facts = foi.TownFacts(
        reconsideration="示例区政府", online="网上平台", court="示例区法院", payment="银行"
    )
    foi.set_settings(office, unit, facts)
    content = draft(publicity="on_request", publicity_ground="只向申请人提供")
    record = publication.create(house.drafter, house.unit, content, None, "依申请公开答复内容")
    row = review.register(house.handler, record, review.Forms(website=False, on_request=True))
    house.ticked(row)
    house.signed(row.sheet)
    # Numbers run in each town from one; each town of a test has numbers that the others have not.
    towns = Town.objects.count()
    cases = [foi.register(office, unit, applying(), foi.Receipt("counter")) for _ in range(towns)]
    case = cases[-1]
    file = foi.add_file(office, case, FileToKeep("identity", "证件.pdf", PDF))
    assistance = foi.ask_assistance(office, case, house.unit, "请检索养护资金的文件", today())
    foi.draft_reply(office, case, foi.ReplyFacts("R02", {}, record))
    foi.issue_reply(office, case)
    foi.serve(office, case.letters.get(kind="reply"), foi.ServiceFacts("electronic"))
    notice = foi.DisputeFacts("reconsideration", "示例复〔2026〕1号", "示例区政府", today())
    dispute = foi.open_dispute(office, case, notice)
    own = foi.OwnRecordFacts("王示例", "13800000001", "档案", "年份有误", "户口簿")
    asked = [foi.register_own_record(office, unit, own) for _ in range(towns)][-1]
    return {
        "number": case.number,
        "foi:own-record.number": asked.number,
        "foi:own-record-letter.number": asked.number,
        "foi:own-record-remove.number": asked.number,
        "file_id": file.pk,
        "dispute_id": dispute.pk,
        "letter_id": case.letters.get(kind="reply").pk,
        "asked_id": assistance.pk,
        "form": "R02",
        "name": "withdraw",
    }
