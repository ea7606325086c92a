"""What the reader asks, and in which words.

A question names its reason by code; the sentence is made when it is shown, in the language of the
moment. `raw` is what stands in the file, `suggestion` what the reader would have guessed.
"""

import enum
import re
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

_ISO = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")


class Why(enum.StrEnum):
    NAME_MISSING = "name_missing"
    NAME_ALONE = "name_alone"
    NAME_DITTO = "name_ditto"
    NAME_SIGNS = "name_signs"
    NAME_SHORT = "name_short"
    NAME_LONG = "name_long"
    NAME_TELEX = "name_telex"
    DATE_UNREADABLE = "date_unreadable"
    DATE_IMPOSSIBLE = "date_impossible"
    DATE_AMERICAN = "date_american"
    DATE_SWAPPED = "date_swapped"
    DATE_MENDED = "date_mended"
    DATE_TWO = "date_two"
    DATE_ABOUT = "date_about"
    DATE_FUTURE = "date_future"
    YEAR_SHORT = "year_short"
    AGE_TOLD = "age_told"
    TOO_YOUNG = "too_young"
    TOO_OLD = "too_old"
    JOINED_BEFORE_BIRTH = "joined_before_birth"
    ID_UNREADABLE = "id_unreadable"
    ID_LENGTH = "id_length"
    ID_ROUNDED = "id_rounded"
    ID_ZERO = "id_zero"
    ID_PROVINCE = "id_province"
    ID_SEX = "id_sex"
    ID_YEAR = "id_year"
    ID_TWICE = "id_twice"
    PHONE_UNREADABLE = "phone_unreadable"
    PHONE_TWO = "phone_two"
    PHONE_WORDS = "phone_words"
    CHOICE_UNKNOWN = "choice_unknown"
    CHOICE_UNSURE = "choice_unsure"
    CHOICE_TWO = "choice_two"
    MARK_UNKNOWN = "mark_unknown"
    DITTO_WITHOUT = "ditto_without"
    BRANCH_UNKNOWN = "branch_unknown"
    MAN = "man"
    DIED = "died"
    LEFT = "left"
    AWAY_UNSURE = "away_unsure"
    UNCOMPUTED = "uncomputed"
    PASSED_DIFFERS = "passed_differs"
    TICK_BLANK = "tick_blank"


