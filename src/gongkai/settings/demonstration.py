"""For trying Gongkai on one machine: SQLite, a known key, invented people. Never for real data."""

from gongkai.settings.base import *  # noqa: F403
from gongkai.settings.base import ALLOWED_HOSTS, LOGGING, SECRET_KEY

DEMONSTRATION_KEY = "demonstration-key-that-production-refuses-to-start-with"
SECRET_KEY = SECRET_KEY or DEMONSTRATION_KEY
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "localhost", "127.0.0.1", "[::1]"]
DEMONSTRATION = True
CLOCK_MAY_BE_SET = True
MAKES_SIGNING_KEY = True
LOGGING = {**LOGGING, "json": False}
PASSWORD_HASHERS = ["gongkai.demo.hashers.DemonstrationHasher"]
