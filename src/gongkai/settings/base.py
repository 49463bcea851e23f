"""What all profiles share. Values that differ come from ``environment`` or a profile."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from gongkai.settings.environment import read, read_bool, read_int

PACKAGE_ROOT = Path(__file__).resolve().parent.parent
DATA_ROOT = Path(read("GONGKAI_DATA")).resolve()
SITE_ROOT = Path(read("GONGKAI_SITE_ROOT") or DATA_ROOT / "site")
FILES_ROOT = Path(read("GONGKAI_FILES_ROOT") or DATA_ROOT / "files")
SIGNING_KEY_FILE = Path(read("GONGKAI_SIGNING_KEY") or DATA_ROOT / "signing-key.pem")
FOI_KEYS_FILE = Path(read("GONGKAI_FOI_KEYS") or DATA_ROOT / "foi-keys.json")
FOI_CIPHER = read("GONGKAI_FOI_CIPHER")
DIGEST_ALGORITHM = read("GONGKAI_DIGEST")
SITE_BUILD_PROCESSES = read_int("GONGKAI_BUILD_PROCESSES")
LINK_CHECKS = read_bool("GONGKAI_LINK_CHECKS")
SIGNATURE_ALGORITHM = read("GONGKAI_SIGNATURE")
SITE_ADDRESS = read("GONGKAI_SITE_ADDRESS") or f"http://localhost:{read('GONGKAI_SITE_PORT')}"

SECRET_KEY = read("GONGKAI_SECRET_KEY")
DEBUG = read_bool("GONGKAI_DEBUG")
_OFFICE_HOSTS = [host for host in read("GONGKAI_HOSTS").split(",") if host]
_SITE_HOSTS = [host for host in read("GONGKAI_SITE_HOSTS").split(",") if host]
OFFICE_ADDRESS = read("GONGKAI_OFFICE_ADDRESS") or (
    f"https://{_OFFICE_HOSTS[0]}"
    if _OFFICE_HOSTS
    else f"http://localhost:{read('GONGKAI_OFFICE_PORT')}"
)
# The office and the few dynamic public pages are two programs of the same code.
PUBLIC_FACE = read("GONGKAI_FACE") == "public"
ALLOWED_HOSTS = (
    _SITE_HOSTS or [urlsplit(SITE_ADDRESS).hostname or ""] if PUBLIC_FACE else _OFFICE_HOSTS
)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_prose_editor",
    "gongkai.ledger",
    "gongkai.outbox",
    "gongkai.organisation",
    "gongkai.documents",
    "gongkai.search",
    "gongkai.reminding",
    "gongkai.catalogue",
    "gongkai.publication",
    "gongkai.review",
    "gongkai.release",
    "gongkai.duty",
    "gongkai.campaign",
    "gongkai.foi",
    "gongkai.portal",
    "gongkai.office",
    "gongkai.demo",
]

MIDDLEWARE = [
    "gongkai.ledger.requests.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "gongkai.office.middleware.SecurityHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "gongkai.organisation.plain_requests.PlainTextMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

# Of gongkai.public_wsgi. No session, no account: nothing of the office can be reached through a
# public address.
PUBLIC_MIDDLEWARE = [
    "gongkai.ledger.requests.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "gongkai.portal.public.middleware.PublicMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "gongkai.organisation.plain_requests.PlainTextMiddleware",
]

ROOT_URLCONF = "gongkai.public_urls" if PUBLIC_FACE else "gongkai.urls"
WSGI_APPLICATION = "gongkai.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongkai.office.context.shell",
            ],
        },
    },
    {
        # render(request, "foi/apply.html", {...}, using="public"): <package>/jinja2/foi/apply.html
        "NAME": "public",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE_ROOT / "portal" / "pages"],
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "gongkai.portal.public.environment.environment",
            "context_processors": ["gongkai.portal.public.context.shell"],
        },
    },
]


def _database() -> dict[str, Any]:
    """SQLite in the data folder, or the PostgreSQL that GONGKAI_DATABASE names."""
    address = read("GONGKAI_DATABASE")
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_ROOT / "gongkai.sqlite3",
            "OPTIONS": {
                # A deferred transaction that turns into a write fails at once under another
                # writer; an immediate one waits for its turn.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
            "CONN_MAX_AGE": 60,
            "TEST": {"NAME": None},
        }
    parts = urlsplit(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        # Only for questions that are drawn up once (organisation.bound); a connection that is
        # made anew has all of them to read and plan again.
        "OPTIONS": {"prepare_threshold": 1 if read_bool("GONGKAI_DATABASE_PLANS") else None},
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database()}
# Counts of visits and labels, in the memory of each process; three hundred would not last.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisation.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "gongkai.organisation.passwords.LongEnoughValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "gongkai.organisation.passwords.ThreeClassesValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "office:home"

ACCOUNT_ADAPTER = "gongkai.organisation.login.ClosedAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "政务公开"
MFA_ADAPTER = "gongkai.organisation.second_factor.SealedMfaAdapter"

AXES_FAILURE_LIMIT = read_int("GONGKAI_LOCKOUT_ATTEMPTS")
AXES_COOLOFF_TIME = timedelta(minutes=read_int("GONGKAI_LOCKOUT_MINUTES"))
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "login"
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_VERBOSE = False
# Locking by account alone is meant: a town works behind one address, so locking by address
# would lock everybody out.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]

KEPT_SIGN_INS_DAYS = read_int("GONGKAI_SIGN_INS_DAYS", least=184)
KEPT_EFFECTS_DAYS = read_int("GONGKAI_EFFECTS_DAYS", least=30)

SESSION_COOKIE_AGE = read_int("GONGKAI_IDLE_MINUTES") * 60
SESSION_ENGINE = "gongkai.organisation.sessions"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "gongkai_public" if PUBLIC_FACE else "csrftoken"
CSRF_FAILURE_VIEW = f"gongkai.{'portal.public' if PUBLIC_FACE else 'office'}.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["gongkai.settings.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA_ROOT / "static"
FORM_RENDERER = "gongkai.office.forms.GongkaiFormRenderer"

LOGGING_CONFIG = "gongkai.settings.logs.configure"
LOGGING = {"level": read("GONGKAI_LOG"), "json": True}
