"""Entry of the application server."""

import os

from django.core.wsgi import get_wsgi_application

profile = os.environ.get("GONGKAI_PROFILE", "demonstration")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"gongkai.settings.{profile}")
application = get_wsgi_application()

from gongkai.demo.checks import refuse_demonstration_data  # noqa: E402  (needs the loaded apps)

refuse_demonstration_data()
