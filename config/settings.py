"""Every setting of the site, read from the environment or from `.env`. README.md explains each."""

import sys
from pathlib import Path
from urllib.parse import urlsplit

from config import account_settings as doors
from config import private_files
from config.db import databases as stores
from config.environment import Environment
from config.monitoring import logs
from config.secret import load_or_create_secret

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment()
env.read_env(BASE_DIR / ".env")

# -- the machine ----------------------------------------------------------------------------------
DEMO = env.bool("DEMO", False)
HOST = env.str("HOST", "127.0.0.1")
PORT = env.int("PORT", 8000, least=1, most=65535)
DATA_DIR = env.folder("DATA_DIR", BASE_DIR / "data")
PRIVATE_DIR = private_files.private_folder(DATA_DIR, with_database=not env.str("DATABASE_URL", ""))
SECRET_KEY = env.str("SECRET_KEY", "") or load_or_create_secret(PRIVATE_DIR / private_files.SECRET)
DEBUG = env.bool("DEBUG", False)
TESTING = "pytest" in sys.modules
DEVELOPING = len(sys.argv) > 1 and sys.argv[1] == "runserver"

# -- the site -------------------------------------------------------------------------------------
SITE_URL = env.address("SITE_URL", f"http://127.0.0.1:{PORT}", origin=True)
SITE_HOST = urlsplit(SITE_URL).hostname
SITE_NAME = env.str("SITE_NAME", "") or "花蛋新闻"
TIME_ZONE = env.time_zone("TIME_ZONE", "Asia/Shanghai")
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
ALLOWED_HOSTS.append(SITE_HOST)
TRUSTED_HOPS = env.int("TRUSTED_HOPS", 0, most=20)
REDIS_URL = env.redis("REDIS_URL")
SNAPSHOT_MB = env.int("SNAPSHOT_MB", 64)
PICTURE_CHILDREN = env.int("PICTURE_CHILDREN", 1, least=1, most=64)
PICTURE_MEMORY_MB = env.int("PICTURE_MEMORY_MB", 128)

WEBSUB_HUB = env.address("WEBSUB_HUB")

# -- the thread -----------------------------------------------------------------------------------
COMMENT_INTERVAL_SECONDS = env.int("COMMENT_INTERVAL_SECONDS", 5)
COMMENT_BURST = env.int("COMMENT_BURST", 20)
CASES_WAIT_HOURS = env.int("CASES_WAIT_HOURS", 12)
HOLD_FIRST = env.int("HOLD_FIRST", 0 if DEMO else 3)
PIPELINE = env.phases("PIPELINE", "closed slow length:1 links:0 words ban origin first story copies:5 refusals:3 heat")
NEW_ACCOUNT_HOURS = env.int("NEW_ACCOUNT_HOURS", 0 if DEMO else 24)

# -- Django ---------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "config.admin.Config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django_prose_editor",
    "news",
    "comments",
    "config",
]

MIDDLEWARE = [
    "news.caching.middleware.PublicHeaders",
    "config.db.replicas.PagesMayLag",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    # Personal parts go into finished public pages, so they stand outside the conversion of those pages.
    "news.variants.middleware.VariantPrefix",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "comments.accounts.second_factor.RequireSecondFactor",
    "comments.personal.middleware.PersonalParts",
    "news.variants.middleware.ConvertResponse",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["news.templatetags.datetime_filters"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "news.pages.context.site",
            ],
        },
    }
]

# -- data -----------------------------------------------------------------------------------------
DATABASES = stores.databases(env, DATA_DIR, TESTING)
DATABASE_ROUTERS = ["config.db.replicas.Replicas"] if "replica" in DATABASES else []

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = stores.caches(REDIS_URL)

# -- files ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
PLAIN_STATIC = TESTING or DEVELOPING or not (PRIVATE_DIR / "staticfiles.json").exists()
PLAIN_STATIC = PLAIN_STATIC and "collectstatic" not in sys.argv
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = PLAIN_STATIC
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if PLAIN_STATIC
        else "config.storage.HashedStorage"
    },
}
# Said here, not left to the umask: nginx reads what lies in `media/` and `static/` as another user.
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o644, 0o755
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
BODY_MAX_BYTES = 96 * 1024 * 1024

