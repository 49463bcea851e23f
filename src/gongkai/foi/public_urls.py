"""The public addresses of this package, below ``/<town>/``."""

from django.urls import path

from gongkai.foi.public import applying, letters, status, steps

app_name = "foi_public"
urlpatterns = [
    path("apply/", applying.form, name="apply"),
    path("apply/send/", applying.send, name="send"),
    path("apply/found/", applying.found, name="found"),
    path("apply/open/<slug:slug>/", applying.open_offer, name="open"),
    path("status/", status.enter, name="status"),
    path("status/leave/", status.leave, name="leave"),
    path("status/case/", status.case, name="case"),
    path("status/case/letters/<int:letter_id>/", letters.letter, name="letter"),
    path("status/case/content/", letters.content, name="content"),
    path("status/case/content/<int:file_id>/", letters.content_file, name="content_file"),
    path("status/case/<slug:name>/", steps.step, name="step"),
]
