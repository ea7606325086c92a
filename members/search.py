"""What an officer typed in the search box, taken apart. Pure: `members.matching` asks the book.

Understood are words of a name, whole or begun, with marks or without, in Telex left-overs or as
initials; years of birth; the end of a telephone or citizen number; member codes; a head of
household after "vợ" or "nhà"; a branch after "thôn". Since "Võ" and "Tổ" may be names, such words
have two readings, and the plain one comes first.
"""

import re
from dataclasses import dataclass, field

from core.text import fold, marked_key, nfc, search_key
from members.telex import decoded

OLDEST, YOUNGEST = 1900, 2030
SHORTEST_TAIL, CITIZEN_TAIL = 3, 4
CITIZEN_NUMBERS = (9, 12)
SHORTEST_PHONE = 8
MOST_INITIALS = 6

_CODE = re.compile(r"hv0*(\d{1,9})", re.IGNORECASE)
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[.\-](?=\d)")
_NO_LETTERS = re.compile(r"[.,;:/()\"]+")
_COUNTRY = re.compile(r"\+?84(\d{9})")
_SYLLABLE = re.compile(r"([^aeiouy]*)")
_ONSET = re.compile(
    "[bcdghklmnpqrstvxfjwz]|ch|gh|gi|kh|ng|ngh|nh|ph|qu|th|tr|br|bl|dr|dj|gl|gr|jr|kl|kr|mr|pl|pr|sr"
)

YEAR_AHEAD = {"sn", "sinh", "ns"}
ADDRESS = {"cô", "bà", "chị", "năm", *YEAR_AHEAD}
# After these comes the head of her household: after the unmarked ones, which are names as well,
# only behind a name of hers or before "anh", "ông". The first two are nobody's name.
NO_NAME = {"vợ", "chồng"}
HEAD_AHEAD = {*NO_NAME, "dâu", "nhà", "hộ"}
PERHAPS_HEAD_AHEAD = {"vo", "chong", "con", "nha"}
HIS_ADDRESS = {"anh", "ông", "ong", "chú", "bác", "chủ", "hộ"}
# After these comes a branch or group: a name or a number; after the others a number alone.
PLACE_AHEAD = {"thôn", "buôn", "xóm", "ấp", "tổ", "khu", "bản", "xã", "tdp", "thon", "buon"}
NUMBER_AHEAD = {"to", "xom", "ap", "ban", "khom", "khóm"}


@dataclass(frozen=True)
class Word:
    """One word of a name. A word of hers must begin with one of `begins`."""

    begins: tuple[str, ...]
    stem: str  # the most likely of them
    whole: str  # her word, if nothing is lacking at its end
    marked: str = ""  # its `marked_key`, when it was typed with marks
    initials: str = ""  # its letters, when they begin no syllable: "nth"


@dataclass
class Asked:
    """One reading of a search; every part must fit. Each of `years` is a set to choose from."""

    words: list[Word] = field(default_factory=list)
    letters: str = ""  # first letters of words before the last: "n t hoa"
    head: list[Word] = field(default_factory=list)
    place: str = ""
    years: list[frozenset[int]] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)  # one or two digits: a year, or "Hoa 2"
    tails: list[str] = field(default_factory=list)
    code: int | None = None
    citizen_number: str = ""

    def __bool__(self):
        named = self.words or self.letters or self.head or self.place
        counted = self.years or self.numbers or self.tails
        return bool(named or counted or self.code is not None or self.citizen_number)

    @property
    def marked(self):
        """The words that were typed with marks; who bears them so comes first."""
        return [word.marked for word in self.words if word.marked]


def read_search(text):
    """The readings of what was typed, the most literal first; none for blanks."""
    parts = _parts(text)
    plain, meant = _read(parts, plain=True), _read(parts, plain=False)
    spoken = meant.head and any(part.casefold() in NO_NAME for part in parts)
    readings = [meant] if plain == meant or spoken else [plain, meant]
    return [asked for asked in readings if asked]


def name_words(text):
    """The words of a name alone, whatever they are."""
    return [_word(part) for part in _parts(text) if fold(part)]


def _parts(text):
    """What stands between spaces; "0912 345 678" is in one piece, and 84 in front of it a 0."""
    dotless = _NO_LETTERS.sub(" ", _BETWEEN_DIGITS.sub("", nfc(text)))
    joined, run = [], []
    for part in [*dotless.split(), ""]:
        if part.lstrip("+").isdigit() and part.isascii():
            run.append(part)
            continue
        whole = "".join(run)
        joined += [whole] if len(run) > 1 and len(whole) >= SHORTEST_PHONE else run
        run = []
        joined.append(part)
    return [_COUNTRY.sub(r"0\1", part) for part in joined[:-1]]


