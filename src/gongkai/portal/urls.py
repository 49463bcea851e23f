"""Addresses that the portal brings into the office: the preview of its pages."""

from django.urls import path

from gongkai.portal import preview

app_name = "portal_office"
urlpatterns = [
    path("<slug:slug>/", preview.preview, name="preview"),
    path("<slug:slug>/<int:number>/", preview.preview, name="preview"),
    path("files/<path:name>", preview.asset, name="asset"),
]
