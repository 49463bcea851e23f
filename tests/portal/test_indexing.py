"""The search index follows what is public: in after the page, out before it."""

import pytest
from django.core.management import call_command
from django.test import Client
from docx.document import Document as DocxDocument

from documents.office_files import word
from gongkai.ledger.clock import today
from gongkai.outbox.worker import drain
from gongkai.portal.indexing import index_town
from gongkai.publication import actions as publication
from gongkai.publication.models import Record
from gongkai.release import actions as release
from gongkai.release.queries import search_keys
from gongkai.search.queries import search
from gongkai.search.suggesting import suggest
from roads import House, draft
from search.factory import document, index

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


def found(house: House, query: str) -> list[str]:
    hits = search(house.town.slug, query, {}, "").hits
    return ["".join(piece.text for piece in hit.title) for hit in hits]


def released(house: House, **values: object) -> Record:
    record = house.record(attachment=False, **values)
    publication.attach(house.drafter, record, "说明.txt", "附件里写着石榴园验收。".encode())
    out = house.released(record)
    drain()
    return out.record


def test_what_is_released_is_found_by_words_number_and_attachment(house: House) -> None:
    released(house, title="关于村道修缮的公示", document_number="泊政办发〔2026〕7号")
    assert found(house, "村道") == ["关于村道修缮的公示"]
    assert found(house, "泊政办发[2026]7号") == ["关于村道修缮的公示"]
    assert found(house, "石榴园") == ["关于村道修缮的公示"]
    assert found(house, "没有的词") == []


def test_nothing_is_found_before_it_is_public(house: House) -> None:
    house.approved(house.record(title="关于村道修缮的公示"))
    drain()
    assert found(house, "村道") == []


def test_what_is_taken_down_is_gone_with_the_act_itself(house: House) -> None:
    """Not with the delivery that follows it: the page may stand a moment longer, no hit does."""
    record = released(house, title="关于村道修缮的公示")
    release.withdraw(house.office, record, "exempt")
    assert found(house, "村道") == []
    drain()
    assert found(house, "村道") == []


def test_a_correction_takes_the_place_of_what_was_wrong(house: House) -> None:
    record = released(house, title="关于村道修缮的公示")
    publication.edit(house.drafter, record, draft(title="关于水渠修缮的公示"))
    release.release(house.office, house.approved(record))
    drain()
    assert (found(house, "村道"), found(house, "水渠")) == ([], ["关于水渠修缮的公示"])


def test_the_whole_index_is_made_anew_with_the_site(house: House) -> None:
    from gongkai.search.actions import clear

    released(house, title="关于村道修缮的公示")
    from django.db import transaction

    with transaction.atomic():
        clear(house.town.slug)
    assert found(house, "村道") == []
    call_command("site", "build", "--json")
    assert found(house, "村道") == ["关于村道修缮的公示"]


def test_what_is_not_public_leaves_the_index_when_it_is_made_anew(house: House) -> None:
    """However it came to be there: an index of a backup may hold what was taken down since."""
    record = released(house, title="关于村道修缮的公示")
    key = search_keys([record.slug], house.town)[record.slug]
    release.withdraw(house.office, record, "exempt")
    drain()
    for stray in (key, key + 1_000):
        index(document(stray, "村道修缮", town=house.town.slug))
    assert len(found(house, "村道")) == 2
    index_town(house.town)
    assert found(house, "村道") == []


def test_a_reader_of_the_search_page_sees_the_same(house: House, public_client: Client) -> None:
    """Found after the page is there, gone with the act that takes it down or lets it expire."""

    def listed(query: str) -> bool:
        answer = public_client.get(f"/{house.town.slug}/search/", {"q": query})
        return "<h3><a href=" in answer.content.decode()

    withdrawn = released(house, title="关于村道修缮的公示")
    expired = released(house, title="关于水渠修缮的公示")
    assert listed("村道")
    assert listed("水渠")
    release.withdraw(house.office, withdrawn, "exempt")
    release.withdraw(house.office, expired, "term_ended")
    assert not listed("村道")
    assert not listed("水渠")


def test_what_a_file_hides_is_not_found(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A released file should hide nothing; if one does, the search does not bring it to light."""

    def written(document: DocxDocument) -> None:
        document.add_paragraph("石榴园验收")
        document.add_paragraph().add_run("藏起来的电话").font.hidden = True

    files = {"说明.docx": word(written)}
    monkeypatch.setattr("gongkai.portal.indexing.released_bytes", lambda town, slug: files)
    released(house, title="关于村道修缮的公示")
    assert found(house, "石榴园") == ["关于村道修缮的公示"]
    assert found(house, "藏起来") == []


def test_names_of_items_are_offered_while_typing(house: House) -> None:
    released(house)
    name = house.item.level2 or house.item.level1
    assert (name, "事项") in [(one.text, one.kind) for one in suggest(house.town.slug, name[:2])]


def test_every_filter_narrows_to_what_was_filed_so(house: House, public_client: Client) -> None:
    """Unit, field, column, year and validity: offered with their names, and each of them holds."""
    released(house, title="关于村道修缮的公示", column="village-finance")
    released(
        house,
        title="关于水渠修缮的公示",
        column="institutions",
        validity="废止",
        validity_on=today(),
    )
    facets = search(house.town.slug, "修缮").facets
    own = {name: [facet.value for facet in values] for name, values in facets.items()}
    assert own["column"] == ["institutions", "village-finance"]
    assert own["validity"] == ["废止", "有效"]
    assert [len(own[name]) for name in ("unit", "field", "year")] == [1, 1, 1]
    for name, values in own.items():
        counts = [search(house.town.slug, "修缮", {name: value}).total for value in values]
        assert counts == [2 // len(values)] * len(values), name
        assert search(house.town.slug, "修缮", {name: "nothing"}).total == 0, name
    page = public_client.get(f"/{house.town.slug}/search/", {"q": "修缮"}).content.decode()
    assert "政府信息公开制度</a>" in page
    assert "村级财务</a>" in page
    narrowed = {
        "q": "修缮",
        "column": "village-finance",
        **{n: own[n][0] for n in ("unit", "year")},
    }
    page = public_client.get(f"/{house.town.slug}/search/", narrowed).content.decode()
    assert "找到<strong>1</strong>条" in page
    assert "村道" in page
