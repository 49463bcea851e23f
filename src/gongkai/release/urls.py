"""Addresses of the release pages."""

from django.urls import URLPattern

app_name = "release"
urlpatterns: list[URLPattern] = []
