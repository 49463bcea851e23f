"""Addresses of the foi package in the office."""

from django.urls import URLPattern

app_name = "foi"

urlpatterns: list[URLPattern] = []
