"""Addresses of the reminding package in the office."""

from django.urls import path

from gongkai.reminding import views

app_name = "reminding"

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<int:number>/", views.message, name="message"),
    path("mine/", views.mine, name="mine"),
    path("settings/", views.settings, name="settings"),
    path("heads/", views.heads, name="heads"),
    path("heads/<int:unit>/", views.head, name="head"),
    path("sendings/", views.sendings, name="sendings"),
    path("ways/", views.gateways, name="gateways"),
    path("ways/<slug:kind>/", views.gateway, name="gateway"),
    path("ways/<slug:kind>/try/", views.trial, name="trial"),
]
