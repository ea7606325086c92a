"""Registers and grids as nineteen officers would keep them, invented at random, with the truth.

`register(seed)` and `grid(seed)` give an `Invented`: the bytes of a file, its name, and what a
careful clerk would type from it. Words and habits are written here anew and not taken from the
reader's tables, so that the reader is measured and not mirrored.
"""

from tests.imports.invented.grids import grid
from tests.imports.invented.registers import register
from tests.imports.invented.score import Invented, score

__all__ = ["Invented", "grid", "register", "score"]
