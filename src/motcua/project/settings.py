"""
Settings of the whole project, read from the environment (``docs/how-to/production.md`` lists them).

``motcua`` commands fill in what a demo needs (``jobs/home.py``); production sets it all.
"""

from pathlib import Path

from csp.constants import NONE, SELF
from psycopg.conninfo import conninfo_to_dict

from motcua.kernel.settings import env_bool, env_choice, env_int, env_list, env_str
from motcua.project import logs

SRC = Path(__file__).resolve().parents[1]

HOME = Path(env_str("MOTCUA_HOME", str(SRC.parents[1] / "var")))
DEMO = env_bool("MOTCUA_DEMO", default=False)
DEBUG = env_bool("MOTCUA_DEBUG", default=False)
SECRET_KEY = env_str("MOTCUA_SECRET_KEY")
ALLOWED_HOSTS = env_list("MOTCUA_HOSTS", "localhost,127.0.0.1,[::1]")
BASE_URL = env_str("MOTCUA_BASE_URL", "http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "procrastinate.contrib.django",
    "motcua.journal",
    "motcua.accounts",
    "motcua.orgs",
    "motcua.notices",
    "motcua.visits",
    "motcua.papers",
    "motcua.papers.vault",
    "motcua.papers.signatures",
    "motcua.eforms",
    "motcua.catalogue",
    "motcua.dossiers",
    "motcua.dossiers.once_only",
    "motcua.dossiers.digitising",
    "motcua.workflow",
    "motcua.interlinked",
    "motcua.workfiles",
    "motcua.web.ui",
    "motcua.web.portal",
    "motcua.web.hall",
    "motcua.web.counter",
    "motcua.web.desk",
    "motcua.web.office",
    "motcua.web.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.web.ui.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "motcua.project.urls"
WSGI_APPLICATION = "motcua.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "motcua.web.ui.templatetags.citations",
                "motcua.web.ui.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "motcua.web.ui.context.site",
            ],
        },
    }
]
COTTON_ISOLATE_BY_DEFAULT = True  # a component sees its own attributes and the request, not the page

PROVINCE = env_str("MOTCUA_PROVINCE", "Tỉnh Gia Lai")  # said in the header of every page
HOTLINE = env_str("MOTCUA_HOTLINE", "")  # said in the footer and on error pages


# A statement asked five times is planned once and then only executed (docs/reference/performance.md).
# A pooler in between must know prepared statements: PgBouncer since 1.21.
PREPARED: dict[str, object] = {"server_side_binding": True, "prepare_threshold": 5}


def _database(url: str) -> dict[str, object]:
    """Take a libpq address; what Django has no word for (sslmode, target_session_attrs…) goes on as it is."""
    parts = conninfo_to_dict(url)
    ours = {"dbname", "user", "password", "host", "port"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.get("dbname", "postgres"),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": str(parts.get("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": PREPARED | {name: value for name, value in parts.items() if name not in ours},
    }


DATABASES = {"default": _database(env_str("DATABASE_URL"))}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]

