"""Find the strings marked for translation in Python files and Django templates."""

import io
from textwrap import dedent

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.utils.translation.template import templatize

from core.i18n.sources import LANGUAGE

_ONE = ("_", "gettext", "gettext_lazy", "gettext_noop")
_PLURAL = ("ngettext", "ngettext_lazy")
_CONTEXT = ("pgettext", "pgettext_lazy")
_BOTH = ("npgettext", "npgettext_lazy")
KEYWORDS = {
    **dict.fromkeys(_ONE),
    **dict.fromkeys(_PLURAL, (1, 2)),
    **dict.fromkeys(_CONTEXT, ((1, "c"), 2)),
    **dict.fromkeys(_BOTH, ((1, "c"), 2, 3)),
}


def empty_catalogue():
    """A catalogue of our language with nothing in it; Vietnamese has one plural form."""
    return Catalog(locale=LANGUAGE, domain="django", fuzzy=False)


def wanted(home):
    """The catalogue of everything `home` has marked, untranslated, in order of appearance."""
    catalogue = empty_catalogue()
    for path in home.files():
        where = path.relative_to(home.base).as_posix()
        for line, message, context in strings_in(path):
            catalogue.add(message, locations=[(where, line)], context=context)
    return catalogue


def strings_in(path):
    """Yield (line, msgid or (singular, plural), context) of one file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = _as_python(text, path)
    source = io.BytesIO(text.encode())
    options = {"encoding": "utf-8"}
    for line, message, _comments, context in extract("python", source, KEYWORDS, options=options):
        yield line, message, context


def _as_python(text, path):
    """Django's own reading of a template. Each line stands alone, so its indent means nothing."""
    lines = templatize(text, origin=str(path)).splitlines()
    return "\n".join(dedent(line).strip() for line in lines)
