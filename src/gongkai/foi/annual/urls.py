"""Addresses of the annual report."""

from django.urls import path, register_converter

from gongkai.foi.annual import views


class YearConverter:
    """A year of four digits."""

    regex = "20[0-9]{2}"

    def to_python(self, value: str) -> int:
        """The year as a number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """The year in an address."""
        return f"{value:04d}"


register_converter(YearConverter, "report_year")

app_name = "annual"
urlpatterns = [
    path("", views.reports, name="list"),
    path("<report_year:year>/", views.report, name="report"),
    path("<report_year:year>/texts/", views.texts, name="texts"),
    path("<report_year:year>/figures/<slug:table>/", views.figures, name="figures"),
    path("<report_year:year>/figures/<slug:table>/<str:row>/", views.figures, name="row"),
    path("<report_year:year>/previous/", views.previous, name="previous"),
    path("<report_year:year>/recompute/", views.recompute, name="recompute"),
    path("<report_year:year>/finish/", views.finish, name="finish"),
    path("<report_year:year>/reopen/", views.reopen, name="reopen"),
    path("<report_year:year>/record/", views.record, name="record"),
    path("<report_year:year>/export/<slug:kind>/", views.export, name="export"),
]
