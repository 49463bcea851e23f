"""Addresses of the release pages."""

from django.urls import path

from gongkai.release import views

app_name = "release"
urlpatterns = [
    path("", views.register, name="register"),
    path("<slug:slug>/", views.release, name="release"),
    path("<slug:slug>/unschedule/", views.unschedule, name="unschedule"),
    path("<slug:slug>/expire/", views.expire, name="expire"),
    path("<slug:slug>/withdraw/", views.withdraw, name="withdraw"),
]
