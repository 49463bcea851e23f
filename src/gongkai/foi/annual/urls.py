"""Addresses of the annual report."""

from django.urls import path

from gongkai.foi.annual import outcome_views, views

app_name = "annual"
urlpatterns = [
    path("", views.reports, name="list"),
    path("<int:year>/", views.report, name="report"),
    path("<int:year>/outcomes/", outcome_views.outcomes, name="outcomes"),
    path("<int:year>/outcomes.csv", outcome_views.outcomes_csv, name="outcomes_csv"),
    path("<int:year>/texts/", views.texts, name="texts"),
    path("<int:year>/figures/<slug:table>/", views.figures, name="figures"),
    path("<int:year>/figures/<slug:table>/<str:row>/", views.figures, name="row"),
    path("<int:year>/previous/", views.previous, name="previous"),
    path("<int:year>/recompute/", views.recompute, name="recompute"),
    path("<int:year>/finish/", views.finish, name="finish"),
    path("<int:year>/reopen/", views.reopen, name="reopen"),
    path("<int:year>/record/", views.record, name="record"),
    path("<int:year>/export/<slug:kind>/", views.export, name="export"),
]
