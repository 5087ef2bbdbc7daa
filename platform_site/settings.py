"""All settings in one file; everything that differs between machines comes from the environment (see README)."""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from platform_site.enums import ENUM_NAMES

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))

DEMO = env.bool("DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="only-for-commands-that-serve-nobody-" + "0" * 32)
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
LOOPBACK_HOSTS = {"127.0.0.1", "localhost", "[::1]", "testserver"}
if DEMO and not LOOPBACK_HOSTS.issuperset(ALLOWED_HOSTS):
    raise ImproperlyConfigured("DEMO=1 signs people in by one click: it is refused on any address but loopback.")

SECURE = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "platform_site.static_files.UsedStaticFiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "lucide",
    "pgtrigger",
    "rest_framework",
    "rules.apps.AutodiscoverRulesConfig",
    "accounts",
    "web",
    "lifecycle",
    "notifications",
    "files",
    "states",
    "consent",
    "obligations",
    "questions",
    "requests_app",
    "practices",
    "presentations",
    "matching",
    "followup",
    "dialogue",
    "insights",
    "pages",
]

MIDDLEWARE = [
    "web.counting.CountRequests",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "web.middleware.ApiRefusals",
    "web.middleware.PlainFailures",
    "web.middleware.RefuseBadBytes",
    "files.middleware.Uploads",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "web.middleware.TextOutlivesProof",
    "django_htmx.middleware.HtmxMiddleware",
    "states.middleware.ActingMiddleware",
    "web.middleware.NothingPrivateInSharedCaches",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "platform_site.urls"
WSGI_APPLICATION = "platform_site.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "states.context_processors.acting",
            ],
        },
    },
]

DATABASES = {"default": env.db_url("DATABASE_URL", default="postgres:///platform")}
DATABASES["default"] |= {
    "ENGINE": "django.db.backends.postgresql",
    "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
    "CONN_HEALTH_CHECKS": True,
}
DATABASES["default"].setdefault("OPTIONS", {})["options"] = " ".join(
    f"-c {name}={value}"
    for name, value in {
        "statement_timeout": env("STATEMENT_TIMEOUT", default="30s"),
        "lock_timeout": "5s",
        "idle_in_transaction_session_timeout": "60s",
    }.items()
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "web_cache",
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = reverse_lazy("desk")
LOGOUT_REDIRECT_URL = reverse_lazy("home")
ACCOUNT_ADAPTER = "accounts.adapter.InvitedOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_TOTP_ISSUER = "Voluntary Platform"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
SECOND_FACTOR_FOR_BINDING_ROLES = env.bool("SECOND_FACTOR_FOR_BINDING_ROLES", default=not DEMO)

EMAIL_BACKEND = "notifications.backends.OutboxBackend"
DELIVERY_EMAIL_BACKEND = "notifications.carrier.KeptSMTP"
MAIL_ACCEPTED_LOG = env("MAIL_ACCEPTED_LOG", default="none")
MAIL_LEASE = env.int("MAIL_LEASE", default=120)
EMAIL_HOST = env("EMAIL_HOST", default="127.0.0.1")
EMAIL_PORT = env.int("EMAIL_PORT", default=1025)
EMAIL_HOST_USER = env("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=20)
if MAIL_LEASE < 4 * EMAIL_TIMEOUT:
    raise ImproperlyConfigured(
        "MAIL_LEASE must be at least four times EMAIL_TIMEOUT: a claim outlasts a hanging server."
    )
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("DEFAULT_FROM_EMAIL", default="platform@platform.invalid")

METRICS_TOKEN = env("METRICS_TOKEN", default="")

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", _("Arabic")),
    ("zh-hans", _("Chinese")),
    ("en", _("English")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("es", _("Spanish")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
FORMAT_MODULE_PATH = "platform_site.formats"
TIME_ZONE = "UTC"
SESSION_TIME_ZONE = "Europe/Zurich"

MEDIA_ROOT = VAR_DIR / "media"  # private: nothing serves it but the views of the owners of its files
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 5

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "web.authentication.SessionActing",
        "states.authentication.TokenActing",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["web.permissions.ReadOrSignedIn"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["web.parsers.StrictJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "web.pagination.KeysetPagination",
    "DEFAULT_FILTER_BACKENDS": ["web.filters.StrictFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "web.schema.Schema",
    "DEFAULT_VERSIONING_CLASS": None,
    "EXCEPTION_HANDLER": "web.answers.api_answer",
    "PAGE_SIZE": 50,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Voluntary Platform",
    "DESCRIPTION": "Needs, offers, matches and follow-up, as far as each State has consented.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "web.schema.tell_refusals"],
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {"LanguageEnum": LANGUAGES, **ENUM_NAMES},
}

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "UTC"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_ROUTES = {
    "notifications.tasks.*": {"queue": "mail"},
    "followup.tasks.*": {"queue": "slow"},
    "files.tasks.*": {"queue": "slow"},
}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE = {
    "sweep-outbox": {"task": "notifications.tasks.sweep_outbox", "schedule": timedelta(minutes=1)},
    "gather-digests": {"task": "notifications.tasks.gather_digests", "schedule": timedelta(minutes=5)},
    "send-due": {"task": "followup.tasks.send_due", "schedule": timedelta(minutes=10)},
    "sweep-files": {"task": "files.tasks.sweep_files", "schedule": timedelta(hours=1)},
    "seal-records": {"task": "lifecycle.tasks.seal_records", "schedule": timedelta(hours=1)},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "web.logs.JSONLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO" if DEBUG or DEMO else "WARNING"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
