"""Django's settings. What differs between installations comes from the environment."""

import pghistory
from django.contrib.messages import constants as message_levels
from django.utils.csp import CSP

from config import environment

BASE_DIR = environment.PROJECT_DIR
DATA_DIR = environment.data_dir()
DEMO = environment.flag("INSYN_DEMO")
DEBUG = environment.flag("INSYN_DEBUG")
MUNICIPALITY = environment.text("INSYN_MUNICIPALITY", "Sjövalla kommun" if DEMO else "Kommunen")

SECRET_KEY = environment.secret_key(DATA_DIR)
ALLOWED_HOSTS = environment.names("INSYN_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.names("INSYN_ORIGINS")

# The order is the house's floors from the top: templates of an upper floor win over a lower one's.
INSTALLED_APPS = [
    "insyn.demo",
    "insyn.desk",
    "insyn.exchange",
    "insyn.portal",
    "insyn.publishing",
    "insyn.reporting",
    "insyn.casework",
    "insyn.planning",
    "insyn.measures",
    "insyn.registers",
    "insyn.contracts",
    "insyn.access",
    "insyn.organisation",
    "insyn.people",
    "insyn.base",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "django_prose_editor",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "insyn.base.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "insyn.access.middleware.ScopeMiddleware",
    "insyn.base.middleware.TrailMiddleware",
    "insyn.base.views.faults.FaultPageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "insyn.base.pending.PendingPostMiddleware",
    "insyn.base.once.OnceMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "insyn.people.middleware.SeenSessionsMiddleware",
    "insyn.people.second_factor.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "insyn.base.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "insyn.base.context.page",
                "insyn.people.context.account",
            ],
            "builtins": [
                "insyn.base.templatetags.sending",
                "insyn.base.templatetags.page",
                "insyn.base.templatetags.swedish",
            ],
        },
    },
]

FORM_RENDERER = "insyn.base.forms.SwedishRenderer"
FORMAT_MODULE_PATH = ["insyn.base.formats"]

DATABASES = {"default": environment.database(environment.database_url(DATA_DIR))}
APP_ROLE = environment.app_role()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Jobs lie beside what they work for, in each app's jobs.py, and run in the worker.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

AUTH_USER_MODEL = "people.Person"

# The trail: history rows keep ids only, unconstrained, and are searched by the row they tell of.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska")]
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = environment.static_dir(DATA_DIR)
# Only what pages ask for: the folders of the npm packages that are served, each under an address of its own.
NODE_MODULES = BASE_DIR / "node_modules"
# Reports are printed with these faces; a wheel or an image finds them among the collected files.
PRINT_FONTS = NODE_MODULES / "@expo-google-fonts/source-sans-3"
PRINT_FACES = ["400Regular", "400Regular_Italic", "600SemiBold", "600SemiBold_Italic", "700Bold", "700Bold_Italic"]
PRINT_FONT_DIRS = [environment.text("INSYN_FONT_DIR", str(PRINT_FONTS)), STATIC_ROOT / "vendor/print-fonts"]
STATICFILES_DIRS = [
    ("vendor/designsystemet", NODE_MODULES / "@digdir/designsystemet-css/dist/src"),
    *[(f"vendor/print-fonts/{face}", PRINT_FONTS / face) for face in PRINT_FACES],
    ("vendor/source-sans", NODE_MODULES / "@fontsource-variable/source-sans-3/files"),
]
WHITENOISE_USE_FINDERS = DEBUG
STORAGES = {
    "default": {"BACKEND": "insyn.base.files.storage.DurableFolder", "OPTIONS": {"location": DATA_DIR / "files"}},
    "staticfiles": {"BACKEND": environment.static_storage(debug=DEBUG)},
}

FILE_UPLOAD_HANDLERS = [
    "insyn.base.files.uploading.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
UPLOAD_MAX_BYTES = int(environment.text("INSYN_UPLOAD_MB", "50")) * 1024 * 1024

# Letters leave through a mail server, or are laid in a folder where there is none.
SITE_URL = environment.text("INSYN_URL", "http://localhost:8000/")
DEFAULT_FROM_EMAIL = environment.text("INSYN_MAIL_FROM", "Insyn <insyn@localhost>")
MAILERS = {"default": environment.mailer(DATA_DIR)}

CSRF_FAILURE_VIEW = "insyn.base.views.faults.stale_form"
MESSAGE_TAGS = {message_levels.ERROR: "danger", message_levels.DEBUG: "neutral"}

# Signing in: e-mail and password, then a code from an app or a passkey. Accounts are made by an administrator.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "people:home"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "insyn.people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "insyn.people.forms.SignIn",
    "reset_password": "insyn.people.forms.ForgottenPassword",
    "reset_password_from_key": "insyn.people.forms.NewPassword",
    "change_password": "insyn.people.forms.ChangedPassword",
    "set_password": "insyn.people.forms.FirstPassword",
    "reauthenticate": "insyn.people.forms.PasswordAgain",
}
MFA_FORMS = {
    "authenticate": "insyn.people.forms.SecondStep",
    "reauthenticate": "insyn.people.forms.SecondStepAgain",
    "activate_totp": "insyn.people.forms.ActivateApp",
    "add_webauthn": "insyn.people.forms.AddKey",
    "edit_webauthn": "insyn.people.forms.RenameKey",
}
MFA_ADAPTER = "insyn.people.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Insyn"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the administrator who made the account answers for its address
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
USERSESSIONS_TRACK_ACTIVITY = True
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# Behind a proxy the client's address is the one it reports; how many proxies there are is said, never guessed.
ALLAUTH_TRUSTED_PROXY_COUNT = int(environment.text("INSYN_PROXIES", "0"))
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Attempts are counted where all web nodes see them.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "insyn_cache"}}
# The demo speaks plain http on this machine; elsewhere cookies travel over https only.
INSECURE = DEMO or DEBUG
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not INSECURE
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "insyn.base.logs.json_formatter"}},
    "handlers": {"stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"}},
    "root": {"handlers": ["stdout"], "level": "INFO"},
    "loggers": {
        # Every request has its own line; Django's would repeat it with the address.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},
        "procrastinate.blueprints": {"level": "WARNING"},
        "procrastinate.jobs": {"level": "WARNING"},
        "procrastinate.periodic": {"level": "WARNING"},
        "django.server": {"handlers": [], "level": "ERROR", "propagate": False},
    },
}

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
