"""Scenarios of the scan: masking, asking, deciding, secrecy marks, word lists."""

from gongkai.documents.redacting.burning import Cover
from gongkai.organisation.admission import Incoming
from gongkai.publication.models import Record
from gongkai.review import actions as review
from gongkai.review.actions.words import WordEntry
from gongkai.review.models import Clearance, LeakTask, Word
from gongkai.review.scanning.standing import findings_of
from permission_scenarios.world import Act, World, scenario

BODY = "<p>联系人身份证号：11010519491231002X。</p>"


def _with_finding(world: World) -> tuple[Record, str]:
    record = world.house.record(body=BODY)
    version = record.versions.get(state="draft")
    version.record = record
    return record, findings_of(version).stopping[0].found.fingerprint


def _asked(world: World) -> Clearance:
    record, fingerprint = _with_finding(world)
    return review.ask_clearance(world.house.drafter, record, fingerprint, "须原样公开")


@scenario("review.mask_findings", "草稿")
def mask_findings(world: World) -> Act:
    record, fingerprint = _with_finding(world)
    return lambda actor: review.mask_findings(actor, record, [fingerprint])


@scenario("review.cover_file", "草稿")
def cover_file(world: World) -> Act:
    record = world.house.record()
    [attachment] = record.versions.get(state="draft").attachments.all()
    covers = [Cover(1, 0.1, 0.1, 0.2, 0.2)]
    return lambda actor: review.cover_file(actor, record, attachment, covers)


@scenario("review.ask_clearance", "草稿", "已提请")
def ask_clearance(world: World, state: str) -> Act:
    record, fingerprint = _with_finding(world)
    if state == "已提请":
        review.ask_clearance(world.house.drafter, record, fingerprint, "须原样公开")
    return lambda actor: review.ask_clearance(actor, record, fingerprint, "须原样公开")


@scenario("review.decide_clearance", "待认定", "已认定")
def decide_clearance(world: World, state: str) -> Act:
    clearance = _asked(world)
    if state == "已认定":
        review.decide_clearance(world.house.secrecy, clearance, True, "可以公开")
    return lambda actor: review.decide_clearance(actor, clearance, False, "不得公开")


@scenario("review.put_aside", "草稿")
def put_aside(world: World) -> Act:
    record = world.house.record(attachment=False)
    incoming = Incoming(world.home, record, "名单.txt", "秘密★".encode(), is_file=True)
    return lambda actor: review.put_aside(actor, incoming, "秘密★")


@scenario("review.close_leak", "待处置", "已处置")
def close_leak(world: World, state: str) -> Act:
    record = world.house.record(attachment=False)
    incoming = Incoming(world.home, record, "名单.txt", "秘密★".encode(), is_file=True)
    task: LeakTask = review.put_aside(world.house.drafter, incoming, "秘密★")
    if state == "已处置":
        review.close_leak(world.house.secrecy, task, False, "样张，不涉密")
    return lambda actor: review.close_leak(actor, task, True, "已报告并销毁")


@scenario("review.add_words")
def add_words(world: World) -> Act:
    entry = WordEntry("sensitive", "示例表述")
    return lambda actor: review.add_words(actor, world.town, [entry])


@scenario("review.remove_word")
def remove_word(world: World) -> Act:
    review.add_words(world.house.office, world.town, [WordEntry("sensitive", "示例表述")])
    word = Word.objects.get(town=world.town)
    return lambda actor: review.remove_word(actor, word)


@scenario("review.set_patterns")
def set_patterns(world: World) -> Act:
    return lambda actor: review.set_patterns(actor, world.town, {"id_card": {"head": 1, "tail": 2}})
