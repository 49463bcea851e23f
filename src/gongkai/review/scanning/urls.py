"""Addresses of the scan."""

from django.urls import path

from gongkai.review.covering import views as covering_views
from gongkai.review.scanning import views, word_views

app_name = "scan"
urlpatterns = [
    path("records/<slug:slug>/", views.record, name="record"),
    path("records/<slug:slug>/mask/", views.mask, name="mask"),
    path("records/<slug:slug>/ask/<slug:fingerprint>/", views.ask, name="ask"),
    path("records/<slug:slug>/files/<int:file>/cover/", covering_views.cover, name="cover"),
    path(
        "records/<slug:slug>/files/<int:file>/pages/<int:page>.png",
        covering_views.page_picture,
        name="cover_page",
    ),
    path("decisions/<int:number>/", views.decide, name="decide"),
    path("leaks/", views.leaks, name="leaks"),
    path("leaks/<int:number>/", views.leak, name="leak"),
    path("words/", word_views.words, name="words"),
    path("words/import/", word_views.import_words, name="import_words"),
    path("words/<int:number>/remove/", word_views.remove_word, name="remove_word"),
    path("patterns/", word_views.patterns, name="patterns"),
]
