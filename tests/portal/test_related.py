"""Relations both ways, matters with their stages, corrections, successors: every page agrees."""

import json

import pytest

from gongkai.outbox.worker import claim, deliver, drain
from gongkai.portal import related
from gongkai.portal.building import build, differences
from gongkai.portal.delivering import deliver_record
from gongkai.publication.models import Record, RelationKind
from gongkai.rules.withdrawal import TABLE, WithdrawalReason
from portal.factory import Press, Says
from portal.trees import broken_links

INTERPRETS, BASED_ON = RelationKind.INTERPRETS.value, RelationKind.BASED_ON.value


@pytest.fixture
def press(db: None) -> Press:
    made = Press()
    build(made.town)
    return made


def page(press: Press, record: Record) -> str:
    return (press.tree / "records" / record.slug / "index.html").read_text()


def data(press: Press, record: Record) -> dict[str, object]:
    found: dict[str, object] = json.loads(
        (press.tree / "records" / record.slug / "record.json").read_text()
    )
    return found


def link(record: Record) -> str:
    return f'href="../../records/{record.slug}/"'


def sound(press: Press) -> None:
    """The living tree is what a full build makes, and no link leads nowhere."""
    drain()
    assert differences(press.town) == []
    assert broken_links(press.files(), f"/{press.town.slug}/") == []


@pytest.mark.parametrize("kind", RelationKind.values)
def test_a_relation_is_shown_on_both_pages(press: Press, kind: str) -> None:
    policy = press.publish("政策文件")
    text = press.publish("另一篇", says=Says(links=[(kind, policy)]))
    drain()
    assert related.FORWARD[kind] in page(press, text)
    assert related.BACKWARD[kind] in page(press, policy)
    assert link(policy) in page(press, text)
    assert link(text) in page(press, policy)
    assert data(press, policy)["relations"] == [
        {"kind": kind, "named_by": "other", "title": "另一篇", "record": text.slug, "url": ""}
    ]
    sound(press)


def test_a_corrected_title_is_corrected_on_every_page(press: Press) -> None:
    policy = press.publish("旧标题")
    text = press.publish("解读", says=Says(links=[(INTERPRETS, policy)]))
    drain()
    press.correct(policy, "新标题")
    drain()
    assert "新标题" in page(press, text)
    assert "旧标题" not in page(press, text)
    sound(press)


def test_a_relation_given_up_goes_from_the_other_page(press: Press) -> None:
    policy = press.publish("政策")
    text = press.publish("解读", says=Says(links=[(INTERPRETS, policy)]))
    drain()
    press.correct(text, "不再解读")
    drain()
    assert link(text) not in page(press, policy)
    sound(press)


@pytest.mark.parametrize(
    ("reason", "left"), [("penalty_revoked", "政策"), ("personal_data", "索引号")]
)
def test_a_target_withdrawn_later_is_no_link_any_more(press: Press, reason: str, left: str) -> None:
    policy = press.publish("政策")
    text = press.publish("解读", says=Says(links=[(INTERPRETS, policy)]))
    drain()
    press.withdraw(policy, reason)
    drain()
    assert link(policy) not in page(press, text)
    assert "（已撤下）" in page(press, text)
    assert left in page(press, text)
    if reason == "personal_data":
        assert ">政策" not in page(press, text)
    sound(press)


def test_a_withdrawn_reader_goes_from_the_page_it_named(press: Press) -> None:
    policy = press.publish("政策")
    text = press.publish("解读", says=Says(links=[(INTERPRETS, policy)]))
    drain()
    press.withdraw(text)
    drain()
    assert "对本信息的解读" not in page(press, policy)
    sound(press)


def test_a_draft_is_named_by_its_number_only_until_it_is_public(press: Press) -> None:
    import factories

    draft = factories.make_record(
        unit=press.units[0], item=press.items[0], version={"title": "秘而不宣"}
    )
    text = press.publish("解读", says=Says(links=[(INTERPRETS, draft)]))
    drain()
    assert "秘而不宣" not in page(press, text)
    assert f"索引号{draft.index_number}的信息" in page(press, text)
    assert "（未公开）" in page(press, text)
    sound(press)


