"""Addresses of the office's pages about other places."""

from django.urls import path

from gongkai.portal.targets import views

app_name = "portal_targets"
urlpatterns = [
    path("", views.targets, name="targets"),
    path("add/<slug:kind>/", views.add, name="add"),
    path("<int:target_id>/", views.edit, name="edit"),
    path("<int:target_id>/switch/", views.switch, name="switch"),
    path("<int:target_id>/resend/", views.resend, name="resend"),
]
