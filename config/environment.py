"""What the environment decides, read in one place."""

import contextlib
import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from config.postgres import Cluster, roles
from config.postgres.place import place_of

PROJECT_DIR = Path(__file__).resolve().parent.parent


def data_dir() -> Path:
    """The folder for files, secrets and the embedded database (INSYN_DATA_DIR)."""
    return Path(os.environ.get("INSYN_DATA_DIR") or PROJECT_DIR / ".insyn").resolve()


def static_dir(data: Path) -> Path:
    """Where the collected style sheets, scripts and fonts lie (INSYN_STATIC_DIR)."""
    return Path(os.environ.get("INSYN_STATIC_DIR") or data / "static").resolve()


def flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "ja"}


def text(name: str, default: str) -> str:
    return os.environ.get(name, "").strip() or default


def static_storage(*, debug: bool) -> str:
    """Hashed names from collectstatic; while developing, the files where they lie."""
    if debug:
        return "django.contrib.staticfiles.storage.StaticFilesStorage"
    return "whitenoise.storage.CompressedManifestStaticFilesStorage"


def host() -> str:
    """The address the web server listens at (INSYN_HOST); only this machine's unless another is named."""
    return os.environ.get("INSYN_HOST") or "127.0.0.1"


def port() -> int:
    """The web server's port (INSYN_PORT)."""
    given = os.environ.get("INSYN_PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise SystemExit(f"INSYN_PORT is {given!r}; it must be a number between 1 and 65535, for instance 8001.")
    return int(given)


def web_workers() -> int:
    """Processes of the web server (INSYN_WEB_WORKERS): two, or more where there are many processors."""
    return int(os.environ.get("INSYN_WEB_WORKERS") or max(2, min(4, (os.cpu_count() or 2) // 2)))


def names(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def database(url: str) -> dict[str, object]:
    """Django's settings for a postgresql:// address; a socket folder may stand in ?host=."""
    parts = urlsplit(url)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    host = unquote(query.pop("host", "")) or parts.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "insyn",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or query.pop("port", "")),
        "OPTIONS": {key: unquote(value) for key, value in query.items()} | _pool(),
        # A pooled connection is tried before it is used: the database may have been started anew meanwhile.
        "CONN_HEALTH_CHECKS": True,
    }


def _pool() -> dict[str, object]:
    """The web server keeps connections open between requests (INSYN_POOL); single commands need only one."""
    return {"pool": {"min_size": 1, "max_size": 16, "timeout": 15}} if flag("INSYN_POOL") else {}


def database_url(data: Path) -> str:
    """INSYN_DATABASE_URL, else the embedded cluster's socket; the owner's address where the command asks for it."""
    given = os.environ.get("INSYN_DATABASE_URL")
    if acts_as_owner():
        given = os.environ.get("INSYN_OWNER_DATABASE_URL") or given
    return given or Cluster(place_of(data)).url(roles.OWNER if acts_as_owner() else roles.APP)


def acts_as_owner() -> bool:
    """Migrations run as the role that owns the tables; the application never does (see insyn.command)."""
    return flag("INSYN_AS_OWNER")


def app_role() -> str:
    """The role that the application runs as, to which the owner grants rows but never tables (INSYN_APP_ROLE)."""
    if named := os.environ.get("INSYN_APP_ROLE"):
        return named
    given = os.environ.get("INSYN_DATABASE_URL")
    return unquote(urlsplit(given).username or "") if given else roles.APP


def is_embedded() -> bool:
    return not os.environ.get("INSYN_DATABASE_URL")


def secret_key(data: Path) -> str:
    """INSYN_SECRET_KEY, else one made at the first start and kept in the data folder."""
    if given := os.environ.get("INSYN_SECRET_KEY"):
        return given
    path = data / "secret_key"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        with contextlib.suppress(FileExistsError), path.open("x") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(50))
    return path.read_text()


def mailer(data: Path) -> dict[str, object]:
    """INSYN_MAIL_URL (smtp://user:password@host:587, smtps:// for TLS from the start), else a folder of .eml files."""
    given = os.environ.get("INSYN_MAIL_URL")
    if not given:
        return {"BACKEND": "insyn.base.mail.FolderBackend", "OPTIONS": {"folder": data / "mail"}}
    parts = urlsplit(given)
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname or "localhost",
            "port": parts.port or (465 if parts.scheme == "smtps" else 587),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": parts.scheme == "smtp" and bool(parts.username),
            "timeout": 30,
        },
    }
