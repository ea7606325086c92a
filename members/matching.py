"""A search as conditions on members, and as tiers in which the likeliest come first.

All names stand in `Member.find_key`, of which `core/migrations/0003_find_key.py` shows one: a word
is found by what it begins with, the given name by the beginning of the key, which is in order.
"""

import re
from dataclasses import replace
from functools import reduce
from operator import and_, or_
from string import ascii_lowercase

from django.db.models import Q, Value
from django.db.models.functions import Reverse, StrIndex
from django.db.models.lookups import GreaterThan

from core.crypto import keyed_hash
from core.db import PatternIndex, SearchKey
from members.search import CITIZEN_TAIL, years_ending

LONGEST_PLACE = 3  # words of "kao kuil", typed behind a name without "thôn"
LONGEST_ID = 18
# How units are named before their number or name: what is typed for what is written.
LEVEL_WORDS = {
    "to": ["to", "to phu nu", "to dan pho", "to so"],
    "tdp": ["to dan pho", "tdp"],
    "khu": ["khu", "khu pho"],
    "ban": ["ban"],
    "chi hoi": ["chi hoi", "thon", "buon", "to dan pho", "khu", "khu pho", "ap", "xom"],
}
BARE = ["", "thon", "buon", "xa", "thi tran", "to dan pho", "to phu nu", "khu", "ap", "xom"]


class Match:
    """One reading of a search, with the ids of the `units` that its place means, if it has one.

    These are a list, not a question of their own: so an index by unit can be used.
    """

    def __init__(self, asked, units=None):
        self.asked, self.units = asked, units

    @property
    def condition(self):
        """A member fits when every part does."""
        return self._fits((), _holds)

    def tiers(self):
        """(leading, others): ways to be meant, the likeliest first, at last whoever fits.

        By the given name first, and of those alike the marks as typed. A woman belongs to the
        first that she fits. The `leading` have so many bearers that they are best read in order.
        """
        marked = reduce(and_, (_has(f" {word} ") for word in self.asked.marked), Q())
        ways = [given & self._fits(said, _has) for given, said in self._by_given_name()]
        wider = [marked, Q()] if marked else [Q()]
        tiers = [way & more for way in [*ways, self.condition] for more in wider]
        leading = self._leading * len(wider)
        return tiers[:leading], tiers[leading:]

    # ---- Conditions ---------------------------------------------------------------------------

    def _fits(self, said, holds):
        """Every part, but for words that are `said` otherwise: told twice, the planner would think
        that few fit."""
        return reduce(and_, self._parts(said, holds), Q())

    def _parts(self, said, holds):
        asked = self.asked
        yield from (_named(word, holds) for word in asked.words if word not in said)
        if asked.head:
            yield _of_head(asked.head, holds)
        if asked.letters:
            yield _is_like(_letters(asked.letters))
        if self.units is not None:
            yield Q(home_unit__in=self.units)
        yield from (Q(birth_year__in=years) | _numbered(years) for years in asked.years)
        yield from (
            Q(birth_year__in=years_ending(number)) | _holds(f" {number}")
            for number in asked.numbers
        )
        yield from (_numbered([digits]) for digits in asked.tails)
        if asked.code is not None:
            yield Q(pk=asked.code)
        if asked.citizen_number:
            yield Q(national_id_hash=keyed_hash(asked.citizen_number))

    @property
    def _leading(self):
        """How many of the first ways by the given name."""
        asked = self.asked
        narrowing = (asked.head, asked.years, asked.numbers, asked.tails)
        return 0 if any(narrowing) or asked.code is not None else min(len(asked.words), 2)

    def _by_given_name(self):
        """Her whole name as typed; the last word as her given name, by which people are called;
        the first one so; the last one begun. Each condition with the words that it says."""
        words = self.asked.words
        if not words:
            return []
        *others, last = words
        if last.initials and not others:
            return [(Q(initials=last.initials), words)]
        called, begun = (_given(f"{last.whole} "), [last]), (_given(last.stem), [last])
        if not others:
            return [called, begun]
        name = " ".join(word.whole for word in [last, *others])
        return [
            (_given(f"{name} "), words),
            called,
            (_given(f"{words[0].whole} "), words[:1]),
            begun,
        ]


def _given(text):
    return Q(find_key__startswith=f" {text}")


def _holds(text):
    return Q(find_key__contains=text)


