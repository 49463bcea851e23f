"""Every environment variable the product reads, in one table.

``docs/operations.md`` prints the same table; a test compares the two.
"""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Variable:
    """One environment variable: its name, its default and what it is for."""

    name: str
    default: str
    purpose: str


TABLE: tuple[Variable, ...] = (
    Variable(
        "GONGKAI_PROFILE", "demonstration", "which settings: demonstration, production or test"
    ),
    Variable(
        "GONGKAI_DATA",
        "var",
        "folder of database, attachments, public tree (demonstration, SQLite)",
    ),
    Variable(
        "GONGKAI_SECRET_KEY", "", "key that signs sessions; production needs 50 characters or more"
    ),
    Variable(
        "GONGKAI_DATABASE",
        "",
        "postgresql://user:password@host:port/name; empty means SQLite in the data folder",
    ),
    Variable(
        "GONGKAI_DATABASE_PLANS",
        "1",
        "PostgreSQL: 0 behind a pgbouncer that pools transactions and cannot keep prepared "
        "statements",
    ),
    Variable("GONGKAI_HOSTS", "", "host names of the office, separated by commas"),
    Variable(
        "GONGKAI_SITE_HOSTS",
        "",
        "host names of the public sites, separated by commas; empty means that of "
        "GONGKAI_SITE_ADDRESS",
    ),
    Variable(
        "GONGKAI_FACE", "office", "office or public; `gongkai.public_wsgi` sets it, nobody else"
    ),
    Variable("GONGKAI_DEBUG", "0", "1 shows tracebacks; production refuses to start with it"),
    Variable("GONGKAI_SITE_ROOT", "", "folder of the public trees; empty means <data>/site"),
    Variable("GONGKAI_FILES_ROOT", "", "folder of the originals; empty means <data>/files"),
    Variable("GONGKAI_OFFICE_PORT", "8000", "port of the office in `make run`"),
    Variable("GONGKAI_SITE_PORT", "8001", "port of the public site in `make run`"),
    Variable(
        "GONGKAI_PUBLIC_PORT", "8002", "port of the dynamic public pages, behind the public site"
    ),
    Variable(
        "GONGKAI_SITE_ADDRESS",
        "",
        "address of the public site as people type it; with {domain} each town has its own host",
    ),
    Variable("GONGKAI_DIGEST", "sha256", "digest of versions and ledger: sha256 or sm3"),
    Variable("GONGKAI_SIGNING_KEY", "", "file with the Ed25519 key that signs review sheets (PEM)"),
    Variable("GONGKAI_SIGNATURE", "ed25519", "algorithm of new signatures on review sheets"),
    Variable("GONGKAI_FOI_KEYS", "", "file with the keys that seal applicants' data (JSON)"),
    Variable("GONGKAI_FOI_CIPHER", "aes-256-gcm", "cipher of new seals: aes-256-gcm or sm4-gcm"),
    Variable(
        "GONGKAI_OFFICE_ADDRESS",
        "",
        "address of the office as people type it; printed sheets carry it in their QR code",
    ),
    Variable("GONGKAI_LINK_CHECKS", "1", "0 where the server has no way to the web: links untried"),
    Variable("GONGKAI_BUILD_PROCESSES", "0", "processes of a full build of the site; 0: all cores"),
    Variable("GONGKAI_LOG", "INFO", "level of the log"),
    Variable("GONGKAI_HTTPS", "1", "production only: 0 when a proxy on the same host ends HTTPS"),
    Variable("GONGKAI_LOCKOUT_ATTEMPTS", "5", "failed logins before an account is locked"),
    Variable("GONGKAI_LOCKOUT_MINUTES", "15", "how long a locked account stays locked"),
    Variable("GONGKAI_IDLE_MINUTES", "30", "minutes without use after which a login ends"),
    Variable(
        "GONGKAI_SIGN_INS_DAYS",
        "200",
        "days for which sign-ins and failed ones are kept; at least 184, the six months of the "
        "Cybersecurity Law",
    ),
    Variable(
        "GONGKAI_EFFECTS_DAYS",
        "180",
        "days for which effects of the outbox are kept after they were done; at least 30",
    ),
)

_DEFAULTS = {variable.name: variable.default for variable in TABLE}


def read(name: str) -> str:
    """The value of a variable of ``TABLE``, or its default; KeyError for any other name."""
    return os.environ.get(name) or _DEFAULTS[name]


def read_int(name: str, least: int = 0) -> int:
    """The value as a whole number, no smaller than ``least``; ValueError names the variable."""
    value = read(name)
    if not value.isdigit() or int(value) < least:
        raise ValueError(f"{name} must be a whole number, at least {least}, not {value!r}")
    return int(value)


def read_bool(name: str) -> bool:
    """True for 1, true, yes, on."""
    return read(name).lower() in {"1", "true", "yes", "on"}
