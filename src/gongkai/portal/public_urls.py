"""The portal's own public addresses: search and counter mode."""

from django.urls import path

from gongkai.portal.public import kiosk, reading, searching

app_name = "portal"
urlpatterns = [
    path("search/", searching.search_page, name="search"),
    path("search/suggest/", searching.suggestions, name="suggest"),
    path("kiosk/", kiosk.start, name="kiosk"),
    path("kiosk/look/", kiosk.look, name="kiosk_look"),
    path("kiosk/apply/", kiosk.apply, name="kiosk_apply"),
    path("kiosk/ask/", kiosk.ask, name="kiosk_ask"),
    path("kiosk/read/", reading.read, name="kiosk_read"),
    path("kiosk/slip/<slug:slug>/", kiosk.slip, name="kiosk_slip"),
]
