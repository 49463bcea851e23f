"""Comparing two versions: what a reviewer must see, and what it may cost."""

import random
import time

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

import factories
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Role
from gongkai.publication import actions as publication
from gongkai.publication.comparing import (
    ADDED,
    CHANGED,
    REMOVED,
    SAME,
    Content,
    FileFact,
    Pieces,
    compare,
    compare_bodies,
    compare_versions,
)
from gongkai.publication.html import clean
from roads import House, draft


def client_of(actor: Actor) -> Client:
    client = Client()
    assert actor.account is not None
    client.force_login(actor.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text(pieces: Pieces | None) -> str:
    return "".join(piece.text for piece in pieces or ())


def marked(pieces: Pieces | None) -> list[str]:
    return [piece.text for piece in pieces or () if piece.change]


def test_equal_bodies_have_no_changes() -> None:
    found = compare_bodies("<p>示例正文。</p>", "<p>示例正文。</p>")
    assert found.changes == 0
    assert [block.status for block in found.blocks] == [SAME]


def test_words_are_marked_within_a_changed_paragraph() -> None:
    found = compare_bodies(
        "<p>每户补助1,200元，于6月30日前发放。</p>", "<p>每户补助1,500元，于7月15日前发放。</p>"
    )
    (block,) = found.blocks
    assert block.status == CHANGED
    assert marked(block.old) == ["1,200", "6月30"]
    assert marked(block.new) == ["1,500", "7月15"]


def test_a_new_paragraph_does_not_make_the_following_ones_look_changed() -> None:
    found = compare_bodies(
        "<p>第一段。</p><p>第二段。</p>", "<p>第一段。</p><p>增加的内容。</p><p>第二段。</p>"
    )
    assert [block.status for block in found.blocks] == [SAME, ADDED, SAME]
    assert found.blocks[1].old is None
    assert marked(found.blocks[1].new) == ["增加的内容。"]


def test_a_removed_paragraph_stands_on_the_old_side_alone() -> None:
    found = compare_bodies("<p>甲方。</p><p>请勿外传。</p>", "<p>甲方。</p>")
    assert [(b.status, b.new) for b in found.blocks][1] == (REMOVED, None)


def test_tables_are_compared_cell_by_cell() -> None:
    old = "<table><tr><th>村</th><th>户数</th></tr><tr><td>东村</td><td>12</td></tr></table>"
    new = (
        "<table><tr><th>村</th><th>户数</th></tr><tr><td>东村</td><td>13</td></tr>"
        "<tr><td>西村</td><td>8</td></tr></table>"
    )
    (table,) = compare_bodies(old, new).blocks
    assert table.is_table
    assert [row.status for row in table.rows] == [SAME, CHANGED, ADDED]
    village, count = table.rows[1].cells
    assert village.status == SAME
    assert (marked(count.old), marked(count.new)) == (["12"], ["13"])
    assert table.rows[0].cells[0].heading


def test_a_column_that_came_is_found_beside_the_old_ones() -> None:
    old = "<table><tr><td>东村</td><td>12</td></tr></table>"
    new = "<table><tr><td>东村</td><td>张某</td><td>12</td></tr></table>"
    (table,) = compare_bodies(old, new).blocks
    assert [cell.status for cell in table.rows[0].cells] == [SAME, ADDED, SAME]


def test_merged_cells_keep_the_columns_in_their_places() -> None:
    old = "<table><tr><td rowspan='2'>东村</td><td>12</td></tr><tr><td>13</td></tr></table>"
    new = "<table><tr><td rowspan='2'>东村</td><td>12</td></tr><tr><td>14</td></tr></table>"
    (table,) = compare_bodies(old, new).blocks
    assert [cell.status for cell in table.rows[1].cells] == [SAME, CHANGED]


def test_unmerging_a_cell_is_a_change_in_words() -> None:
    old = "<table><tr><td colspan='2'>东村</td></tr></table>"
    new = "<table><tr><td>东村</td><td></td></tr></table>"
    (table,) = compare_bodies(old, new).blocks
    assert table.rows[0].cells[0].note


def test_a_link_that_leads_elsewhere_is_a_change() -> None:
    found = compare_bodies(
        '<p>见<a href="https://a.example.cn/">办法</a>。</p>',
        '<p>见<a href="https://b.example.cn/">办法</a>。</p>',
    )
    assert marked(found.blocks[0].new) == ["〔链接：https://b.example.cn/〕"]


def test_another_picture_under_the_same_words_is_a_change() -> None:
    found = compare_bodies(
        '<figure><img src="files/a.png" alt="流程图"></figure>',
        '<figure><img src="files/b.png" alt="流程图"></figure>',
    )
    assert found.changes == 1


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        ("<p>注意</p>", "<p><strong>注意</strong></p>", "文字未变，格式有变化"),
        ("<p>注意</p>", '<p class="right">注意</p>', "对齐方式有变化"),
        ("<p>注意</p>", "<h2>注意</h2>", "由段落改为标题"),
        ("<h2>注意</h2>", "<h3>注意</h3>", "层级有变化"),
    ],
)
def test_what_marks_cannot_show_is_said_in_words(old: str, new: str, note: str) -> None:
    (block,) = compare_bodies(old, new).blocks
    assert (block.status, block.note) == (CHANGED, note)


def test_changes_are_numbered_in_order_for_jumping() -> None:
    found = compare_bodies(
        "<p>甲</p><p>乙乙乙</p><p>丙</p><p>丁丁丁</p>", "<p>甲</p><p>乙</p><p>丙</p><p>丁</p>"
    )
    assert [block.number for block in found.blocks if block.status != SAME] == list(
        range(1, found.changes + 1)
    )


