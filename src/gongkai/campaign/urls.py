"""Addresses of the campaign package in the office."""

from django.urls import URLPattern

app_name = "campaign"

urlpatterns: list[URLPattern] = []
