"""Addresses of the duty package in the office."""

from django.urls import URLPattern

app_name = "duty"

urlpatterns: list[URLPattern] = []
