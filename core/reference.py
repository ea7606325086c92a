"""Public holidays with their days in lieu, as the Government announced them.

Days that were not announced when this was written say so ("dự kiến"). The administrator corrects
the table each year.
"""

import csv
from pathlib import Path

from core.models import Holiday

HOLIDAYS = Path(__file__).parent / "data" / "holidays.csv"


def load():
    """Add the days that are missing; what the administrator has edited since stays as it is."""
    with HOLIDAYS.open(encoding="utf-8", newline="") as file:
        days = [Holiday(**row) for row in csv.DictReader(file)]
    Holiday.objects.bulk_create(days, ignore_conflicts=True)
