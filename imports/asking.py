"""What is asked of a row beyond what the reader asks, and the sentence of any question.

A question is plain data, as it is staged: `{"field", "code", "raw", "suggestion", "details"}`. Some
are hard: they cannot be kept as they are, because the book could not hold the row.
"""

import enum

from django.utils.translation import gettext_lazy as _

from imports.reading import sentence
from imports.reading.questions import Why


class Ask(enum.StrEnum):
    PLACE = "place"
    DOUBLE = "double"
    ROW_TWICE = "row_twice"
    GONE = "gone"
    TEXT_LONG = "text_long"
    JOINED_EARLY = "joined_early"
    HOUSEHOLDS = "households"
    HEAD_MISSING = "head_missing"
    HOME_NEAR = "home_near"
    YEAR_AHEAD = "year_ahead"


SENTENCES = {
    Ask.PLACE: _("To which branch does “%(raw)s” belong?"),
    Ask.DOUBLE: _("She may be in the book already."),
    Ask.ROW_TWICE: _("Row %(row)s of the list seems to be the same woman."),
    Ask.GONE: _("In the book she has left the Union. Has she come back?"),
    Ask.TEXT_LONG: _("“%(raw)s” is too long: at most %(limit)s signs."),
    Ask.JOINED_EARLY: _("Joined in %(raw)s, before the year of her birth."),
    Ask.HOUSEHOLDS: _("The branch has more than one household of “%(raw)s”. Which is meant?"),
    Ask.HEAD_MISSING: _("The row has no head of household."),
    Ask.HOME_NEAR: _("The book has no household of “%(raw)s” in this branch, but one like it."),
    Ask.YEAR_AHEAD: _("The criteria of the list are not in use in %(year)s."),
}

# Short names, for "all of this kind".
TITLES = {
    Ask.PLACE: _("Branch not known"),
    Ask.DOUBLE: _("Perhaps in the book already"),
    Ask.ROW_TWICE: _("Twice in the list"),
    Ask.GONE: _("Has left, says the book"),
    Ask.TEXT_LONG: _("Text too long"),
    Ask.JOINED_EARLY: _("Joined before birth"),
    Ask.HOUSEHOLDS: _("Several households of that name"),
    Ask.HEAD_MISSING: _("Head of household missing"),
    Ask.HOME_NEAR: _("Perhaps a household of the book"),
    Ask.YEAR_AHEAD: _("Criteria of another year"),
    Why.NAME_MISSING: _("Name missing"),
    Why.NAME_DITTO: _("Sign instead of a name"),
    Why.NAME_SIGNS: _("Odd signs in the name"),
    Why.NAME_SHORT: _("Name too short"),
    Why.NAME_LONG: _("Name too long"),
    Why.NAME_ALONE: _("Name of one word"),
    Why.NAME_TELEX: _("Name typed without marks"),
    Why.DATE_UNREADABLE: _("Unreadable date"),
    Why.DATE_IMPOSSIBLE: _("Date not in the calendar"),
    Why.DATE_AMERICAN: _("Month before day"),
    Why.DATE_SWAPPED: _("Day and month perhaps swapped"),
    Why.DATE_MENDED: _("Date mended"),
    Why.DATE_TWO: _("Two dates in one cell"),
    Why.DATE_ABOUT: _("Date not certain"),
    Why.DATE_FUTURE: _("Date still to come"),
    Why.YEAR_SHORT: _("Year of two digits"),
    Why.AGE_TOLD: _("Age instead of the year"),
    Why.TOO_YOUNG: _("Too young"),
    Why.TOO_OLD: _("Very old"),
    Why.JOINED_BEFORE_BIRTH: _("Joined as a child"),
    Why.ID_UNREADABLE: _("Unreadable citizen number"),
    Why.ID_LENGTH: _("Citizen number of the wrong length"),
    Why.ID_ROUNDED: _("Citizen number rounded by Excel"),
    Why.ID_ZERO: _("Citizen number without its 0"),
    Why.ID_PROVINCE: _("Citizen number of no province"),
    Why.ID_SEX: _("Citizen number of a man"),
    Why.ID_YEAR: _("Citizen number and year differ"),
    Why.ID_TWICE: _("One citizen number twice"),
    Why.PHONE_UNREADABLE: _("Unreadable phone"),
    Why.PHONE_TWO: _("Two phones in one cell"),
    Why.PHONE_WORDS: _("Words beside the phone"),
    Why.CHOICE_UNKNOWN: _("Word not in the list"),
    Why.CHOICE_UNSURE: _("Word with an unsure meaning"),
    Why.CHOICE_TWO: _("Several columns marked"),
    Why.MARK_UNKNOWN: _("Mark that means nothing known"),
    Why.DITTO_WITHOUT: _("Repeats an empty row"),
    Why.BRANCH_UNKNOWN: _("Branch not said"),
    Why.MAN: _("A man"),
    Why.DIED: _("Perhaps has died"),
    Why.LEFT: _("Perhaps has left"),
    Why.AWAY_UNSURE: _("Perhaps working away"),
    Why.UNCOMPUTED: _("Formula without a result"),
    Why.PASSED_DIFFERS: _("Ticks and result differ"),
    Why.TICK_BLANK: _("Empty tick"),
}


def question(field, code, raw="", suggestion=None, **details):
    """A question as it is staged."""
    asked = {"field": field, "code": str(code)}
    if raw != "":
        asked["raw"] = raw
    if suggestion is not None:
        asked["suggestion"] = suggestion
    if details:
        asked["details"] = details
    return asked


def staged(asked):
    """A question of the reader as plain data."""
    return question(asked.field, asked.code, asked.raw, asked.suggestion, **(asked.details or {}))


def sentence_of(asked):
    """The sentence for the officer, in the language of the moment."""
    raw, details = asked.get("raw", ""), asked.get("details", {})
    if asked["code"] in set(Ask):
        return str(SENTENCES[Ask(asked["code"])]) % {"raw": raw, **details}
    return sentence(asked["code"], raw, asked.get("suggestion"), details)


def title_of(code):
    """A kind of question in a few words."""
    return str(TITLES.get(code, code))
