"""For tests: quick password hashing, temporary folders, the engine named by GONGKAI_DATABASE."""

import tempfile
from pathlib import Path
from typing import Any

from gongkai.settings.base import *  # noqa: F403
from gongkai.settings.base import DATABASES, LOGGING

SECRET_KEY = "test-key-that-production-refuses-to-start-with"  # noqa: S105
DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DEMONSTRATION = False
CLOCK_MAY_BE_SET = True
MAKES_SIGNING_KEY = True
LOGGING = {**LOGGING, "level": "WARNING"}

# Removed when the process ends, because the object lives as long as this module.
_temporary = tempfile.TemporaryDirectory(prefix="gongkai-test-")
_FOLDER = Path(_temporary.name)
DATA_ROOT = _FOLDER
SITE_ROOT = _FOLDER / "site"
FILES_ROOT = _FOLDER / "files"
LINK_CHECKS = False
SIGNING_KEY_FILE = _FOLDER / "signing-key.pem"
FOI_KEYS_FILE = _FOLDER / "foi-keys.json"

_database: dict[str, Any] = DATABASES["default"]
# A kept connection of a live server's thread would stand in the way of dropping the database.
_database["CONN_MAX_AGE"] = 0
if _database["ENGINE"].endswith("sqlite3"):
    # A file, because threads that share one in memory lock each other out at once; not synced,
    # because nobody misses a test's database.
    _database["TEST"] = {"NAME": str(_FOLDER / "test.sqlite3")}
    _database["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
