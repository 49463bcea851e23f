"""Addresses of the publication pages."""

from django.urls import path

from gongkai.publication import compare_views, guide_views, term_views, views

app_name = "publication"
urlpatterns = [
    path("", views.record_list, name="list"),
    path("new/", views.new, name="new"),
    path("new/keep/", views.keep_new, name="new_keep"),
    path("new/picture/", views.new_picture, name="new_picture"),
    path("paste/", views.paste, name="paste"),
    path("find/", views.find, name="find"),
    path("guide/", guide_views.write_guide, name="guide"),
    path("elements/", views.elements, name="elements"),
    path("waiting/<int:number>/", views.waiting_file, name="waiting_file"),
    path("<slug:slug>/", views.record_page, name="record"),
    path("<slug:slug>/edit/", views.edit, name="edit"),
    path("<slug:slug>/keep/", views.keep, name="record_keep"),
    path("<slug:slug>/picture/", views.picture, name="record_picture"),
    path("<slug:slug>/item/", views.file_under, name="file_under"),
    path("<slug:slug>/attach/", views.attach, name="attach"),
    path("<slug:slug>/detach/<int:number>/", views.detach, name="detach"),
    path("<slug:slug>/recognise/", views.recognise, name="recognise"),
    path("<slug:slug>/term/", term_views.set_term, name="set_term"),
    path("<slug:slug>/discard/", views.discard, name="discard"),
    path("<slug:slug>/compare/", compare_views.compare, name="compare"),
    path("<slug:slug>/versions/<int:number>/", views.version_page, name="version"),
    path(
        "<slug:slug>/versions/<int:number>/files/<int:file>/",
        views.attachment_file,
        name="attachment",
    ),
]