SENTENCES = {
    Why.NAME_MISSING: _("The row has no name. Who is meant?"),
    Why.NAME_ALONE: _("The row holds nothing but “%(raw)s”, not even a number. Is she a member?"),
    Why.NAME_DITTO: _("“%(raw)s” stands in place of a name. Who is meant?"),
    Why.NAME_SIGNS: _("“%(raw)s” has signs or digits that belong in no name."),
    Why.NAME_SHORT: _("“%(raw)s” is too short for a name. Write it in full."),
    Why.NAME_LONG: _("“%(raw)s” is too long for a name. Is something else in the cell?"),
    Why.NAME_TELEX: _("“%(raw)s” seems typed without the Vietnamese keyboard: %(suggestion)s?"),
    Why.DATE_UNREADABLE: _("“%(raw)s” is not a date. Write dd/mm/yyyy, or the year."),
    Why.DATE_IMPOSSIBLE: _("The date “%(raw)s” is not in the calendar."),
    Why.DATE_AMERICAN: _("“%(raw)s” has the month before the day: read as %(suggestion)s."),
    Why.DATE_SWAPPED: _(
        "Excel seems to have swapped day and month in this column: “%(raw)s” may be %(suggestion)s."
    ),
    Why.DATE_MENDED: _("“%(raw)s” was read as %(suggestion)s. Is that right?"),
    Why.DATE_TWO: _("“%(raw)s” tells more than one date. Which is right?"),
    Why.DATE_ABOUT: _("“%(raw)s” is not certain. Read as %(suggestion)s."),
    Why.DATE_FUTURE: _("“%(raw)s” is still to come."),
    Why.YEAR_SHORT: _("“%(raw)s” has only two digits of the year. Read as %(suggestion)s."),
    Why.AGE_TOLD: _("The file tells the age %(raw)s; counted back, the year is %(suggestion)s."),
    Why.TOO_YOUNG: _("By “%(raw)s” she would be %(age)s years old."),
    Why.TOO_OLD: _("By “%(raw)s” she would be %(age)s years old."),
    Why.JOINED_BEFORE_BIRTH: _("By “%(raw)s” she joined at the age of %(age)s."),
    Why.ID_UNREADABLE: _("“%(raw)s” is not a citizen number. Write its 12 digits, as on the card."),
    Why.ID_LENGTH: _(
        "“%(raw)s” has %(count)s digits; a citizen number has 12, an old identity card 9."
    ),
    Why.ID_ROUNDED: _("Excel has rounded “%(raw)s”; the last digits are lost. Look at the card."),
    Why.ID_ZERO: _("“%(raw)s” lacks the 0 in front; perhaps it is %(suggestion)s."),
    Why.ID_PROVINCE: _("No province has the number with which “%(raw)s” begins."),
    Why.ID_SEX: _("The fourth digit of “%(raw)s” belongs to a man."),
    Why.ID_YEAR: _("“%(raw)s” tells the year of birth %(told)s, the list %(year)s."),
    Why.ID_TWICE: _("“%(raw)s” stands in row %(row)s too."),
    Why.PHONE_UNREADABLE: _("“%(raw)s” is not a telephone number."),
    Why.PHONE_TWO: _("“%(raw)s” holds two numbers; the first was taken."),
    Why.PHONE_WORDS: _("“%(raw)s” holds more than a number. Whose number is it?"),
    Why.CHOICE_UNKNOWN: _("“%(raw)s” is not in the list."),
    Why.CHOICE_UNSURE: _("“%(raw)s” may mean %(suggestion)s."),
    Why.CHOICE_TWO: _("More than one column is marked: %(raw)s."),
    Why.MARK_UNKNOWN: _("“%(raw)s” is neither a mark nor empty. Yes or no?"),
    Why.DITTO_WITHOUT: _("“%(raw)s” repeats the row above, where nothing stands."),
    Why.BRANCH_UNKNOWN: _("The file does not say to which branch she belongs."),
    Why.MAN: _("“%(raw)s”: a man can only be an honorary member."),
    Why.DIED: _("“%(raw)s”: has she died? Then leave the row out or end her membership."),
    Why.LEFT: _("“%(raw)s”: has she left? Then leave the row out or end her membership."),
    Why.AWAY_UNSURE: _("“%(raw)s”: is she working away?"),
    Why.UNCOMPUTED: _(
        "The cell holds a formula without a result. Open the file in Excel, save it, send it again."
    ),
    Why.PASSED_DIFFERS: _("The ticks and “%(raw)s” do not agree."),
    Why.TICK_BLANK: _("Criterion %(numbers)s is empty: met or not?"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """Something that the reader is not sure of.

    `field` is the key of `Row.values` that it is about. When the value stands in `values` it is
    plausible and only doubted; when it does not, it was kept out. `suggestion` has the form of the
    field's values.
    """

    field: str
    code: str
    raw: str = ""
    suggestion: object = None
    details: dict = field(default_factory=dict)

    @property
    def message(self):
        """The sentence for the officer, in the language of the moment."""
        return sentence(self.code, self.raw, self.suggestion, self.details)


def sentence(code, raw="", suggestion=None, details=None):
    """The sentence of a question that was kept as plain data."""
    words = {"raw": raw, "suggestion": _shown(suggestion)} | (details or {})
    return str(SENTENCES[Why(code)]) % words


def _shown(value):
    """A value as an officer writes it: dates as dd/mm/yyyy."""
    if isinstance(value, str) and _ISO.fullmatch(value):
        return "/".join(reversed(value.split("-")))
    return value
