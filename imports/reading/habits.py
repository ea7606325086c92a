"""How dates are written in a column, which a single cell does not tell.

A list in which the second number passes 12 again and again, and the first never, has the month
first. And where a computer set to American dates got Vietnamese ones, Excel took 05/03/1974 for the
3rd of May and left 25/03/1974 as text: real dates with days up to 12 only, texts with days above.
"""

import datetime
import re
from dataclasses import dataclass

from imports.reading.questions import Question, Why
from imports.reading.values.cells import Read, text_of

ENOUGH_AMERICAN = 3
ENOUGH_SWAPPED = 6
_DATE = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(?:\d{4}|\d{2})")


@dataclass(frozen=True)
class DateHabit:
    month_first: bool = False
    swapped: bool = False

    def amended(self, read, cell, field):
        """A real date of a swapped column the other way round, and asked."""
        if not self.swapped or not isinstance(cell, datetime.date) or read.value is None:
            return read
        if cell.day > 12 or cell.day == cell.month or len(read.value) < 10:
            return read
        value = f"{cell.year:04}-{cell.day:02}-{cell.month:02}"
        return Read(value, (Question(field, Why.DATE_SWAPPED, text_of(cell), value),))


def habit_of(cells):
    """The habit of a column's cells."""
    real = [cell for cell in cells if isinstance(cell, datetime.date) and cell.year > 1910]
    pairs = [
        (int(match[1]), int(match[2]))
        for cell in cells
        if isinstance(cell, str) and (match := _DATE.fullmatch(cell.strip()))
    ]
    day_first = sum(1 for first, second in pairs if first > 12 >= second)
    month_first = sum(1 for first, second in pairs if second > 12 >= first)
    unclear = len(pairs) - day_first - month_first
    return DateHabit(
        month_first=month_first >= ENOUGH_AMERICAN and not day_first,
        swapped=(
            min(len(real), day_first) >= ENOUGH_SWAPPED
            and not unclear
            and not month_first
            and all(day.day <= 12 for day in real)
        ),
    )
