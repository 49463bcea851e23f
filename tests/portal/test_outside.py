"""Which links leave for a site that is none of the government."""

import pytest

from gongkai.portal.building import build
from gongkai.portal.outside import is_government
from portal.factory import Press

pytestmark = pytest.mark.once

AWAY = (
    *("http://www.example.com/a", "HTTPS://WWW.EXAMPLE.COM/A", "//www.example.com/a"),
    *("https:www.example.com", "http:/\\\\www.example.com", "ht\ttps://www.example.com"),
    *("http://www.example.com\\.gov.cn/", "https://www.gov.cn@www.example.com/", "https://[::1]/"),
    *("https://examplegov.cn/", "https://www.gov.cn.example.com/"),
)
GOVERNMENT = (
    "https://www.gov.cn/a",
    "//WWW.GOV.CN",
    "https://a.b.gov.cn:8443/?a=b",
    "http://gov.cn.",
)


@pytest.mark.parametrize("url", AWAY)
def test_an_address_that_is_none_of_the_government(url: str) -> None:
    assert not is_government(url)


@pytest.mark.parametrize("url", GOVERNMENT)
def test_an_address_of_the_government(url: str) -> None:
    assert is_government(url)


@pytest.mark.django_db
def test_however_a_link_is_written_people_are_told_before_they_leave() -> None:
    """Only what leads away is led through the page that says so."""
    press = Press()
    links = "".join(f'<a href="{url}">去</a>' for url in AWAY)
    stays = '<a href="https://www.gov.cn/a">在</a><a href="mailto:a@b.cn">信</a><a href="#x">此</a>'
    record = press.publish("一件事", body=f"<p>{links}{stays}</p>")
    build(press.town)
    page = press.files()[f"records/{record.slug}/index.html"].decode()
    assert page.count("（非政府网站）") == len(AWAY)
    assert page.count('href="leaving.html#to-') == len(AWAY)
    assert "example.com/" not in page.partition('itemprop="text"')[2].partition("</div>")[0]
