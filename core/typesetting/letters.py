"""Which letters the typeface of the papers has: a phone types more of them, hearts and flowers too.

A paper that is to be read aloud must know every sign on it, so one that cannot be drawn would stop
the whole paper; in its place stands `UNKNOWN`.
"""

import functools
import struct
import unicodedata
from importlib.util import find_spec
from pathlib import Path

FONTS = "rinoh_typeface_texgyretermes"
UNKNOWN = "□"
_SEGMENTS = 4  # the kind of table that says where runs of letters begin and end
_END = 0xFFFF  # closes the table, and is no letter


def drawable(data):
    """`data`, of which every text is one that the typeface can draw."""
    if isinstance(data, dict):
        return {key: drawable(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [drawable(value) for value in data]
    return _drawable_text(data) if isinstance(data, str) else data


def _drawable_text(text):
    known = letters()
    composed = unicodedata.normalize("NFC", text)
    return "".join(c if c in known or c.isspace() else UNKNOWN for c in composed)


@functools.cache
def letters():
    """All that every face of the typeface draws."""
    faces = [face for folder in font_folders() for face in Path(folder).glob("*.otf")]
    return frozenset.intersection(*(_letters_of(face.read_bytes()) for face in faces))


def font_folders():
    """Where the typeface of the papers lies, found without importing its package."""
    spec = find_spec(FONTS)
    return list(spec.submodule_search_locations) if spec else []


def _letters_of(font):
    """The letters in the `cmap` of an OpenType font."""
    count = struct.unpack_from(">H", font, 4)[0]
    records = [struct.unpack_from(">4sIII", font, 12 + 16 * n) for n in range(count)]
    start = next(offset for tag, _sum, offset, _length in records if tag == b"cmap")
    tables = struct.unpack_from(">H", font, start + 2)[0]
    found = set()
    for n in range(tables):
        at = start + struct.unpack_from(">I", font, start + 8 + 8 * n)[0]
        if struct.unpack_from(">H", font, at)[0] == _SEGMENTS:
            found |= set(_in_segments(font, at))
    return frozenset(found)


def _in_segments(font, at):
    double = struct.unpack_from(">H", font, at + 6)[0]
    ends = struct.unpack_from(f">{double // 2}H", font, at + 14)
    starts = struct.unpack_from(f">{double // 2}H", font, at + 16 + double)
    for first, last in zip(starts, ends, strict=True):
        yield from map(chr, range(first, min(last + 1, _END)))
