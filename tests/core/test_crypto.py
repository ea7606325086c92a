"""Sealed fields, keys that change, hashes to match by."""

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection, models
from django.test.utils import isolate_apps

from core.crypto import (
    EncryptedTextField,
    UnreadableSecret,
    decrypt,
    encrypt,
    keyed_hash,
    mask,
    rotate,
)

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@pytest.fixture
def secret_note(db):
    with isolate_apps("core"), connection.schema_editor() as editor:

        class SecretNote(models.Model):
            text = EncryptedTextField(blank=True, null=True)

            class Meta:
                app_label = "core"

        editor.create_model(SecretNote)
    return SecretNote


@pytest.mark.parametrize("text", ["068174000123", "Đỗ Thị Đào", "  ", "x" * 5000])
def test_what_is_sealed_is_unreadable_and_opens_again(text):
    sealed = encrypt(text)
    assert text not in sealed
    assert decrypt(sealed) == text
    assert encrypt(text) != sealed


def test_nothing_stays_nothing():
    assert (encrypt(""), decrypt(""), rotate(""), keyed_hash(""), mask("")) == ("",) * 5


def test_a_new_key_reads_what_the_old_one_sealed(settings):
    settings.FIELD_KEYS = [OLD]
    sealed = encrypt("bí mật")
    settings.FIELD_KEYS = [NEW, OLD]
    assert decrypt(sealed) == "bí mật"
    renewed = rotate(sealed)
    settings.FIELD_KEYS = [NEW]
    assert decrypt(renewed) == "bí mật"
    for opens in (decrypt, rotate):
        with pytest.raises(UnreadableSecret):
            opens(sealed)


def test_without_keys_nothing_is_stored(settings):
    settings.FIELD_KEYS = []
    with pytest.raises(ImproperlyConfigured):
        encrypt("bí mật")


def test_the_database_holds_only_the_sealed_text(secret_note):
    note = secret_note.objects.create(text="068174000123")
    secret_note.objects.create(text="")
    secret_note.objects.create(text=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM core_secretnote ORDER BY id")
        stored = [row[0] for row in cursor.fetchall()]
    assert "068174000123" not in stored[0]
    assert stored[1:] == ["", None]
    assert list(secret_note.objects.order_by("pk").values_list("text", flat=True)) == [
        "068174000123",
        "",
        None,
    ]
    assert secret_note.objects.get(text="").pk != note.pk


def test_a_sealed_field_cannot_be_searched(secret_note):
    with pytest.raises(FieldError):
        secret_note.objects.filter(text__contains="068")
    with pytest.raises(ValueError, match="keyed_hash"):
        secret_note.objects.filter(text="068174000123")


def test_keyed_hash_matches_equals_and_needs_the_key(settings):
    one = keyed_hash("068174000123")
    assert (len(one), one) == (64, keyed_hash("068174000123"))
    assert one != keyed_hash("068174000124")
    settings.HASH_KEY = "another"
    assert keyed_hash("068174000123") != one


@pytest.mark.parametrize(
    ("value", "expected"), [("068174000123", "••••••••0123"), ("12345678", "••••••••"), ("1", "•")]
)
def test_mask_shows_the_tail_of_long_values_only(value, expected):
    assert mask(value) == expected