# Sign-in: citizens through VNeID (src/motcua/exchange/vneid/README.md), staff by password and second factor
MOTCUA_VNEID_URL: str = env_str("MOTCUA_VNEID_URL", "").rstrip("/")  # its issuer; "" closes citizens' sign-in
MOTCUA_VNEID_CLIENT_ID = env_str("MOTCUA_VNEID_CLIENT_ID", "motcua")
MOTCUA_VNEID_SECRET = env_str("MOTCUA_VNEID_SECRET", None if MOTCUA_VNEID_URL and not DEMO else "mo-phong")
MOTCUA_VNEID_TIMEOUT = env_int("MOTCUA_VNEID_TIMEOUT", 5)  # seconds to wait for each of its answers
# Short messages (src/motcua/exchange/sms/README.md); no address: no code can be sent, other ways remain
MOTCUA_SMS = env_str("MOTCUA_SMS", "motcua.exchange.sms.client.SmsClient")
MOTCUA_SMS_URL: str = env_str("MOTCUA_SMS_URL", "")
MOTCUA_SMS_KEY = env_str("MOTCUA_SMS_KEY", "")
MOTCUA_SMS_BRAND = env_str("MOTCUA_SMS_BRAND", "MOT CUA")
# The national population register (src/motcua/exchange/population/README.md); no address: people type it all
MOTCUA_POPULATION = env_str("MOTCUA_POPULATION", "motcua.exchange.population.client.PopulationClient")
MOTCUA_POPULATION_URL: str = env_str("MOTCUA_POPULATION_URL", "")
MOTCUA_POPULATION_PARTNER = env_str("MOTCUA_POPULATION_PARTNER", "H21")  # our name there
MOTCUA_POPULATION_INTEGRATION = env_str("MOTCUA_POPULATION_INTEGRATION", "037")  # which of its services
MOTCUA_STAFF_SECOND_FACTOR = env_bool("MOTCUA_STAFF_SECOND_FACTOR", default=not DEMO)
MOTCUA_STAFF_SESSION_HOURS = env_int("MOTCUA_STAFF_SESSION_HOURS", 8)  # without doing anything
MOTCUA_CITIZEN_SESSION_HOURS = env_int("MOTCUA_CITIZEN_SESSION_HOURS", 24)
MOTCUA_TRUSTED_PROXIES = env_int(  # how many stand in front and add to X-Forwarded-For
    "MOTCUA_TRUSTED_PROXIES", int(env_bool("MOTCUA_BEHIND_PROXY", default=False))
)
LOGIN_URL = "/sign-in/"
ALLAUTH_TRUSTED_PROXY_COUNT = MOTCUA_TRUSTED_PROXIES
ACCOUNT_ADAPTER = "motcua.web.ui.sign_in.adapters.Accounts"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = BASE_URL.partition(":")[0]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # closed by the adapter
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False  # a citizen's session must not bar a clerk's sign-in
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_SESSION_COOKIE_AGE = MOTCUA_STAFF_SESSION_HOURS * 3600
# A whole office shares one address, and signs in at 7:00.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip,5/5m/key"}
SOCIALACCOUNT_ADAPTER = "motcua.exchange.vneid.adapter.SocialAccounts"
SOCIALACCOUNT_REQUESTS_TIMEOUT = MOTCUA_VNEID_TIMEOUT
MFA_ADAPTER = "motcua.web.ui.sign_in.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # old telephones' clocks
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = BASE_URL.startswith("http://")

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [SRC / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [HOME / "build" / "static"]  # what `build_fonts` and `build_drawing_tool` make
MOTCUA_NPM_REGISTRY = env_str("MOTCUA_NPM_REGISTRY", "https://registry.npmjs.org")  # or an office's mirror
SILENCED_SYSTEM_CHECKS = ["staticfiles.W004"]  # it may not be there yet


def _files() -> dict[str, object]:
    if bucket := env_str("MOTCUA_S3_BUCKET", ""):
        # The keys come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or from the machine's role.
        options = {"bucket_name": bucket, "endpoint_url": env_str("MOTCUA_S3_ENDPOINT", "") or None}
        return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    options = {"location": str(HOME / "files")}
    return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}


