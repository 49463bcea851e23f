"""The plan in a real browser: opened by the Office, reported on by a unit, summed up in Word."""

import subprocess
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from browser import sign_in, sound
from campaign.full_town import FullPlan
from campaign.things import WHOLE
from gongkai.ledger.clock import today
from roads import House
from system import need

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
PARTS = {
    "开展情况": WHOLE["progress"],
    "主要做法": WHOLE["measures"],
    "应用案例": WHOLE["cases"],
    "存在问题及建议": WHOLE["problems"],
}


def test_from_the_plan_to_the_towns_summary(
    page: Page, live_server: LiveServer, house: House, tmp_path: Path
) -> None:
    office, liaison, unit = house.office, house.drafter, house.unit
    sign_in(page, live_server, office)
    page.get_by_role("link", name="方案和任务").click()
    page.get_by_role("link", name="新建实施方案").click()
    page.get_by_label("名称").fill("2026年实施方案")
    page.get_by_label("工作目标").fill("按时公开")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="添加任务").first.click()
    page.get_by_label("任务", exact=True).fill("报送工作报告")
    page.get_by_label("完成时限").fill(str(today()))
    page.get_by_label("成果").fill("工作报告")
    page.get_by_label(unit.name, exact=True).check()
    sound(page)
    page.get_by_role("button", name="添加").click()
    page.get_by_role("link", name="下达方案").click()
    page.get_by_role("button", name="下达").click()
    expect(page.get_by_role("img", name="2026年实施方案进度时间轴")).to_be_visible()
    sound(page)
    page.get_by_role("link", name="工作报告", exact=True).click()
    page.get_by_role("link", name="布置工作报告").click()
    page.get_by_label("名称").fill("年度报告")
    page.get_by_label("总结的时期").fill("2026年")
    page.get_by_label("报送时限").fill(str(today()))
    page.get_by_label(unit.name, exact=True).check()
    page.get_by_role("button", name="布置").click()
    expect(page.get_by_text("没有报送的单位（1）")).to_be_visible()

    sign_in(page, live_server, liaison)
    page.get_by_role("link", name="写报告").click()
    for name, text in PARTS.items():
        page.get_by_label(name).fill("" if name == "应用案例" else text)
    page.get_by_role("button", name="报送").click()
    expect(page.get_by_role("alert")).to_contain_text("请填写“应用案例”")
    expect(page.get_by_label("主要做法")).to_have_value(PARTS["主要做法"])
    sound(page)
    page.get_by_label("应用案例").fill(PARTS["应用案例"])
    page.get_by_role("button", name="报送").click()
    expect(page.get_by_text("已报送党政办公室。")).to_be_visible()

    sign_in(page, live_server, office)
    page.get_by_role("link", name="汇总").click()
    page.get_by_role("link", name="汇总全镇总结").click()
    page.get_by_label("标题").fill("全镇总结")
    for name, text in PARTS.items():
        page.get_by_label(name).fill(f"全镇：{text}")
    page.get_by_role("button", name="汇总").click()
    expect(page.get_by_role("heading", name="三、应用案例")).to_be_visible()
    sound(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载 DOCX").click()
    file = tmp_path / "summary.docx"
    waiting.value.save_as(file)
    words = [(p.text, p.style.name) for p in Document(str(file)).paragraphs]
    assert words[0] == ("全镇总结", "Title")
    assert ("三、应用案例", "Heading 1") in words
    assert (f"（一）{unit.name}", "Heading 2") in words
    assert (f"全镇：{WHOLE['cases']}", "Normal") in words
    assert _pages(file, tmp_path) >= 1


def _pages(file: Path, folder: Path) -> int:
    """How many pages an office program makes of it."""
    import pypdfium2

    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [need("soffice"), profile, "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(folder), str(file)], check=True, capture_output=True, timeout=600)
    return len(pypdfium2.PdfDocument(str(file.with_suffix(".pdf"))))


def test_the_other_pages_are_sound(page: Page, live_server: LiveServer, house: House) -> None:
    full = FullPlan(house)
    sign_in(page, live_server, house.office)
    values = full.values()
    for address in (
        f"{values['plan']}/report/",
        f"tasks/{values['task']}/",
        f"trainings/{values['training']}/attendance/",
        f"trainings/{values['training']}/sheet/",
        f"checks/{values['check']}/",
        "checks/findings/",
        f"checks/findings/{values['finding']}/",
        f"concerns/{values['concern']}/",
        "concerns/new/",
        "steps/",
        f"steps/{house.item.field.code}/",
        "references/",
    ):
        page.goto(f"{live_server.url}/plan/{address}")
        sound(page)
