"""Addresses under the public host, ``/<town>/…``, that the application answers.

Each package brings ``public_urls.py``. The first word of each address stands in
``gongkai.portal.dynamic.DYNAMIC`` and in ``deploy/nginx.conf``; views get the ``Town``.
"""

from django.urls import include, path

from gongkai.portal.public.health import health

urlpatterns = [
    # Asked on the machine itself; the web server hands nothing of it on.
    path("health/", health),
    path(
        "<slug:town>/",
        include(
            [
                path("", include("gongkai.portal.public_urls")),
                path("", include("gongkai.foi.public_urls")),
            ]
        ),
    ),
]

handler400 = "gongkai.portal.public.errors.bad_request"
handler403 = "gongkai.portal.public.errors.denied"
handler404 = "gongkai.portal.public.errors.not_found"
handler500 = "gongkai.portal.public.errors.broken"
