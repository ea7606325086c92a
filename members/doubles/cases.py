"""Pairs that share a woman are one case: three records of one are looked at together. Pure."""

from dataclasses import dataclass, field

MOST = 10  # pairs that stand in one piece


@dataclass
class Case:
    """Records of which each may be the same woman as another: their pairs, in the order given."""

    pairs: list[int] = field(default_factory=list)
    women: set[int] = field(default_factory=set)

    def add(self, pair, *women):
        self.pairs.append(pair)
        self.women.update(women)

    def pieces(self):
        """The case in pieces of no more than `MOST` pairs, for common names make long chains."""
        firsts = range(0, len(self.pairs), MOST)
        return [Piece(self, self.pairs[first : first + MOST], first) for first in firsts]


@dataclass
class Piece:
    """Some pairs of a case; `before` of them stand in earlier pieces."""

    case: Case
    pairs: list[int]
    before: int

    @property
    def first(self):
        return self.before + 1

    @property
    def last(self):
        return self.before + len(self.pairs)

    @property
    def is_part(self):
        return len(self.pairs) < len(self.case.pairs)


def cases_of(rows):
    """The `Case`s of (pair, woman, other woman), each where its first pair stands."""
    rows = list(rows)
    heads = _heads(rows)
    cases = {}
    for pair, first, second in rows:
        cases.setdefault(_head(heads, first), Case()).add(pair, first, second)
    return list(cases.values())


def _heads(rows):
    """For each woman another one of her case; following them leads to one and the same."""
    heads = {woman: woman for _pair, *women in rows for woman in women}
    for _pair, first, second in rows:
        heads[_head(heads, first)] = _head(heads, second)
    return heads


def _head(heads, woman):
    while heads[woman] != woman:
        heads[woman] = heads[heads[woman]]  # the way is shorter the next time
        woman = heads[woman]
    return woman
