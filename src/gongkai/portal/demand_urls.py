"""Addresses of the report of what people do not find."""

from django.urls import path

from gongkai.portal import demand

app_name = "demand"
urlpatterns = [
    path("", demand.demand, name="report"),
    path("demand.xlsx", demand.demand_xlsx, name="xlsx"),
]
