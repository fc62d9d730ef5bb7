"""Settings, from the environment only. Production is the base: what it needs and lacks is refused by name."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

from csp.constants import NONCE, NONE, SELF
from django_prose_editor.config import html_tags

from govap import environment, logs

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = environment.switch("DEBUG")
DEVELOPMENT_KEY = "chi-dung-khi-phat-trien-khong-dung-cho-trang-that-0123456789"
SECRET_KEY = environment.secret("SECRET_KEY", DEVELOPMENT_KEY if DEBUG else "")
ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if DEBUG else "")
# Plain http, for this machine alone: __Host- and Secure cookies would not come back over it.
INSECURE_HTTP = environment.switch("INSECURE_HTTP", default=DEBUG)
TRUSTED_PROXIES = environment.whole("TRUSTED_PROXIES", 0, low=0, high=9)
STATIC_PLAIN = environment.switch("STATIC_PLAIN")
PAGE_CACHE_MB = environment.whole("PAGE_CACHE_MB", 16, low=0, high=4096)  # of each worker process
# Who tells of views: the server as it sends pages, or behind a cache of others each page when it is open.
COUNT_BY = environment.choice("COUNT_BY", "server", {"server", "beacon"})

VAR_DIR = environment.folder("VAR_DIR", BASE_DIR / "var")
MEDIA_ROOT = environment.folder("MEDIA_ROOT", VAR_DIR / "media")
MEDIA_URL = "/media/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]

ROOT_URLCONF = "govap.urls"
WSGI_APPLICATION = "govap.wsgi.application"
INSTALLED_APPS = [
    "govap.apps.GovapConfig",
    "govap.editorial",
    "govap.library",
    "govap.search",
    "govap.counting",
    "govap.delivery",
    "govap.portal",
    "news",
    "videos",
    "govap.apps.GovapAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "taggit",
    "axes",
    "csp",
    "django_prose_editor",
]
MIDDLEWARE = [
    "govap.delivery.headers.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pads at random, so that lengths tell nothing of tokens (BREACH).
    "govap.delivery.compressing.PageCompressionMiddleware",
    "govap.delivery.headers.NoStoreMiddleware",
    "govap.delivery.ahead.AheadMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "govap.editorial.sessions.SessionRulesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
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
                "csp.context_processors.nonce",
                "govap.portal.context.chrome",
                "news.context.categories",
            ]
        },
    }
]

DATABASES = {"default": environment.database("DATABASE_URL", f"sqlite:///{quote(str(VAR_DIR))}/govap.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = USE_TZ = True
FORMAT_MODULE_PATH = ["govap.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]  # what Django and the editor leave in English

# Staff: who they are, how long a session lasts, how often a password may be guessed.
AUTH_USER_MODEL = "editorial.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "govap.editorial.backend.StaffBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
SESSION_IDLE_SECONDS = 2 * 60 * 60
SESSION_COOKIE_AGE = 12 * 60 * 60
MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"
NOTICE_MAIL = environment.switch("NOTICE_MAIL")  # to staff, when something is submitted, returned or published
globals().update(environment.mail("EMAIL_URL"))
EMAIL_TIMEOUT = 5  # seconds: the person who submits waits while a mail server is dead
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text("MAIL_FROM", "govap@localhost")
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=5)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "lockout.html"
AXES_CLIENT_IP_CALLABLE = "govap.delivery.addresses.client_address"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # or a stranger could keep a colleague out for ever
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False  # its pages are in English
AXES_VERBOSE = False
AXES_ALLOWED_CORS_ORIGINS = ""

# Over the wire.
SECURE_SSL_REDIRECT = not INSECURE_HTTP
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked by machines on the inside, over plain http
SECURE_HSTS_SECONDS = 0 if INSECURE_HTTP else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = not INSECURE_HTTP
# Preloading binds the whole domain in browsers for years: for its owner to decide, not for this program.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
_cookie_prefix = "" if INSECURE_HTTP else "__Host-"
SESSION_COOKIE_NAME = f"{_cookie_prefix}session"
CSRF_COOKIE_NAME = f"{_cookie_prefix}csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not INSECURE_HTTP
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# What may come in, and how it lies on disk.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o644
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o755
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if STATIC_PLAIN
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = STATIC_PLAIN or DEBUG

# What the editor of bodies learns from us: modules that the import map of govap/editorial/widgets.py leads to, and the
# HTML that each of their extensions writes.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {"js": ["govap/editor/toolbar"], "extensions": {"GovapMenu": html_tags([])}},
    {"js": ["govap/editor/figures"], "extensions": {"GovapFigures": html_tags([])}},
    {
        "js": ["govap/editor/pictures"],
        "extensions": {
            "GovapPicture": html_tags(["figure", "figcaption", "img"], {"img": ["src", "alt", "width", "height"]}),
        },
    },
    {
        "js": ["govap/editor/embeds"],
        "extensions": {
            "GovapAlbum": html_tags(["figure", "figcaption"], {"figure": ["data-album"]}),
            "GovapVideo": html_tags(["figure", "figcaption"], {"figure": ["data-video"]}),
        },
    },
    {"js": ["govap/editor/links"], "extensions": {"GovapLink": html_tags(["a"], {"a": ["href", "data-document"]})}},
    {"js": ["govap/editor/footnotes"], "extensions": {"GovapFootnote": html_tags(["small"])}},
    {"js": ["govap/editor/lists"], "extensions": {"GovapOrderedList": html_tags(["ol"], {"ol": ["start", "type"]})}},
    {
        "js": ["govap/editor/tables"],
        "extensions": {
            "GovapTable": html_tags(["table", "caption", "thead", "tbody", "tr"]),
            "GovapTableHeader": html_tags(["th"], {"th": ["colspan", "rowspan", "scope"]}),
        },
    },
    {"js": ["govap/editor/writing"], "extensions": {"GovapWriting": html_tags([]), "GovapHtml": html_tags([])}},
    {"js": ["govap/editor/paste"], "extensions": {"GovapPaste": html_tags([])}},
]

TAGGIT_CASE_INSENSITIVE = True
LOGGING = logs.configuration(environment.choice("LOG_LEVEL", "INFO", logs.LEVELS))
