"""For tests: quick password hashing, temporary folders, the engine named by GONGKAI_DATABASE."""

import tempfile
from pathlib import Path

from gongkai.settings.base import *  # noqa: F403
from gongkai.settings.base import LOGGING

SECRET_KEY = "test-key-that-production-refuses-to-start-with"  # noqa: S105
DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DEMONSTRATION = False
CLOCK_MAY_BE_SET = True
MAKES_SIGNING_KEY = True
LOGGING = {**LOGGING, "level": "WARNING"}

_FOLDER = Path(tempfile.gettempdir()) / "gongkai-test"
DATA_ROOT = _FOLDER
SITE_ROOT = _FOLDER / "site"
FILES_ROOT = _FOLDER / "files"
SIGNING_KEY_FILE = _FOLDER / "signing-key.pem"
