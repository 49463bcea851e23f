"""For a real town. Refuses to start with anything that would be unsafe there."""

from django.core.exceptions import ImproperlyConfigured

from gongkai.settings.base import *  # noqa: F403
from gongkai.settings.base import ALLOWED_HOSTS, AUTH_PASSWORD_VALIDATORS, DEBUG, SECRET_KEY
from gongkai.settings.environment import read, read_bool

DEMONSTRATION = False
CLOCK_MAY_BE_SET = False
MAKES_SIGNING_KEY = False

_faults = []
if len(SECRET_KEY) < 50 or SECRET_KEY.startswith(("demonstration-", "test-")):
    _faults.append("GONGKAI_SECRET_KEY is missing, too short or the demonstration key")
if DEBUG:
    _faults.append("GONGKAI_DEBUG is on")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    _faults.append("GONGKAI_HOSTS must name the host names of the office")
if not read("GONGKAI_SIGNING_KEY"):
    _faults.append("GONGKAI_SIGNING_KEY must name the key file that signs review sheets")
if not read("GONGKAI_FOI_KEYS"):
    _faults.append("GONGKAI_FOI_KEYS must name the key file that seals applicants' data")
if _faults:
    raise ImproperlyConfigured("production refuses to start: " + "; ".join(_faults))

AUTH_PASSWORD_VALIDATORS = [
    *AUTH_PASSWORD_VALIDATORS,
    {"NAME": "gongkai.demo.password.NotDemonstrationPassword"},
]

_https = read_bool("GONGKAI_HTTPS")
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = _https
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
