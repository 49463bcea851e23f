"""Addresses of the publication pages."""

from django.urls import URLPattern

app_name = "publication"
urlpatterns: list[URLPattern] = []
