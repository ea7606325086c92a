"""Text typed for the old fonts .VnTime (TCVN3) and VNI-Times, told by its letters and mended.

Such fonts drew Vietnamese letters in the places of others, so "Nguyễn Thị Hoa" lies in the file as
"NguyÔn ThÞ Hoa" or "Nguyeãn Thò Hoa". One cell is too little to judge by ("Vò" may be vò or Vũ), so
a whole column is weighed, by the share of its words that are Vietnamese syllables.
"""

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache

import viparse

from imports.reading.syllables import is_syllable

UNICODE, TCVN3, VNI = "unicode", "tcvn3", "vni"
FONTS = (TCVN3, VNI)
ENOUGH, MARGIN = 4, 0.25  # words of a sheet; share of them that a font must win over Unicode
MANY, CLEARLY = 8, 0.5  # the same for a column that is to differ from its sheet
MOST = 0.5  # share of texts with letters that no old font has
SAMPLE = 400  # texts of a column that are weighed

# Signs of the layout that viparse leaves out, for want of a document that has them.
_VNI_GAPS = {"aú": "ẳ", "AÚ": "Ẳ", "î": "ỵ", "Î": "Ỵ"}
_VNI_GAP = re.compile("|".join(_VNI_GAPS))
# A capital whose mark was typed small: "Aùnh" beside the layout's own "AÙnh".
_VNI_CAPITAL = re.compile(r"[AEIOUYÔÖ][áàåãäéèëêâùøûõïü]")
_BEYOND_FONTS = re.compile("[\u0102-\u0151\u0154-\u0177\u0179-\u01ff\u0300-\u036f\u1e00-\u1eff]")
_WORD = re.compile(r"\S+")
_WORDS = re.compile(r"[\s\d!-/:-@\[-`{-~]+")


def is_unicode(text):
    """Whether a text has letters that the old fonts cannot hold."""
    return bool(_BEYOND_FONTS.search(text))


@lru_cache(maxsize=50_000)
def decode(text, font):
    """Text of an old font as Unicode; text that is Unicode already comes back as it was."""
    if font not in FONTS or is_unicode(text) or text.isascii():
        return text
    if font == VNI:
        text = _VNI_GAP.sub(lambda match: _VNI_GAPS[match[0]], text)
        text = _VNI_CAPITAL.sub(_capital, text)
    return viparse.fix(text, encoding=font)


def _capital(match):
    return viparse.fix(match[0].lower(), encoding=VNI).upper()


def font_of(texts):
    """What most of the texts are written in; None when they tell too little."""
    sound = weigh(texts)
    if sound["words"] < ENOUGH:
        return None
    best = max(FONTS, key=sound.__getitem__)
    gain = sound[best] - sound[UNICODE]
    return best if gain >= MARGIN * sound["words"] else UNICODE


def weigh(texts):
    """How many words with letters beyond ASCII there are, and how many are right as what."""
    sound = Counter()
    for text in list(dict.fromkeys(texts))[:SAMPLE]:
        if text.isascii():
            continue
        for font in (UNICODE, *FONTS):
            words = _informative_words(text, font)
            sound[font] += sum(1 for word in words if is_syllable(word))
            if font == UNICODE:
                sound["words"] += len(words)
    return sound


def _informative_words(text, font):
    """Words as `font` reads them, of those that look different in each."""
    words = [word for word in _WORDS.split(text) if not word.isascii()]
    return [decode(word, font) for word in words] if font != UNICODE else words


def decoded_grid(grid, override=None, known=lambda text: False):
    """A grid with every text as Unicode, and the font found: "", "tcvn3" or "vni".

    Columns are judged one by one, since names may be in an old font and headings not; a column that
    tells too little follows the sheet. `override` is what the officer says. `known` tells words
    that are right as they stand, as headings are.
    """
    columns = [_texts_of(grid, index) for index in range(grid.width)]
    if override:
        found = [override] * len(columns)
    else:
        sheet = font_of([text for texts in columns for text in texts]) or UNICODE
        found = [_font_of_column(texts, sheet) for texts in columns]
    used = Counter(font for font in found if font in FONTS)
    if not used:
        return grid, ""
    rows = [
        [_decoded_cell(cell, found[index], known) for index, cell in enumerate(row)]
        for row in grid.rows
    ]
    return replace(grid, rows=rows), used.most_common(1)[0][0]


def _font_of_column(texts, sheet):
    """The font of a column: that of the sheet, unless the column speaks clearly against it."""
    spelt = [text for text in dict.fromkeys(texts) if not text.isascii()]
    if sum(map(is_unicode, spelt)) > len(spelt) * MOST:
        return UNICODE
    sound = weigh(texts)
    best = max((UNICODE, *FONTS), key=sound.__getitem__)
    gain = sound[best] - sound[sheet]
    return best if sound["words"] >= MANY and gain >= CLEARLY * sound["words"] else sheet


def _texts_of(grid, index):
    return [row[index] for row in grid.rows if index < len(row) and isinstance(row[index], str)]


def _decoded_cell(cell, font, known):
    if not isinstance(cell, str) or cell.isascii():
        return cell
    decoded = _decoded_text(cell, font)
    return cell if decoded != cell and known(cell) else decoded


@lru_cache(maxsize=50_000)
def _decoded_text(text, font):
    """A text decoded, unless it is right as it stands and would be wrong then ("Tôn giáo").

    Beside words of an old font may stand one of Unicode: its letter had no place there ("Ẻn").
    """
    if is_unicode(text) and not _is_right(text):
        return _WORD.sub(lambda word: decode(word[0], font), text)
    decoded = decode(text, font)
    if decoded != text and _is_right(text) and not _is_right(decoded):
        return text
    return decoded


def _is_right(text):
    return all(is_syllable(word) for word in _WORDS.split(text) if word and not word.isascii())
