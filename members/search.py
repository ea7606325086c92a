"""What an officer typed in the search box, taken apart. Pure: the database is asked elsewhere.

"hoa 1974", "cô Hoa vợ anh Tài", "678", "HV0012345" and a whole citizen number are all understood.
"""

import re
from dataclasses import dataclass, field

from core.text import fold, nfc, search_key

OLDEST, YOUNGEST = 1900, 2030
_CODE = re.compile(r"hv0*(\d{1,9})", re.IGNORECASE)
_LINKS = {"cô", "bà", "vợ", "anh", "ông", "chồng", "nhà", "hộ", "sn", "sinh", "năm"}
_SPELT_WITH_GAPS = re.compile(r"(?<=\d)[. ](?=\d{3}\b)")
SHORTEST_TAIL = 3


@dataclass
class Asked:
    """The parts of a search. `words` hold the spellings under which each name word is looked up."""

    words: list[tuple[str, ...]] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    tails: list[str] = field(default_factory=list)
    code: int | None = None
    citizen_number: str = ""
    typed: str = ""

    def __bool__(self):
        return bool(self.words or self.years or self.tails or self.code or self.citizen_number)

    @property
    def marked(self):
        """The name as typed when it bears marks, which then rank first; else ""."""
        return self.typed if self.typed and fold(self.typed) != self.typed.casefold() else ""


def read_search(text):
    """`Asked` of what was typed; empty for blanks. Forms of address and "vợ" are passed over."""
    asked, names = Asked(), []
    for part in _SPELT_WITH_GAPS.sub("", nfc(text)).split():
        if match := _CODE.fullmatch(part):
            asked.code = int(match[1])
        elif part.isascii() and part.isdigit():
            _read_digits(asked, part)
        else:
            names.append(part)
    names = [part for part in names if part.casefold() not in _LINKS] or names
    asked.typed = " ".join(names)
    asked.words = [_spellings(part) for part in names if fold(part)]
    return asked


def _read_digits(asked, digits):
    if len(digits) == 12:
        asked.citizen_number = digits
    elif len(digits) == 4 and OLDEST <= int(digits) <= YOUNGEST:
        asked.years.append(int(digits))
    elif len(digits) >= SHORTEST_TAIL:
        asked.tails.append(digits)
    else:
        asked.words.append((digits,))


def _spellings(word):
    """A word as it may begin a word of the search text: quy finds Quyên and, as qui, Quý."""
    return tuple(dict.fromkeys([fold(word), search_key(word)]))
