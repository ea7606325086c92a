"""Text files and pastes as one grid: which encoding, which separator, which cells."""

import codecs
import csv
import io
import re
import unicodedata

from django.utils.translation import gettext as _

from imports.reading import fonts, limits
from imports.reading.files.grids import Grid, trimmed
from imports.reading.results import Unreadable

_MARKS = (  # a byte order mark settles it
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_OFTEN_WRONG = {"ascii", "utf-8", "utf-16", "iso8859-1", "cp1252"}
_SEPARATORS = "\t;,|"
# A ditto mark alone in a cell, which a copy from Excel does not quote.
_LONE_QUOTE = re.compile(r'(?<=\t)"(?=[\t\r\n]|\Z)')
# ="0912…": how programs keep Excel from taking off the 0 in front.
_AS_TEXT = re.compile(r'^="(.*)"$', re.DOTALL)
_SAMPLE_BYTES = 64 * 1024
_SAMPLE_LINES = 60


def read_text_file(content):
    """The grid of a .csv, .tsv or .txt, whatever it was encoded with."""
    return [_grid(decoded(content))]


def read_paste(text):
    """The grid of cells copied from a spreadsheet: tabs between them, quotes round line breaks."""
    if not text.strip():
        raise Unreadable(
            _("Nothing was pasted. Copy the list in Excel together with its headings.")
        )
    return [_grid(text)]


def _grid(text):
    separator = _separator(text)
    if separator == "\t":
        text = _LONE_QUOTE.sub('""""', text)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        rows, cut = trimmed((_cells(line) for line in lines), limits.ROWS)
    except csv.Error as error:
        raise Unreadable(
            _("The text is not a table. Save the list as an Excel workbook and send that.")
        ) from error
    return Grid("", rows, cut=cut)


def _cells(line):
    return [
        _AS_TEXT.sub(r"\1", cell) if cell[:1] == "=" else cell for cell in line[: limits.COLUMNS]
    ]


def decoded(content, told=""):
    """The text of a file. `told` is the encoding that it names itself, which is often wrong: UTF-8
    and the encodings of Windows are known by what stands in them.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    if b"\x00" in content[:_SAMPLE_BYTES]:
        return _strictly(content, _utf16_without_mark(content))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _mostly_utf8(content) or _as_told(content, told) or _eight_bits(content)


def _mostly_utf8(content):
    """UTF-8 in which a program has cut a letter or two in half; "" when it is not that."""
    text = content.decode("utf-8", errors="replace")
    broken, letters = text.count("\ufffd"), sum(char > "\x7f" for char in text)
    return text if broken * 10 < letters else ""


def _as_told(content, told):
    """The text by the encoding that it names, unless that is one of those that are often wrong."""
    try:
        if codecs.lookup(told).name in _OFTEN_WRONG:
            return ""
        return unicodedata.normalize("NFC", content.decode(told))
    except (LookupError, UnicodeError):
        return ""


def _strictly(content, encoding):
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise Unreadable(_not_text()) from error


def _utf16_without_mark(content):
    """Every other byte of UTF-16 is nearly always 0; a file full of zeros elsewhere is no text."""
    sample = content[: _SAMPLE_BYTES // 2 * 2]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < len(sample) // 8 or min(even, odd) > max(even, odd) // 4:
        raise Unreadable(_not_text())
    return "utf-16-be" if even > odd else "utf-16-le"


def _not_text():
    return _(
        "This file is neither a workbook nor a text. Send the list as Excel (.xlsx or .xls), "
        "LibreOffice (.ods) or text (.csv)."
    )


def _eight_bits(content):
    """Windows-1258 or Windows-1252, whichever gives more Vietnamese.

    Text of old fonts lies in 1252 and is told later, by its letters.
    """
    western = _as_1252(content)
    vietnamese = unicodedata.normalize("NFC", content.decode("cp1258", errors="replace"))
    as_vietnamese = fonts.weigh(vietnamese[:_SAMPLE_BYTES].split("\n"))[fonts.UNICODE]
    as_western = fonts.weigh(western[:_SAMPLE_BYTES].split("\n"))
    best_western = max(as_western[font] for font in (fonts.UNICODE, *fonts.FONTS))
    return vietnamese if as_vietnamese > best_western else western


def _as_1252(content):
    """As Windows shows it; the five bytes that mean nothing there stay themselves."""
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _separator(text):
    """The sign that stands between cells: it comes as often in one line as in the next."""
    lines = [line for line in text[:_SAMPLE_BYTES].splitlines() if line.strip()][:_SAMPLE_LINES]
    return max(_SEPARATORS, key=lambda sign: _evenness(sign, lines))


def _evenness(sign, lines):
    """How many lines have the commonest count of `sign` above none, and that count."""
    counts = [line.count(sign) for line in lines]
    common = [count for count in counts if count]
    if not common:
        return 0, 0
    usual = max(set(common), key=common.count)
    return common.count(usual), usual
