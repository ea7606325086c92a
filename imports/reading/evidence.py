"""What the cells of a column look like, whatever stands over it: the share that fits each field."""

import datetime
import re

from imports.reading.values.cells import is_blank, is_ditto, text_of
from imports.reading.values.marks import mark_of

SAMPLE = 80
_DIGITS = re.compile(r"\D")
_DATE = re.compile(
    r"(?:\d{1,2}\s*[/.\-]\s*)?\d{1,2}\s*[/.\-]\s*\d{4}|\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{2}|\d{4}-\d\d-\d\d|[0-3]\d[01]\d[12]\d{3}|"
    r"ngày.*tháng.*năm.*"
)
_DAY_MONTH = re.compile(r"[0-3]?\d\s*[/.\-]\s*[01]?\d")
_NAME_WORD = re.compile(r"[^\W\d_][\w'’`.\-]*")
_PLACE = re.compile(
    r"^(?:chi hội|ch|thôn|tổ dân phố|tdp|khu phố|kp|ấp|buôn|bon|xóm|khối|bản)\b", re.IGNORECASE
)
_PHONE = re.compile(r"0?[35789]\d{8}|84[35789]\d{8}|0?1[2689]\d{8}|0?2\d{9}")
_NEW_ID = re.compile(r"0?\d{11}|\d{9}|\d{10}")
_LONG_ID = re.compile(r"0?\d{11}")
_CLASS = re.compile(r"(?:lớp\s*)?\d{1,2}\s*/\s*(?:10|12)", re.IGNORECASE)


def sample_of(cells):
    """Cells that say something, up to `SAMPLE`."""
    found = []
    for cell in cells:
        text = text_of(cell)
        if text and not is_ditto(text):
            found.append((cell, text))
            if len(found) == SAMPLE:
                break
    return found


class Evidence:
    """Shares from 0 to 1, worked out when they are asked for."""

    def __init__(self, cells, ethnic_groups, religions, schooling):
        self.sample = sample_of(cells)
        self.known = {"ethnicity": ethnic_groups, "religion": religions, "schooling": schooling}
        self.shares = {}

    def __len__(self):
        return len(self.sample)

    @property
    def texts(self):
        return [text for _cell, text in self.sample]

    def of(self, field):
        """The share of cells that fit `field`; None for fields that cells tell nothing about."""
        if field not in self.shares:
            test = getattr(self, f"_is_{field}", None)
            self.shares[field] = test and self._share(test)
        return self.shares[field]

    def _share(self, test):
        if not self.sample:
            return 0.0
        return sum(1 for cell, text in self.sample if test(cell, text)) / len(self.sample)

    def _is_order(self, cell, text):
        return text.rstrip(".").isdigit() and len(text) <= 5

    def _is_full_name(self, cell, text):
        words = text.split()
        return 2 <= len(words) <= 6 and _are_name_words(words) and self._is_nothing_known(text)

    def _is_titled_name(self, cell, text):
        return text[0].isupper() and self._is_full_name(cell, text)

    def _is_given_name(self, cell, text):
        return len(text) > 1 and " " not in text and _are_name_words([text])

    def _is_family_name(self, cell, text):
        words = text.split()
        return len(words) <= 4 and _are_name_words(words) and self._is_nothing_known(text)

    def _is_nothing_known(self, text):
        groups, religions = self.known["ethnicity"], self.known["religion"]
        return not (_PLACE.match(text) or groups.knows(text) or religions.knows(text))

    def _is_birth(self, cell, text):
        if isinstance(cell, datetime.date) or _DATE.fullmatch(text):
            return True
        return text.isdigit() and (1915 <= int(text) <= 2012 or 5_000 <= int(text) <= 41_000)

    def _is_day_month(self, cell, text):
        return bool(_DAY_MONTH.fullmatch(text))

    def _is_joined(self, cell, text):
        if isinstance(cell, datetime.date) or _DATE.fullmatch(text):
            return True
        return text.isdigit() and (1945 <= int(text) <= 2100 or 16_000 <= int(text) <= 60_000)

    def _is_small_number(self, cell, text):
        return text.isdigit() and 0 <= int(text) <= 31

    def _is_year(self, cell, text):
        return text.isdigit() and 1900 <= int(text) <= 2100

    def _is_national_id(self, cell, text):
        digits = _DIGITS.sub("", text)
        return (
            bool(_NEW_ID.fullmatch(digits)) and len(text) <= 20 and not self._is_phone(cell, text)
        )

    def _is_long_id(self, cell, text):
        return bool(_LONG_ID.fullmatch(_DIGITS.sub("", text)))

    def _is_phone(self, cell, text):
        digits = _DIGITS.sub("", text)
        return bool(_PHONE.fullmatch(digits)) and len(text) <= 20

    def _is_ethnicity(self, cell, text):
        return self.known["ethnicity"].knows(text) is not None

    def _is_religion(self, cell, text):
        return self.known["religion"].knows(text) is not None

    def _is_schooling(self, cell, text):
        if isinstance(cell, datetime.date):
            return 12 in (cell.day, cell.month)
        return bool(_CLASS.fullmatch(text)) or self.known["schooling"].knows(text) is not None

    def _is_branch(self, cell, text):
        return bool(_PLACE.match(text))

    def _is_mark(self, cell, text):
        return mark_of(text) is not None or is_blank(text)


def _are_name_words(words):
    return all(_NAME_WORD.fullmatch(word) for word in words)