STORAGES = {
    "default": _files(),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Notices go out by e-mail too where there is a server; a trial keeps its e-mails in files
EMAIL_HOST = env_str("MOTCUA_EMAIL_HOST", "")
EMAIL_PORT = env_int("MOTCUA_EMAIL_PORT", 587)
EMAIL_HOST_USER = env_str("MOTCUA_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env_str("MOTCUA_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = env_bool("MOTCUA_EMAIL_TLS", default=True)
EMAIL_TIMEOUT = 20  # seconds: a worker must not hang on a silent server
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env_str("MOTCUA_EMAIL_FROM", "mot-cua@localhost")
EMAIL_FILE_PATH = HOME / "emails"
if DEMO and not EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
MOTCUA_SENDS_EMAIL = DEMO or bool(EMAIL_HOST)

SESSION_COOKIE_AGE = MOTCUA_CITIZEN_SESSION_HOURS * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
if SESSION_COOKIE_SECURE:  # no neighbour under the same domain can set these
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        # Browsers also check where a form is redirected to: name the sign-in and payment sites here.
        "form-action": [SELF, *env_list("MOTCUA_FORM_TARGETS"), *filter(None, [MOTCUA_VNEID_URL])],
    }
}

# Behind a proxy that ends TLS and always sets X-Forwarded-Proto; without one, that header is a visitor's lie.
if env_bool("MOTCUA_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if BASE_URL.startswith("https://") else 0

LOGGING = logs.configure(
    shape=env_choice("MOTCUA_LOG_SHAPE", "console", {"console", "json"}),
    level=env_choice("MOTCUA_LOG_LEVEL", "INFO", {"DEBUG", "INFO", "WARNING", "ERROR"}),
)

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"

# Papers: files taken in, letters and results signed (docs/how-to/verify-signature.md)
MOTCUA_MAX_FILE_MB = env_int("MOTCUA_MAX_FILE_MB", 20)
MOTCUA_MAX_ARCHIVE_MB = env_int("MOTCUA_MAX_ARCHIVE_MB", 500)  # scans of old papers, packed in one file
MOTCUA_KEEP_UPLOADS_DAYS = env_int("MOTCUA_KEEP_UPLOADS_DAYS", 30)  # of files that went into no dossier
MOTCUA_UPLOAD_PART_MB = env_int("MOTCUA_UPLOAD_PART_MB", 4)  # the largest part of a file that comes in parts
MOTCUA_UPLOADS_OPEN_MB = env_int("MOTCUA_UPLOADS_OPEN_MB", 200)  # of one person, on their way at once
MOTCUA_KEEP_PARTS_HOURS = env_int("MOTCUA_KEEP_PARTS_HOURS", 48)  # of uploads that stopped halfway
MOTCUA_CLAMD = env_str("MOTCUA_CLAMD", "")  # "unix:/run/clamav/clamd.ctl" or "host:3310"; "": none scans
MOTCUA_CLAMD_TIMEOUT = env_int("MOTCUA_CLAMD_TIMEOUT", 5)  # seconds; then a file waits to be scanned
MOTCUA_FONTS = env_list("MOTCUA_FONTS")  # folders with fonts, such as Times New Roman
MOTCUA_SIGNER = env_str("MOTCUA_SIGNER", "motcua.papers.signing.DemoSigner")
MOTCUA_TSA_URL = env_str("MOTCUA_TSA_URL", "")  # RFC 3161 time stamps
MOTCUA_TRUST_ROOTS = env_list("MOTCUA_TRUST_ROOTS")  # PEM files of the roots whose signatures count
MOTCUA_ISSUER_KEY = env_str("MOTCUA_ISSUER_KEY", "")  # PEM: P-256 key, then certificates; seals packs
MOTCUA_ISSUER_KEYS = env_str("MOTCUA_ISSUER_KEYS", "")  # a folder of such files for each agency's code
MOTCUA_PKCS11_MODULE = env_str("MOTCUA_PKCS11_MODULE", "")
MOTCUA_PKCS11_TOKEN = env_str("MOTCUA_PKCS11_TOKEN", "")
MOTCUA_PKCS11_PIN = env_str("MOTCUA_PKCS11_PIN", "")
MOTCUA_PKCS11_LABEL = env_str("MOTCUA_PKCS11_LABEL", "{key}")  # {key}: whose signature
MOTCUA_PKCS11_CHAIN = env_list("MOTCUA_PKCS11_CHAIN")  # PEM files between the root and the signer
