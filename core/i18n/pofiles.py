"""Read, merge, write and compile catalogue files."""

import io
import os

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

from core.i18n.extract import empty_catalogue, wanted
from core.i18n.sources import LANGUAGE

HEADER = (
    'msgid ""\n'
    'msgstr ""\n'
    f'"Language: {LANGUAGE}\\n"\n'
    '"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)
WIDTH = 96


class BrokenCatalogue(Exception):
    """A catalogue file that is no catalogue; the message names it and the line."""


def key_of(message):
    """What a lookup asks for: the context and the (singular) msgid."""
    first = message.id[0] if isinstance(message.id, list | tuple) else message.id
    return message.context, first


def entries(catalogue):
    """Messages by key, in file order, without the header."""
    return {key_of(message): message for message in catalogue if message.id}


def read(home):
    """The catalogue as it stands in its file; empty when there is no file yet.

    Raises `BrokenCatalogue` for a file that cannot be read.
    """
    if not home.po_path.exists():
        return empty_catalogue()
    try:
        with home.po_path.open("rb") as file:
            return read_po(file, locale=LANGUAGE, domain="django", abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise BrokenCatalogue(
            f"{home.name}: {home.po_path.name} cannot be read: {error}"
        ) from error


def merge(old, new, elsewhere=None):
    """The catalogue `new` asks for, with the words of `old` kept and in its order.

    What is new comes last; a string that another catalogue has translated already brings its
    words along (`elsewhere`, by key). What nobody asks for any more is dropped.
    """
    kept, asked = entries(old), entries(new)
    order = [key for key in kept if key in asked] + [key for key in asked if key not in kept]
    merged = empty_catalogue()
    for key in order:
        source, known = asked[key], kept.get(key)
        merged.add(
            source.id,
            _words(source, known or (elsewhere or {}).get(key)),
            locations=source.locations,
            flags=known.flags & {"fuzzy"} if known else (),
            user_comments=known.user_comments if known else (),
            context=source.context,
        )
    return merged


def _words(source, known):
    """The translation in the shape the source asks for; nothing is lost when a plural appears."""
    first = texts(known)[0] if known else ""
    return (first,) if source.pluralizable else first


def as_text(catalogue):
    """The file's text: a plain header without dates, file names without line numbers."""
    out = io.BytesIO()
    write_po(out, catalogue, width=WIDTH, omit_header=True, include_lineno=False)
    return HEADER + out.getvalue().decode().strip() + "\n"


def translated(home):
    """What `home` has words for, by key; lent to other catalogues that ask for the same string."""
    return {key: message for key, message in entries(read(home)).items() if all(texts(message))}


def update(home, elsewhere=None):
    """Bring the file up to date with the sources; returns how many strings still need words."""
    merged = merge(read(home), wanted(home), elsewhere)
    if home.po_path.exists() or entries(merged):
        _replace(home.po_path, as_text(merged).encode())
    return sum(not any(texts(message)) for message in entries(merged).values())


def compile_one(home):
    """Write the .mo beside the .po when the .po is newer; returns whether it was written."""
    po, mo = home.po_path, home.mo_path
    if not po.exists() or (mo.exists() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns):
        return False
    out = io.BytesIO()
    write_mo(out, read(home))
    _replace(mo, out.getvalue())
    return True


def texts(message):
    """The translations of a message, one for each plural form."""
    return message.string if isinstance(message.string, list | tuple) else (message.string,)


def _replace(path, content):
    """Write the whole file in one step, so that nobody reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(path)
