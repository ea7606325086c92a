"""What is wrong with a catalogue, in sentences for the developer."""

import re
import unicodedata

from core.i18n.extract import wanted
from core.i18n.pofiles import entries, key_of, read, texts

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sdif](?![a-z])|\{\w*\}")
VIETNAMESE_MARKS = set("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")


def problems(all_homes):
    """Every fault of every catalogue, one sentence each; an empty list when all is well."""
    found, seen = [], {}
    for home in all_homes:
        catalogue = read(home)
        held, asked = entries(catalogue), entries(wanted(home))
        report = [f"missing: {_show(key)}" for key in asked if key not in held]
        report += [f"obsolete: {_show(key)}" for key in held if key not in asked]
        report += [f"obsolete: {_show(key_of(old))}" for old in catalogue.obsolete.values()]
        for key, message in held.items():
            report += [f"{fault}: {_show(key)}" for fault in faults(message)]
            report += _disagreement(key, message, home, seen)
        found += [f"{home.name}: {sentence}" for sentence in report]
    return found


def faults(message):
    """Names of what is wrong with one translated message."""
    originals = message.id if isinstance(message.id, list | tuple) else (message.id,)
    words = texts(message)
    names = []
    if is_vietnamese("".join(originals)):
        names.append("Vietnamese text used as a msgid (pass it in as a placeholder)")
    if message.fuzzy:
        names.append("fuzzy")
    if not all(words):
        return [*names, "untranslated"]
    if any(unicodedata.normalize("NFC", text) != text for text in words):
        names.append("translation is not in composed form (NFC)")
    if any(_placeholders(text) != _placeholders(originals[-1]) for text in words):
        names.append("placeholders differ")
    return names


def is_vietnamese(text):
    """Whether a letter carries a mark of the Vietnamese alphabet (or is đ)."""
    decomposed = unicodedata.normalize("NFD", text)
    return bool(VIETNAMESE_MARKS & set(decomposed)) or "đ" in text.lower()


def _placeholders(text):
    return sorted(set(PLACEHOLDER.findall(text.replace("%%", ""))))


def _disagreement(key, message, home, seen):
    """Catalogues are merged when read: one string can have only one translation."""
    words, other = seen.setdefault(key, (texts(message)[0], home.name))
    return (
        [] if words == texts(message)[0] else [f'translated differently in "{other}": {_show(key)}']
    )


def _show(key):
    context, text = key
    return f'"{text}" (context "{context}")' if context else f'"{text}"'
