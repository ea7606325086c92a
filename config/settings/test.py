"""The test run: fixed keys, quick passwords, tasks at once, letters kept in memory."""

from config.settings.base import *
from config.settings.base import CACHES, DATABASES, MIDDLEWARE, STORAGES, env

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
SECRET_KEY = HASH_KEY = "only-for-tests-" + "0123456789abcdef" * 4
FIELD_KEYS = ["dGVzdHMtdGVzdHMtdGVzdHMtdGVzdHMtdGVzdHMtdGU="]

DATABASES["default"]["TEST"] = {"TEMPLATE": env.str("TEST_TEMPLATE", default=None)}

MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")  # the live server has static files

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES["default"]["BACKEND"] = "django.core.files.storage.InMemoryStorage"
CACHES["default"]["KEY_PREFIX"] = "test"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
AXES_ENABLED = False  # tests of the lock-out switch it on