def test_far_from_any_change_the_same_is_folded() -> None:
    same = "".join(f"<p>第{number}段</p>" for number in range(40))
    found = compare_bodies(same + "<p>旧</p>", same + "<p>新</p>")
    folded, shown = found.stretches
    assert folded.folded
    assert len(folded.parts) + len(shown.parts) == len(found.blocks)


def test_a_table_in_a_cell_and_loose_text_are_read_too() -> None:
    found = compare_bodies(
        "散文字<table><tr><td><p>甲</p><table><tr><td>乙</td></tr></table></td></tr></table>",
        "散文字<table><tr><td><p>甲</p><table><tr><td>丙</td></tr></table></td></tr></table>",
    )
    assert [block.status for block in found.blocks] == [SAME, CHANGED]


WORDS = st.text(alphabet="甲乙丙丁1２a。 \n", max_size=30)
BODIES = st.lists(
    st.one_of(
        WORDS.map(lambda words: f"<p>{words}</p>"),
        WORDS.map(lambda words: f"<h2>{words}</h2>"),
        st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=3).map(
            lambda rows: (
                "<table>"
                + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
                + "</table>"
            )
        ),
    ),
    max_size=6,
).map("".join)


@settings(max_examples=60, deadline=None)
@given(BODIES, BODIES)
def test_each_side_reads_as_its_own_text(old: str, new: str) -> None:
    """Nothing is lost and nothing invented, whatever is paired with what."""
    found = compare_bodies(clean(old), clean(new))
    alone_old = compare_bodies(clean(old), clean(old))
    alone_new = compare_bodies(clean(new), clean(new))

    def side(comparison: object, which: str) -> str:
        parts = []
        for block in comparison.blocks:  # type: ignore[attr-defined]
            parts.append(text(getattr(block, which)))
            parts += [text(getattr(cell, which)) for row in block.rows for cell in row.cells]
        return "".join(parts)

    assert side(found, "old") == side(alone_old, "old")
    assert side(found, "new") == side(alone_new, "new")
    assert (found.changes == 0) == (clean(old) == clean(new)) or side(found, "old") == side(
        found, "new"
    )


@pytest.mark.once
@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(1, 2, id="two unrelated long texts"),
        pytest.param(1, 1, id="the same"),
    ],
)
def test_the_cost_of_long_texts_is_bounded(old: int, new: int) -> None:
    def long_text(seed: int) -> str:
        chance = random.Random(seed)
        signs = [chr(0x4E00 + chance.randrange(400)) for _ in range(200_000)]
        return "".join(f"<p>{''.join(signs[at : at + 400])}</p>" for at in range(0, 200_000, 400))

    begun = time.process_time()
    compare_bodies(long_text(old), long_text(new))
    assert time.process_time() - begun < 12


def test_one_endless_paragraph_of_one_sign_is_bounded_too() -> None:
    begun = time.process_time()
    found = compare_bodies(f"<p>{'的' * 50_000}了</p>", f"<p>是{'的' * 50_010}</p>")
    assert found.changes == 1
    assert time.process_time() - begun < 12


def content(**values: object) -> Content:
    given: dict[str, object] = {"fields": {"标题": "甲"}, "body": "", "files": (), "relations": ()}
    return Content(**{**given, **values})  # type: ignore[arg-type]


def test_files_that_came_went_changed_or_took_another_name() -> None:
    found = compare(
        content(files=(FileFact("a", "1"), FileFact("b", "2"), FileFact("c", "3"))),
        content(files=(FileFact("a", "9"), FileFact("d", "3"), FileFact("e", "5"))),
    )
    assert {change.name: (change.status, change.note) for change in found.files} == {
        "a": (CHANGED, "内容不同"),
        "d": (CHANGED, "原名《c》，内容相同"),
        "e": (ADDED, ""),
        "b": (REMOVED, ""),
    }
    assert found.summary == "附件4个有变化"


def test_fields_and_relations() -> None:
    found = compare(
        content(fields={"标题": "甲通知", "体裁": ""}, relations=("依据：乙",)),
        content(fields={"标题": "甲公告", "体裁": ""}, relations=("依据：丙",)),
    )
    (title,) = found.changed_fields
    assert (title.label, marked(title.old), marked(title.new)) == ("标题", ["通知"], ["公告"])
    assert sorted(change.status for change in found.relations) == [ADDED, REMOVED]
    assert found.changes == 3


@pytest.mark.django_db
def test_stored_versions_are_compared_with_everything_the_digest_covers() -> None:
    record = factories.make_record()
    old = record.versions.get()
    new = factories.make_version(
        record,
        state="past",
        title=old.title,
        issuer=old.issuer,
        stage="decision",
        body="<p>示例文字。</p>",
    )
    found = compare_versions(old, new)
    assert {change.label for change in found.changed_fields} == {"五公开环节"}
    assert found.body.changes == 1


@pytest.mark.django_db
def test_the_page_compares_two_versions_within_scope() -> None:
    house = House()
    record = house.record(body="<p>每户补助1,200元。</p>")
    publication.edit(house.drafter, record, draft(body="<p>每户补助1,500元。</p>"), None)
    numbers = sorted(record.versions.values_list("number", flat=True))
    client = client_of(house.drafter)
    page = client.get(f"/records/{record.slug}/compare/?old={numbers[0]}&new={numbers[-1]}")
    assert "<ins><span" in page.content.decode()
    assert client.get(f"/records/{record.slug}/compare/?old=99&new=1").status_code == 404
    assert client.get(f"/records/{record.slug}/compare/?old=x").status_code == 404
    stranger = house.person(Role.LIAISON, unit=factories.make_unit(house.town))
    assert client_of(stranger).get(f"/records/{record.slug}/compare/").status_code == 404
