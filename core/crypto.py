"""Fields that are encrypted at rest, keyed hashes to match them by, and masks to show them with."""

import functools
import hashlib
import hmac
import json

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed
from django.db import models
from django.db.models.lookups import Exact
from django.dispatch import receiver


class UnreadableSecret(ImproperlyConfigured):
    """A stored value fits none of the keys: a key is missing from `FIELD_KEYS`."""


@functools.cache
def _box():
    if not settings.FIELD_KEYS:
        raise ImproperlyConfigured("FIELD_KEYS is empty: encrypted fields cannot be used.")
    return MultiFernet([Fernet(key) for key in settings.FIELD_KEYS])


@receiver(setting_changed)
def _forget_keys(*, setting, **kwargs):
    if setting == "FIELD_KEYS":
        _box.cache_clear()


def encrypt(text):
    """The text sealed with the first key; the empty text stays empty."""
    return _box().encrypt(text.encode()).decode() if text else ""


def decrypt(sealed):
    """The text behind a sealed value, by whichever key fits. Raises `UnreadableSecret`."""
    if not sealed:
        return ""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise UnreadableSecret("An encrypted value fits none of FIELD_KEYS.") from error


def encrypt_bytes(content):
    """The bytes sealed with the first key; even nothing is sealed."""
    return _box().encrypt(content)


def decrypt_bytes(sealed):
    """The bytes behind a sealed value, by whichever key fits. Raises `UnreadableSecret`."""
    try:
        return _box().decrypt(sealed)
    except InvalidToken as error:
        raise UnreadableSecret("An encrypted value fits none of FIELD_KEYS.") from error


def rotate(sealed):
    """The same secret sealed anew with the first key, so that an old key can be retired."""
    try:
        return _box().rotate(sealed.encode()).decode() if sealed else ""
    except InvalidToken as error:
        raise UnreadableSecret("An encrypted value fits none of FIELD_KEYS.") from error


def keyed_hash(value):
    """64 hex digits by which equal values are found without being readable (HMAC-SHA256).

    The empty value has the empty hash: two women without a number do not match.
    """
    if not value:
        return ""
    key = settings.HASH_KEY.encode()
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def mask(value, shown=4):
    """All but the last `shown` characters as dots; short values are hidden altogether."""
    if not value:
        return ""
    tail = value[-shown:] if shown and len(value) > 2 * shown else ""
    return "•" * (len(value) - len(tail)) + tail


class EncryptedTextField(models.TextField):
    """Text that the database sees only sealed; to find it again, keep a `keyed_hash` beside."""

    description = "Text, encrypted at rest"

    def from_db_value(self, value, expression, connection):
        return value if value is None else decrypt(value)

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return value if value is None else encrypt(value)

    def get_lookup(self, lookup_name):
        """A sealed value differs each time it is written: only emptiness can be asked for."""
        known = {"exact": _ExactlyNothing, "isnull": super().get_lookup("isnull")}
        return known.get(lookup_name)


class EncryptedJSONField(EncryptedTextField):
    """Plain data (dicts, lists, text, numbers) that the database sees only sealed."""

    description = "JSON, encrypted at rest"

    def from_db_value(self, value, expression, connection):
        opened = super().from_db_value(value, expression, connection)
        return json.loads(opened) if opened else opened

    def get_prep_value(self, value):
        text = None if value is None else json.dumps(value, ensure_ascii=False)
        return super().get_prep_value(text)


class _ExactlyNothing(Exact):
    def get_prep_lookup(self):
        if self.rhs:
            raise ValueError("a sealed value cannot be found; search its keyed_hash")
        return self.rhs