def test_circles_and_a_record_that_names_itself(press: Press) -> None:
    first = press.publish("甲")
    second = press.publish("乙", says=Says(links=[(BASED_ON, first)]))
    press.correct(first, "甲", says=Says(links=[(BASED_ON, second), (INTERPRETS, first)]))
    drain()
    for one, other in ((first, second), (second, first)):
        assert page(press, one).count(link(other)) == 2
        assert link(one) not in page(press, one)
    sound(press)


def test_documents_elsewhere_are_named_and_others_than_the_governments_marked(
    press: Press,
) -> None:
    says = Says(
        links=[
            (BASED_ON, "《条例》", "https://www.gov.cn/zhengce/1.htm"),
            (BASED_ON, "《标准》", "https://www.example.com/<1>"),
            (BASED_ON, "《内部文件》", ""),
        ]
    )
    record = press.publish("一件事", says=says)
    drain()
    text = page(press, record)
    assert text.count("（非政府网站）") == 1
    assert '<a href="https://www.gov.cn/zhengce/1.htm" rel="external noopener">《条例》</a>' in text
    assert '<a href="leaving.html#to-1" rel="external noopener">《标准》</a>' in text
    assert "https://www.example.com/&lt;1&gt;" not in text
    leaving = press.files()[f"records/{record.slug}/leaving.html"].decode()
    assert 'href="https://www.example.com/&lt;1&gt;" rel="external' in leaving
    assert "不是政府网站" in leaving
    assert "<li>《内部文件》</li>" in text


def test_a_repealed_document_leads_to_what_replaced_it(press: Press) -> None:
    from datetime import date

    old = press.publish("旧办法")
    new = press.publish("新办法")
    says = Says(validity="废止", validity_on=date(2026, 3, 1), successor=new)
    press.correct(old, "旧办法", says=says)
    drain()
    assert "本文件已于2026年3月1日废止，由" in page(press, old)
    assert f"<a {link(new)}>《新办法》</a>替代" in page(press, old)
    assert "替代的文件" in page(press, new)
    assert link(old) in page(press, new)
    press.correct(new, "新办法（修订）")
    drain()
    assert "《新办法（修订）》" in page(press, old)
    press.withdraw(new)
    drain()
    assert "本文件已于2026年3月1日废止。" in page(press, old)
    sound(press)


def test_all_corrections_are_told_the_newest_first(press: Press) -> None:
    record = press.publish("通知")
    for number in (1, 2, 3):
        press.correct(record, "通知", note=f"更正第{number}处")
    drain()
    text = page(press, record)
    assert "更正说明" in text
    places = [text.index(f"更正第{number}处") for number in (3, 2, 1)]
    assert places == sorted(places)
    assert [c["note"] for c in data(press, record)["corrections"]] == [  # type: ignore[attr-defined]
        "更正第3处",
        "更正第2处",
        "更正第1处",
    ]
    sound(press)


def test_a_matter_shows_its_five_stages_and_which_are_missing(press: Press) -> None:
    matter = press.matter("村道修缮")
    plan = press.publish("方案", says=Says(matter=matter, stage="decision"))
    drain()
    assert "执行、管理、服务、结果环节还没有公开的信息。" in page(press, plan)
    done = press.publish("竣工", says=Says(matter=matter, stage="result"))
    note = press.publish("说明", says=Says(matter=matter))
    drain()
    for record in (plan, done, note):
        text = page(press, record)
        assert "同一件事的五公开：村道修缮" in text
        assert "执行、管理、服务环节还没有公开的信息。" in text
        assert "没有标明环节的" in text
        for other in {plan, done, note} - {record}:
            assert link(other) in text
        assert text.count('<span aria-current="page">') == 2
    assert data(press, plan)["matter"] == {"slug": matter.slug, "name": "村道修缮"}
    assert data(press, plan)["stage"] == "decision"
    sound(press)
    press.withdraw(done)
    press.correct(note, "说明")
    drain()
    assert "执行、管理、服务、结果环节还没有公开的信息。" in page(press, plan)
    assert link(note) not in page(press, plan)
    sound(press)


