import time, pytest, factories
from datetime import date
from django.test import Client
from gongkai.catalogue.actions import *
from gongkai.catalogue.exporting import export
from gongkai.organisation.actor import system_actor
@pytest.mark.django_db
def test_perf(national, office, town):
    for e in ("xlsx","docx","csv","json"):
        t=time.perf_counter(); c=export(national,e); print(e, len(c), time.perf_counter()-t)
    c=export(national,"docx")
    d=start_edition(office,town,"二")
    t=time.perf_counter(); up=upload_file(office,d,"a.docx",c); print("upload",time.perf_counter()-t, len(up.reading["rows"]))
    cl=Client(); cl.force_login(office.account)
    for url in ("","?page=3"):
        t=time.perf_counter(); r=cl.get(f"/catalogue/editions/2/imports/{up.pk}/"+url); print("page",time.perf_counter()-t, len(r.content)); assert r.status_code==200
    t=time.perf_counter(); r=cl.post(f"/catalogue/editions/2/imports/{up.pk}/accept/"); print("accept",time.perf_counter()-t, r.status_code, r.content[:0])
    t=time.perf_counter(); r=cl.get("/catalogue/editions/2/difference/?from=1"); print("diff",time.perf_counter()-t, r.status_code)
    t=time.perf_counter(); r=cl.get("/catalogue/editions/1/?text=%E5%85%AC"); print("edition",time.perf_counter()-t, len(r.content))
    t=time.perf_counter(); put_in_force(office,national,date(2026,3,1),to_check=87); print("force",time.perf_counter()-t)
