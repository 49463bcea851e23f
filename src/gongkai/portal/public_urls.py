"""The portal's own public addresses: search and counter mode."""

from django.urls import path

from gongkai.portal.public import searching

app_name = "portal"
urlpatterns = [
    path("search/", searching.search_page, name="search"),
    path("search/suggest/", searching.suggestions, name="suggest"),
]
