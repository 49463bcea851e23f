"""Entry of the application server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

profile = os.environ.get("GONGKAI_PROFILE", "demonstration")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"gongkai.settings.{profile}")
application = get_wsgi_application()

from gongkai.demo.checks import refuse_demonstration_data  # noqa: E402  (needs the loaded apps)

refuse_demonstration_data()

# What is loaded by now stays for ever: looking through it for garbage would hold up one page in
# some dozens for a tenth of a second.
gc.collect()
gc.freeze()
