"""Django's settings. What an installation may change stands in docs/reference/settings.md; all of it comes from
the environment, and the defaults run the whole of Jembatan on one machine."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from jembatan.config.home import home, secret_key

PACKAGE = Path(__file__).resolve().parent.parent
HOME = home()
DEMO_MARK = HOME / "demo.json"
IS_DEMO = DEMO_MARK.exists()

SECRET_KEY = os.environ.get("JEMBATAN_SECRET_KEY") or secret_key(HOME)
DEBUG = os.environ.get("JEMBATAN_DEBUG") == "1"
PORT = int(os.environ.get("PORT") or 8000)
#: The address by which letters, feeds and shared texts link back.
BASE_URL = (os.environ.get("JEMBATAN_BASE_URL") or f"http://127.0.0.1:{PORT}").rstrip("/")
LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
#: While demo accounts exist, no other Host is answered, whatever is set.
ALLOWED_HOSTS = (
    LOOPBACK_HOSTS
    if IS_DEMO
    else [
        *LOOPBACK_HOSTS,
        urlsplit(BASE_URL).hostname or "localhost",
        *filter(None, os.environ.get("JEMBATAN_HOSTS", "").split(",")),
    ]
)
#: Addresses whose X-Forwarded-For and X-Forwarded-Proto are believed.
TRUSTED_PROXIES = list(filter(None, os.environ.get("JEMBATAN_PROXIES", "").split(",")))
#: Where the source of this very installation is had; empty: it serves a copy of itself.
SOURCE_URL = os.environ.get("JEMBATAN_SOURCE_URL", "")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
IS_HTTPS = BASE_URL.startswith("https://")

INSTALLED_APPS = [
    "jembatan.web",
    "jembatan.foundation.audit",
    "jembatan.foundation.units",
    "jembatan.foundation.intents",
    "jembatan.foundation.search",
    "jembatan.foundation.files",
    "jembatan.foundation.people",
    "jembatan.foundation.directory",
    "jembatan.chain.agenda",
    "jembatan.chain.documentation",
    "jembatan.chain.releases",
    "jembatan.chain.distribution",
    "jembatan.chain.coverage",
    "jembatan.chain.coverage.evidence",
    "jembatan.chain.coverage.sources",
    "jembatan.chain.coverage.captures",
    "jembatan.chain.coverage.tone",
    "jembatan.chain.coverage.triage",
    "jembatan.chain.coverage.clippings",
    "jembatan.desks.partners",
    "jembatan.desks.proofs",
    "jembatan.desks.replies",
    "jembatan.overview",
    "jembatan.newsroom",
    "jembatan.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # the passkey pages of allauth want it
    "django.contrib.admin",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
]
AUTH_USER_MODEL = "people.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "jembatan.config.demo_gate.DemoGate",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "jembatan.foundation.people.middleware.ViewerMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "jembatan.foundation.people.middleware.RefusalMiddleware",
]
ROOT_URLCONF = "jembatan.config.urls"
WSGI_APPLICATION = "jembatan.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "jembatan.web.context.shell",
            ],
        },
    }
]


def _database() -> dict[str, Any]:
    default = f"sqlite:///{HOME / 'jembatan.sqlite3'}"
    database: dict[str, Any] = dict(dj_database_url.parse(os.environ.get("DATABASE_URL") or default))
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["OPTIONS"] = {
            # A deferred transaction that reads and then writes fails at once, whatever the timeout.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA recursive_triggers=ON;",
        }
        # A file, not memory, since processes of a test open it together. The home of a test run is its own.
        database["TEST"] = {"NAME": str(HOME / "test.sqlite3")}
    else:
        # Two test runs on one server must not meet.
        database["TEST"] = {"NAME": f"test_jembatan_{os.getpid()}"}
    database["CONN_MAX_AGE"] = 60
    database["CONN_HEALTH_CHECKS"] = True
    database["ATOMIC_REQUESTS"] = False
    return database


DATABASES = {"default": _database()}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesia")), ("en", _("Inggris"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Makassar"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILES_ROOT = HOME / "files"
TRACE_INDEX = HOME / "trace-index"
UPLOAD_LIMIT = 60 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "newsroom"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "jembatan.foundation.people.adapters.InvitationOnly"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_UNIQUE_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
# Accounts come by invitation: the link that sets the password has been to the address.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

#: smtp://user:password@host:port, smtps:// for TLS from the first byte, ?starttls=1 to require it.
SMTP_URL = os.environ.get("JEMBATAN_SMTP_URL", "")
MAIL_DOMAIN = os.environ.get("JEMBATAN_MAIL_DOMAIN", "jembatan.invalid")
SMTP_TIMEOUT_SECONDS = float(os.environ.get("JEMBATAN_SMTP_TIMEOUT", "30"))
#: How long after its hour a clipping may take to go before the watchdog says that it did not.
CLIPPING_LATE_MINUTES = float(os.environ.get("JEMBATAN_CLIPPING_LATE", "15"))
#: Hosts that the fetcher may reach although they are inner addresses; for tests.
FETCH_ALLOWED_HOSTS = frozenset(filter(None, os.environ.get("JEMBATAN_FETCH_ALLOW", "").split(",")))

#: Paid pages are looked at every day for a week, then every so many days until their time is over.
PROOF_CHECK_DAYS = int(os.environ.get("JEMBATAN_PROOF_CHECK_DAYS", "7"))
#: For so many days after the last day to publish an outlet may hand in its proof by the link of its order.
PROOF_HAND_IN_DAYS = int(os.environ.get("JEMBATAN_PROOF_HAND_IN_DAYS", "60"))
#: Mail servers inside, such as the office's own, that mailboxes of alerts may be read from.
MAILBOX_INNER_HOSTS = frozenset(filter(None, os.environ.get("JEMBATAN_MAILBOX_HOSTS", "").split(",")))
#: Seconds between two requests to one host of the press, of all workers together; 0 for servers of one's own.
HOST_PACE_SECONDS = float(os.environ.get("JEMBATAN_HOST_PACE") or 2)

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    # These tell every line of every conversation.
    "loggers": {name: {"level": "WARNING"} for name in ("mail.log", "httpx", "httpcore", "pyvips")},
    "root": {"handlers": ["stderr"], "level": os.environ.get("JEMBATAN_LOG_LEVEL", "INFO")},
}
