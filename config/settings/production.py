"""Production: HTTPS only, every secret named in the environment, or the start is refused."""

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *
from config.settings.base import FIELD_KEYS, env

SECRET_KEY = env.str("SECRET_KEY")
HASH_KEY = env.str("HASH_KEY")
if not FIELD_KEYS:
    raise ImproperlyConfigured(
        "Set FIELD_KEYS: one Fernet key or more, the newest first, commas between."
    )

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS names the hosts; * would accept any.")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked from inside, without a certificate
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=365 * 24 * 60 * 60)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
if env.bool("BEHIND_TLS_PROXY", default=False):  # only where a proxy overwrites the header
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

vars().update(env.email("EMAIL_URL", default="smtp://localhost:25"))
