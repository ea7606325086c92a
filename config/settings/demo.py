"""`script/server`: as production, but over plain HTTP on this machine, with keys kept in `var/`."""

from config.settings.base import *
from config.settings.base import LOGGING, VAR_DIR, env, environment

_keys = environment.local_keys(VAR_DIR)
SECRET_KEY, FIELD_KEYS, HASH_KEY = _keys["SECRET_KEY"], _keys["FIELD_KEYS"], _keys["HASH_KEY"]

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.list("ALLOWED_HOSTS", default=[])]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
LOGGING["handlers"]["console"]["formatter"] = "plain"
LOGGING["root"]["level"] = env.str("LOG_LEVEL", default="WARNING")
