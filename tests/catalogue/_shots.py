import io
import pytest, factories
from datetime import date
from openpyxl import load_workbook
from browser import log_in
from gongkai.catalogue.actions import *
from gongkai.catalogue.exporting import export
from gongkai.catalogue.models import *
from gongkai.organisation.actor import system_actor, actor_for
from gongkai.organisation.models import Role


@pytest.mark.django_db(transaction=True)
def test_shots(live_server, page, transactional_db):
    town = factories.make_town(name="泊里镇")
    unit = factories.make_unit(town, name="党政办公室")
    for n in [
        "应急管理办公室",
        "规划建设管理办公室",
        "社会事务办公室",
        "农业农村办公室",
        "综合行政执法局",
        "便民服务中心",
    ]:
        factories.make_unit(town, name=n)
    acc = factories.make_account(Role.OFFICE, unit=unit, username="office", name="王示例")
    actor = actor_for(acc)
    sysa = system_actor(town)
    ed = start_edition(sysa, town, "泊里镇标准目录(2026年版)", "国办发〔2019〕54号")
    load_national(sysa, ed)
    for i in ed.items.all()[:60]:
        assign_units(sysa, i, [unit])
    content = export(ed, "xlsx")
    put_in_force(sysa, ed, date(2026, 3, 1), to_check=87)
    book = load_workbook(io.BytesIO(content))
    for name in book.sheetnames[:2] + book.sheetnames[4:]:
        del book[name]
    s = book["社会救助"]
    s["H5"] = "□政府网站\n□两微一端"
    s["I6"] = None
    s["F7"] = "视情况"
    s["C8"] = None
    s["K9"] = "√"
    s["L9"] = "√"
    s.cell(s.max_row + 1, 1, "备注:以上事项由社会事务办负责")
    s.cell(s.max_row + 1, 3, "零散文字")
    out = io.BytesIO()
    book.save(out)
    d2 = start_edition(actor, town, "泊里镇标准目录(2027年版)", "", ed)
    i = d2.items.first()
    d2.items.filter(pk=i.pk).update(
        time_limit_text="自信息形成之日起10个工作日内", elements=i.elements + "；监督电话"
    )
    d2.items.last().delete()
    factories.make_item(d2, field=i.field, level1="批准结果信息", level2="规划选址")
    d = start_edition(actor, town, "上级目录核对稿")
    up = upload_file(actor, d, "泊里镇基层政务公开标准目录.xlsx", out.getvalue())
    log_in(page, live_server, "office", factories.PASSWORD)
    first = ed.items.filter(standing="to_check").first()
    pages = {
        "home": "/catalogue/",
        "edition": "/catalogue/editions/1/",
        "field": "/catalogue/editions/1/?field=05",
        "item": f"/catalogue/editions/1/items/{first.pk}/",
        "check": "/catalogue/editions/1/check/",
        "import": f"/catalogue/editions/3/imports/{up.pk}/",
        "row": f"/catalogue/editions/3/imports/{up.pk}/rows/1/",
        "diff": "/catalogue/editions/2/difference/",
        "force": "/catalogue/editions/2/in-force/",
        "new": "/catalogue/new/",
        "edit": f"/catalogue/editions/1/items/{first.pk}/edit/",
        "units": f"/catalogue/editions/1/items/{first.pk}/units/",
        "accept": f"/catalogue/editions/3/imports/{up.pk}/accept/",
        "draft": "/catalogue/editions/2/",
    }
    from browser import axe_violations
    import os

    want = os.environ.get("SHOTS", "").split(",") if os.environ.get("SHOTS") else pages
    logs = []
    page.on("console", lambda m: logs.append(m.text))
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for name in want:
            page.goto(live_server.url + pages[name])
            if name == "import":
                page.evaluate("1")
                over = page.evaluate("document.documentElement.scrollWidth")
                print(name, width, "scrollWidth", over)
                page.screenshot(path=f"/tmp/cat-shots/{name}-{width}-top.png")
                page.keyboard.press("n")
                page.wait_for_timeout(200)
                page.screenshot(path=f"/tmp/cat-shots/{name}-{width}-n.png")
                page.keyboard.press("n")
                page.wait_for_timeout(200)
                page.screenshot(path=f"/tmp/cat-shots/{name}-{width}-n2.png")
            else:
                print(name, width, page.evaluate("document.documentElement.scrollWidth"))
                page.screenshot(path=f"/tmp/cat-shots/{name}-{width}.png", full_page=True)
            if width == 1280:
                print(name, axe_violations(page))
    print(logs)