# -- shares of one process ------------------------------------------------------------------------
# By network (an IPv4 address, the first 64 bits of an IPv6 one). A mobile carrier has thousands behind one address.
LIMIT_FACTOR = env.int("LIMIT_FACTOR", 1)
BODIES_PER_ADDRESS = env.int("BODIES_PER_ADDRESS", 64)
BODY_DISK_MB = env.int("BODY_DISK_MB", 400)
FILES_PER_ADDRESS = env.int("FILES_PER_ADDRESS", 128, least=1)  # on their way at once
WAITING_MOST = env.int("WAITING_MOST", 1024)
WAITING_PER_ADDRESS = env.int("WAITING_PER_ADDRESS", 256)
STREAMS_PER_ADDRESS = env.int("STREAMS_PER_ADDRESS", 1000)
STREAM_JOINS_PER_ADDRESS = env.int("STREAM_JOINS_PER_ADDRESS", 50)  # a second, after twenty times as many at once
API_PER_ADDRESS = env.int("API_PER_ADDRESS", 10, least=1)  # a second, after twenty times as many at once

# -- words ----------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LOCALE_PATHS = [BASE_DIR / "locale"]  # the few sentences of libraries that are said otherwise here
USE_I18N = True
USE_TZ = True

# -- people ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "comments.Reader"
# One backend, so that a sign-in costs the same work whoever is meant; permissions come from it too.
AUTHENTICATION_BACKENDS = ["comments.accounts.backends.ReaderBackend"]
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # names are unique by their skeletons
PASSWORD_SHORTEST = 8
AUTH_PASSWORD_VALIDATORS = doors.password_rules(PASSWORD_SHORTEST)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "comments.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "name"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_FORMS, MFA_FORMS = doors.ACCOUNT_FORMS, doors.MFA_FORMS
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
# Strict: whoever registers with a known address hears the same as with an unknown one.
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "comments.accounts.adapter.ResetTokens"
ACCOUNT_EMAIL_CONFIRMATION_AUTHENTICATED_REDIRECT_URL = "/accounts/email/"
# Sign-in, registration and mails that reset a password have their limits in comments/rate_limits/limits.py. Links
# in mails and passkeys must work while somebody guesses, also where many share one address.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "signup": None,
    "reset_password": None,
    "login_failed": "60/m/ip,5/5m/key,20/h/key",  # of codes behind the right password
    "reset_password_from_key": "120/m/ip",
    "manage_email": "5/m/user,15/d/user",
}
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PRESERVE_USERNAME_CASING = True
REGISTRATION_CHALLENGE = env.choice("REGISTRATION_CHALLENGE", "auto", "always", "never")
MFA_ADAPTER = "comments.accounts.second_factor.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Addresses are optional here, and an unconfirmed one opens nothing: whoever wrote it down may guard their account.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1
# Browsers bind passkeys to https; to plain http on this very machine only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = SITE_URL.startswith("http://") and SITE_HOST in ("localhost", "127.0.0.1", "::1")
# {"github": {"APPS": [{"client_id": …, "secret": …}]}}; none of them is asked for, or even loaded, if empty.
SOCIAL_PROVIDERS = SOCIALACCOUNT_PROVIDERS = env.mapping("SOCIAL_PROVIDERS")
INSTALLED_APPS += doors.social_apps(SOCIAL_PROVIDERS)
SOCIALACCOUNT_ADAPTER = "comments.accounts.social.Elsewhere"
SOCIALACCOUNT_FORMS = {"signup": "comments.accounts.social.Signup"}
SOCIALACCOUNT_AUTO_SIGNUP = False
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", not DEMO)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_HOPS

# -- mail and jobs --------------------------------------------------------------------------------
vars().update(env.mail("EMAIL_URL"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.sender("MAIL_FROM", f"{SITE_NAME} <noreply@{SITE_HOST}>")
WORKER = env.bool("WORKER", True)
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

CRISPY_ALLOWED_TEMPLATE_PACKS = "forms"
CRISPY_TEMPLATE_PACK = "forms"  # templates/forms/
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# -- safety ---------------------------------------------------------------------------------------
SECURE = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_ENGINE = "comments.personal.session_store"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SECURE_SSL_REDIRECT = SECURE and TRUSTED_HOPS > 0
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
# Browsers keep a preloaded name for years, and all its subdomains with it: only who asked for it gets it.
SECURE_HSTS_PRELOAD = SECURE and env.bool("HSTS_PRELOAD", False)
SILENCED_SYSTEM_CHECKS += [] if SECURE_HSTS_PRELOAD else ["security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_HOPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "comments.responses.stale_forms.refuse_form"
CONTENT_SECURITY_POLICY = doors.content_security_policy(SOCIAL_PROVIDERS)

LEAST_FREE_MB = env.int("LEAST_FREE_MB", 64)
LOG_FORMAT = env.choice("LOG_FORMAT", "plain", "json")
LOGGING = logs.logging_config(LOG_FORMAT)
METRICS_TOKEN = env.secret("METRICS_TOKEN", least=16)
