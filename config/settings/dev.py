"""Development on one's own machine: errors in the browser, letters on the terminal."""

from config.settings.base import *
from config.settings.base import LOGGING, STORAGES, VAR_DIR, environment

DEBUG = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

_keys = environment.local_keys(VAR_DIR)
SECRET_KEY, FIELD_KEYS, HASH_KEY = _keys["SECRET_KEY"], _keys["FIELD_KEYS"], _keys["HASH_KEY"]

STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
LOGGING["handlers"]["console"]["formatter"] = "plain"