def _has(text):
    """The same, where the given name is looked up in order: the index of all words, for which the
    planner would leave it, finds many and sorts them anew."""
    return Q(GreaterThan(StrIndex("find_key", Value(text)), 0))


def _is_like(pattern):
    """A pattern never narrows enough to be looked up by an index."""
    return Q(GreaterThan(PatternIndex("find_key", Value(pattern)), 0))


def _named(word, holds):
    found = reduce(or_, (holds(f" {text}") for text in word.begins))
    return found | _of_initials(word.initials) if word.initials else found


def _of_head(words, holds):
    """The head of her household, who stands last; her own words do not count."""
    begun = ("|".join(re.escape(text) for text in word.begins) for word in words)
    behind = "".join(rf"(?=[^|]* ({begins}))" for begins in begun)
    named = reduce(and_, (_named(word, holds) for word in words))
    return named & _is_like(rf"\|{behind}[^|]*$")


def _letters(letters):
    """A pattern: words of her name begin with these letters, in this order."""
    return r"^[^|]*" + r"[^|]*".join(f" {re.escape(letter)}" for letter in letters)


def _of_initials(letters):
    """For "nth": first letters of her whole name, or of all its words but one."""
    gaps = range(len(letters) + 1)
    wider = {letters[:gap] + one + letters[gap:] for gap in gaps for one in ascii_lowercase}
    return Q(initials__in=sorted({letters, *wider}))


def _numbered(texts):
    """Digits at the end of her telephone or citizen number, or her member code."""
    found = Q()
    for text in map(str, texts):
        found |= Q(backwards__startswith=text[::-1])
        if len(text) == CITIZEN_TAIL:
            found |= Q(national_id_tail=text)
        if CITIZEN_TAIL < len(text) <= LONGEST_ID:
            found |= Q(pk=int(text))
    return found


# ---- Places -------------------------------------------------------------------------------------


def with_places(readings, units):
    """`Match`es of the readings; `units` are those among which a place is looked for.

    One statement when something typed may be a place, else none; one more for each that is.
    """
    placed = [(asked, list(_read_as_places(asked))) for asked in readings]
    known = _known(
        units, readings, {key for _, tails in placed for _, keys in tails for key in keys}
    )
    matches = []
    for asked, tails in placed:
        matches.append(Match(asked, _below(units, known, _spelt(asked)) if asked.place else None))
        for rest, keys in tails:
            if keys & known.keys():
                matches.append(Match(rest, _below(units, known, keys)))
    return matches


def _spelt(asked):
    """How a unit that was typed may be written: "to 3" is "to phu nu 3" as well."""
    place = asked.place
    for typed, written in LEVEL_WORDS.items():
        if place.startswith(f"{typed} "):
            return {f"{word} {place.removeprefix(typed).strip()}" for word in written}
    return {place}


def _read_as_places(asked):
    """ "hoa kao kuil" read as Hoa of the branch Kao Kuil: what is left, and keys of the unit."""
    for count in range(1, min(LONGEST_PLACE, len(asked.words) - 1) + 1):
        name = " ".join(word.whole for word in asked.words[-count:])
        yield (
            replace(asked, words=asked.words[:-count]),
            {f"{level} {name}".strip() for level in BARE},
        )


def _known(units, readings, keys):
    """Paths of the units that are meant, by their key; those with a name may be half typed."""
    typed = {key for asked in readings if asked.place for key in _spelt(asked)}
    if not typed | keys:
        return {}
    wanted = Q(searched__in=typed | keys)
    for key in typed:
        if not key[-1].isdigit():
            wanted |= Q(searched__startswith=key)
    known = {}
    keyed = units.order_by().annotate(searched=SearchKey("name")).filter(wanted)
    for key, path in keyed.values_list("searched", "path"):
        known.setdefault(key, []).append(path)
    return known


def _below(units, known, keys):
    """The units of those `keys`, whole or begun, and all under them."""
    meant = [path for key, paths in known.items() if _is_meant(key, keys) for path in paths]
    reach = reduce(or_, (Q(path__startswith=path) for path in meant), Q(pk__in=[]))
    return list(units.order_by().filter(reach).values_list("pk", flat=True))


def _is_meant(key, keys):
    return key in keys or any(key.startswith(k) for k in keys if not k[-1].isdigit())


def as_searched(rows):
    """`rows` as the conditions need them: telephones from their end."""
    return rows.alias(backwards=Reverse("phone"))
