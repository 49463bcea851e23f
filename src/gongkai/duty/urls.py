"""Addresses of the duty package in the office."""

from django.urls import path

from gongkai.duty.views import (
    calendar,
    coverage,
    feed,
    gaps,
    indicators,
    lists,
    one,
    others,
    urging,
)

app_name = "duty"

urlpatterns = [
    path("", lists.duty_list, name="list"),
    path("list.xlsx", lists.duty_xlsx, name="xlsx"),
    path("bulk/<slug:verb>/", lists.bulk, name="bulk"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("coverage/print/", coverage.coverage_print, name="coverage_print"),
    path("coverage/report.xlsx", coverage.coverage_xlsx, name="coverage_xlsx"),
    path("coverage/owed/", coverage.owed, name="coverage_owed"),
    path("coverage/nothing/", others.basis_nothing, name="basis_nothing"),
    path("website/", gaps.website, name="website_gaps"),
    path("columns/", gaps.columns, name="columns"),
    path("columns/ask/", gaps.ask, name="column_ask"),
    path("columns/letter.docx", gaps.letter, name="columns_letter"),
    path("columns/sent/", gaps.sent, name="columns_sent"),
    path("columns/<int:number>/", gaps.column, name="column"),
    path("indicators/", indicators.indicators, name="indicators"),
    path("indicators/link/", indicators.link, name="indicator_link"),
    path("indicators/<int:number>/unlink/", indicators.unlink, name="indicator_unlink"),
    path("calendar/", calendar.days, name="calendar"),
    path("calendar/feed/", feed.feed_page, name="feed"),
    path("calendar/feed/close/", feed.feed_close, name="feed_close"),
    path("feed/<str:secret>.ics", feed.feed_file, name="feed_file"),
    path("owed/", others.obligations, name="obligations"),
    path("owed/<int:obligation>/event/", others.record_event, name="event"),
    path("owed/<int:obligation>/nothing/", others.nothing_this_year, name="nothing"),
    path("notices/<int:number>/", others.notice, name="notice"),
    path("transfer/<int:unit>/", others.transfer, name="transfer"),
    path("settings/", others.settings, name="settings"),
    path("urging/", urging.urgings, name="urgings"),
    path("urging/<int:number>/", urging.urging_page, name="urging"),
    path("urging/<int:number>/<slug:step>/", urging.act, name="urging_act"),
    path("<int:number>/", one.duty_page, name="duty"),
    path("<int:number>/<slug:verb>/", one.act, name="act"),
]