def _read(parts, *, plain):
    """One reading of the parts: `plain` takes every word for a word of a name."""
    asked, names, waiting = Asked(), [], list(parts)
    while waiting:
        part = waiting.pop(0)
        small = part.casefold()
        if match := _CODE.fullmatch(part):
            asked.code = int(match[1])
        elif _is_number(part):
            _read_digits(asked, part)
        elif not plain and _begins_place(small, waiting):
            asked.place = _place(small, waiting)
        elif small in YEAR_AHEAD and waiting and _is_number(waiting[0]):
            _read_year(asked, waiting.pop(0))
        else:
            names.append(part)
    _read_names(asked, names, plain=plain)
    return asked


def _is_number(part):
    """Whether digits alone; not those of ² or ٣, which are no numbers here."""
    return part.isascii() and part.isdigit()


# ---- Digits -------------------------------------------------------------------------------------


def _read_digits(asked, digits):
    if len(digits) in CITIZEN_NUMBERS:
        asked.citizen_number = digits
    elif len(digits) == 4 and OLDEST <= int(digits) <= YOUNGEST:
        asked.years.append(frozenset([int(digits)]))
    elif len(digits) >= SHORTEST_TAIL:
        asked.tails.append(digits)
    else:
        asked.numbers.append(digits)


def _read_year(asked, digits):
    asked.years.append(years_ending(digits) if len(digits) < 3 else frozenset([int(digits[:4])]))


def years_ending(digits):
    """The years that are said so: 74 is 1974, 5 and 05 are 1905 and 2005."""
    ends = range(OLDEST, YOUNGEST + 1)
    return frozenset(year for year in ends if str(year).endswith(f"{digits:0>2}"))


# ---- Places -------------------------------------------------------------------------------------


def _begins_place(small, following):
    if not following:
        return False
    if _is_number(following[0]):
        return small in PLACE_AHEAD or small in NUMBER_AHEAD
    is_chapter = small == "chi" and fold(following[0]) == "hoi" and len(following) > 1
    return small in PLACE_AHEAD or is_chapter


def _place(small, waiting):
    """The key of the place: "thon 3" takes the number alone, "thon kao kuil" all that follows."""
    words = [small]
    while waiting:
        words.append(waiting.pop(0))
        if _is_number(words[-1]):
            break
    return search_key(" ".join(words))


# ---- Names --------------------------------------------------------------------------------------


def _read_names(asked, names, *, plain):
    head = []
    if not plain:
        names, head = _split_at_head(names)
        names = [part for part in names if part.casefold() not in ADDRESS] or names
    asked.head = [_word(part) for part in head if fold(part)]
    for place, part in enumerate(names):
        key = fold(part)
        if len(key) == 1 and place < len(names) - 1:
            asked.letters += key
        elif key:
            asked.words.append(_word(part))


def _split_at_head(names):
    """What is hers and what follows "vợ", "nhà anh" …; with nothing behind, it is a name."""
    first = next((place for place in range(len(names)) if _begins_head(names, place)), None)
    if first is None:
        return names, []
    behind = names[first + 1 :]
    while len(behind) > 1 and behind[0].casefold() in HIS_ADDRESS:
        behind = behind[1:]
    return names[:first], behind


def _begins_head(names, place):
    small, behind = names[place].casefold(), names[place + 1 :]
    led = bool(behind) and behind[0].casefold() in HIS_ADDRESS
    likely = small in PERHAPS_HEAD_AHEAD and (led or (place > 0 and small != "con"))
    return bool(behind) and (small in HEAD_AHEAD or likely)


def _word(part):
    plain, whole = fold(part), search_key(part)
    small = part.casefold()
    telex = decoded(small) if small.isascii() and small.isalnum() else ""
    meant = search_key(telex)
    marked = telex or (marked_key(part) if marked_key(part) != whole else "")
    begins = tuple(dict.fromkeys(filter(None, [plain, whole, meant])))
    return Word(begins, meant or plain, meant or whole, marked, _initials(plain))


def _initials(key):
    """The letters of "nth" or "ntta", which begin no syllable; "" of what does, and of "ng"."""
    onset = _SYLLABLE.match(key)[1]
    odd = onset and not _ONSET.fullmatch(onset)
    fits = 2 <= len(key) <= MOST_INITIALS and key.isalpha() and key.isascii()
    return key if odd and fits else ""
