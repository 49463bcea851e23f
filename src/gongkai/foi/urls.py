"""Addresses of the foi package in the office."""

from django.urls import path

from gongkai.foi.bulk import BULK
from gongkai.foi.views import (
    assistance,
    bulk,
    cases,
    letters,
    lists,
    own_records,
    sheet,
    supplying,
    templates,
    town,
)

app_name = "foi"

urlpatterns = [
    path("", lists.queue, name="queue"),
    path("all/", lists.register, name="register"),
    path("new/", cases.register, name="new"),
    path("new/sheet/", sheet.sheet, name="sheet"),
    path("new/sheet/enter/", sheet.enter_rows, name="sheet-enter"),
    path("new/sheet/xlsx/", sheet.empty, {"kind": "xlsx"}, name="sheet-xlsx"),
    path("new/sheet/csv/", sheet.empty, {"kind": "csv"}, name="sheet-csv"),
    path("export/queue/", lists.export, {"which": "queue"}, name="export-queue"),
    path("export/all/", lists.export, {"which": "all"}, name="export-all"),
    *(path(f"bulk/{name}/", bulk.bulk, {"name": name}, name="bulk") for name in BULK),
    *(path(f"bulk/{name}/apply/", bulk.apply, {"name": name}, name="bulk-apply") for name in BULK),
    path("settings/", town.settings, name="settings"),
    path("settings/head/", town.head, name="head"),
    path("letters/", letters.register, name="letters"),
    path("templates/", templates.templates, name="templates"),
    path("templates/<slug:form>/", templates.template, name="template"),
    path("demand/", town.demand, name="demand"),
    path("demand/decide/", town.demand_decide, name="demand-decide"),
    path("disputes/", town.disputes, name="disputes"),
    path("disputes/<int:dispute_id>/answer/", town.dispute_answer, name="dispute-answer"),
    path("disputes/<int:dispute_id>/end/", town.dispute_end, name="dispute-end"),
    path("own-records/", own_records.own_records, name="own-records"),
    path("own-records/new/", own_records.own_record_new, name="own-record-new"),
    path("own-records/<str:number>/", own_records.own_record, name="own-record"),
    path(
        "own-records/<str:number>/remove/",
        own_records.own_record_remove,
        name="own-record-remove",
    ),
    path(
        "own-records/<str:number>/letter/",
        own_records.own_record_letter,
        name="own-record-letter",
    ),
    path("assistance/<int:asked_id>/", assistance.assistance, name="assistance"),
    path("cases/<slug:number>/", cases.case, name="case"),
    path("cases/<slug:number>/reply/", cases.reply, name="reply"),
    path("cases/<slug:number>/reply/issue/", cases.issue, name="issue"),
    path("cases/<slug:number>/supply/", supplying.supply, name="supply"),
    path("cases/<slug:number>/propose/", cases.propose, name="propose"),
    path("cases/<slug:number>/words/", cases.words, name="words"),
    path("cases/<slug:number>/applicant/", cases.applicant, name="applicant"),
    path("cases/<slug:number>/reply/preview/", letters.preview, name="reply-preview"),
    path("cases/<slug:number>/letters/<int:letter_id>/", letters.letter, name="letter"),
    path("cases/<slug:number>/letters/<int:letter_id>/retry/", letters.retry, name="letter-retry"),
    path(
        "cases/<slug:number>/letters/<int:letter_id>/print/",
        letters.print_sheet,
        name="letter-print",
    ),
    path("cases/<slug:number>/files/<int:file_id>/", cases.file, name="file"),
    path("cases/<slug:number>/steps/<slug:name>/", cases.step, name="step"),
]