def test_a_matter_with_many_records_is_spelled_out_on_its_list_only(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Promise 4: one more record of a large matter touches no more pages than before."""
    monkeypatch.setattr(related, "MOST_OF_A_MATTER", 3)
    matter = press.matter()
    says = Says(matter=matter, stage="service")
    members = [press.publish(f"第{n}条", says=says) for n in range(3)]
    drain()
    assert link(members[2]) in page(press, members[0])
    members.append(press.publish("第3条", says=says))
    drain()
    for record in members:
        assert "这件事公开的信息较多" in page(press, record)
        assert link(members[2]) not in page(press, record)
    sound(press)
    counts = []
    for n in range(4, 7):
        members.append(press.publish(f"第{n}条", says=says))
        written = deliver_record(press.town, members[-1].pk)
        counts.append(len([p for p in written.touched if p.startswith("records/")]))
    assert counts == [counts[0]] * 3
    listed = (press.tree / "lists" / "matters" / matter.slug / "index.html").read_text()
    assert all(record.slug in listed for record in members)
    press.withdraw(members[0])
    sound(press)


def test_many_released_at_once_and_delivered_in_any_order_agree(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(related, "MOST_OF_A_MATTER", 2)
    matter = press.matter()
    first = press.publish("甲", says=Says(matter=matter))
    second = press.publish("乙", says=Says(matter=matter, links=[(BASED_ON, first)]))
    third = press.publish("丙", says=Says(matter=matter, links=[(INTERPRETS, second)]))
    press.correct(first, "甲", says=Says(links=[(BASED_ON, third)]))
    deliver_record(press.town, third.pk)
    assert broken_links(press.files(), f"/{press.town.slug}/") == []
    sound(press)


@pytest.mark.parametrize("reason", list(TABLE), ids=lambda row: row.code)
def test_what_stays_of_a_withdrawn_record_is_what_its_reason_says(
    press: Press, reason: WithdrawalReason
) -> None:
    other = press.publish("后来的信息")
    record = press.publish(
        "花名册标题", body="<p>花名册正文</p>", attachments=[("花名册.pdf", b"%PDF")]
    )
    drain()
    press.withdraw(record, reason.code, None if reason.successor == "none" else other)
    drain()
    text = page(press, record)
    assert reason.page_shows in text
    assert reason.basis in text
    assert ("花名册标题" in text) == (reason.keeps == "title")
    assert "花名册正文" not in text
    assert (link(other) in text) == (reason.successor != "none")
    assert not (press.tree / "records" / record.slug / "files").exists()
    mark = press.tree / "records" / record.slug / "gone"
    assert mark.exists() == (reason.answers == "gone")
    expired = reason.code == "term_ended"
    assert data(press, record)["state"] == ("expired" if expired else "withdrawn")
    assert ("<title>公开期限已满" in text) == expired
    press.correct(other, "后来的信息（更正）")
    drain()
    assert ("后来的信息（更正）" in page(press, record)) == (reason.successor != "none")
    press.withdraw(other)
    drain()
    assert link(other) not in page(press, record)
    sound(press)


def test_pictures_of_the_body_are_shown_in_it_and_not_listed(press: Press) -> None:
    name = "现场 图&1.png"
    body = (
        '<p>见图。</p><img src="files/现场 图&amp;1.png" alt="现场">'
        '<img src="files/没有.png" alt="缺的图">'
    )
    files = [(name, b"\x89PNG"), ("附件.pdf", b"%PDF")]
    record = press.publish("有图", body=body, attachments=files, inline=[name])
    drain()
    text = page(press, record)
    assert 'src="files/%E7%8E%B0%E5%9C%BA%20%E5%9B%BE%261.png" alt="现场"' in text
    assert "（图片：缺的图）" in text
    assert text.count("download=") == 1
    assert data(press, record)["files"][0]["inline"] is True  # type: ignore[index]
    sound(press)


def test_a_matter_that_was_overtaken_on_its_way_names_nobody(press: Press) -> None:
    """A page is written between the act that puts a record into a matter and its withdrawal,
    neither of which was delivered.
    """
    matter = press.matter()
    first = press.publish("方案", says=Says(matter=matter))
    second = press.publish("名册")
    drain()
    press.correct(first, "方案第二稿", says=Says(matter=matter))
    press.correct(second, "名册", says=Says(matter=matter))
    earlier = claim()
    assert earlier is not None
    assert deliver(earlier)
    assert link(second) in page(press, first)
    press.withdraw(second)
    drain()
    assert link(second) not in page(press, first)
    assert differences(press.town) == []


def test_a_record_is_not_its_own_successor(press: Press) -> None:
    """Else its page would say another thing once the record is in the lists."""
    record = press.publish("旧办法")
    press.correct(record, "旧办法", says=Says(validity="废止", successor=record))
    drain()
    assert link(record) not in page(press, record)
    assert differences(press.town) == []
