"""Addresses of the public verification page."""

from django.urls import path

from gongkai.review import verify_views

app_name = "verify"
urlpatterns = [
    path("", verify_views.ask, name="ask"),
    path("<str:code>/", verify_views.answer, name="answer"),
]
