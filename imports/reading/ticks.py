"""What the ticks of a grid mean: x, đạt, 1 and their kin are met; -, 0, chưa, nothing are not.

Some signs depend on the officer: C is "có" or "chưa", K "không đạt" or "không" of "không nghèo",
and some tick what is *not* met. The column that says whether a household meets the whole set
settles it: of the ways to read the signs, the one that agrees with it in most rows is taken.
"""

from dataclasses import dataclass, field
from itertools import product

from imports.reading.tables import words
from imports.reading.values.cells import text_of

MET, UNMET, SPARED, BLANK, UNSURE = "met", "unmet", "spared", "blank", "unsure"
_MET, _UNMET, _SPARED = words("tick met"), words("tick unmet"), words("tick spared")
AMBIGUOUS = words("tick ambiguous")
CLEARLY = 0.1  # share of rows by which an unusual reading must win


@dataclass(frozen=True)
class Meaning:
    """How the signs of one grid are to be read. `inverted`: a tick is put where it is not met."""

    signs: dict = field(default_factory=dict)
    inverted: bool = False

    def of(self, cell):
        """`MET`, `UNMET`, `SPARED` (not applicable), `BLANK` or `UNSURE` of a tick's cell."""
        kind = kind_of(cell)
        if kind == UNSURE:
            return self.signs.get(sign_of(cell), UNSURE)
        if self.inverted and kind in (MET, UNMET, BLANK):
            return UNMET if kind == MET else MET
        return kind


def sign_of(cell):
    return text_of(cell).lower().strip(" .")


def kind_of(cell):
    """What a sign says by itself."""
    sign = sign_of(cell)
    if not sign:
        return BLANK
    if sign in _MET:
        return MET
    if sign in _UNMET:
        return UNMET
    return SPARED if sign in _SPARED else UNSURE


def meaning_of(grid):
    """The meaning of the ticks of `grid`, pairs of (tick cells, whether the household passed).

    `passed` is None where the grid does not say.
    """
    signs = sorted({sign_of(cell) for ticks, _passed in grid for cell in ticks} & AMBIGUOUS)
    told = [(ticks, passed) for ticks, passed in grid if passed is not None]
    usual = dict(zip(signs, _usual(signs), strict=True))
    if not told:
        return Meaning({sign: kind for sign, kind in usual.items() if kind})
    ways = [
        Meaning(dict(zip(signs, kinds, strict=True)), inverted)
        for inverted in (False, True)
        for kinds in product((MET, UNMET), repeat=len(signs))
    ]
    ranked = sorted(ways, key=lambda way: _agreement(way, told, usual), reverse=True)
    best = ranked[0]
    plain = max(
        (way for way in ways if not way.inverted), key=lambda way: _agreement(way, told, usual)
    )
    if (
        best.inverted
        and _agreement(best, told, usual)[0] < _agreement(plain, told, usual)[0] + CLEARLY
    ):
        return plain
    return best


def _agreement(way, told, usual):
    """The share of rows in which the ticks and the result agree; the usual reading wins a tie."""
    agreed = sum(1 for ticks, passed in told if passes(map(way.of, ticks)) == passed)
    likeness = sum(1 for sign, kind in way.signs.items() if usual.get(sign) == kind)
    return agreed / len(told), not way.inverted, likeness


def passes(kinds):
    """Whether a household meets the set: no criterion is not met."""
    return all(kind in (MET, SPARED) for kind in kinds)


def _usual(signs):
    """What ambiguous signs mean by the company they keep; None where that does not tell."""
    for sign in signs:
        if sign == "c":
            yield MET if "k" in signs else None
        elif sign == "k":
            yield UNMET
        else:
            yield None
