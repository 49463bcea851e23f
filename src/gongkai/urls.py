"""Addresses of the office and of the few dynamic public pages. Each package brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("gongkai.office.urls")),
    path("accounts/", include("allauth.urls")),
    path("records/", include("gongkai.publication.urls")),
    path("review/", include("gongkai.review.urls")),
    path("scan/", include("gongkai.review.scanning.urls")),
    path("verify/", include("gongkai.review.verify_urls")),
    path("release/", include("gongkai.release.urls")),
    path("preview/", include("gongkai.portal.urls")),
    path("demand/", include("gongkai.portal.demand_urls")),
    path("targets/", include("gongkai.portal.targets.urls")),
    path("duties/", include("gongkai.duty.urls")),
    path("plan/", include("gongkai.campaign.urls")),
    path("foi/", include("gongkai.foi.urls")),
    path("annual/", include("gongkai.foi.annual.urls")),
    path("reminders/", include("gongkai.reminding.urls")),
    path("catalogue/", include("gongkai.catalogue.urls")),
    path("organisation/", include("gongkai.organisation.urls")),
]
