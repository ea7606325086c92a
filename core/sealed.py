"""Files kept sealed: written and read piece by piece, so that size costs no memory.

A sealed file is lines of Fernet tokens. Each piece carries its number and whether it is the last,
so a file that was cut short, or whose pieces changed places, is refused rather than read.
"""

import contextlib

from django.core.files.base import File
from django.core.files.storage import default_storage

from core.crypto import UnreadableSecret, decrypt_bytes, encrypt_bytes

PIECE = 1024 * 1024
_MORE, _LAST = b"+", b"."


def keep_sealed(name, source, *, folder):
    """Seal the open file `source` into the storage under `name`; the name it got.

    `folder` is a private one for the sealed copy on its way there.
    """
    path = folder / "sealed"
    with path.open("wb") as out:
        for token in _tokens(source):
            out.write(token + b"\n")
    with path.open("rb") as sealed:
        return default_storage.save(name, File(sealed))


def pieces_of(name):
    """The content of a sealed file, a piece at a time. Raises `UnreadableSecret` if it is not whole
    and `FileNotFoundError` if it is not there."""
    with default_storage.open(name, "rb") as sealed:
        number, state = 0, _MORE
        for number, line in enumerate(sealed, start=1):
            piece = decrypt_bytes(line.strip())
            state, told, content = piece[:1], int.from_bytes(piece[1:9]), piece[9:]
            if told != number:
                raise UnreadableSecret(f"{name}: piece {number} is not in its place")
            yield content
        if state != _LAST:
            raise UnreadableSecret(f"{name} was cut short after {number} pieces")


def throw_away(name):
    """Delete a file of the storage; one that is gone already is no error."""
    if name:
        with contextlib.suppress(FileNotFoundError):
            default_storage.delete(name)


def _tokens(source):
    number, piece = 1, source.read(PIECE)
    while True:
        following = source.read(PIECE)
        state = _MORE if following else _LAST
        yield encrypt_bytes(state + number.to_bytes(8) + piece)
        if not following:
            return
        number, piece = number + 1, following
