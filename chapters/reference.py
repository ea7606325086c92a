"""The units of the district as they stood in 2023, and the terms of office.

The day on which a unit began is not known, so it exists since ever; none has an end yet: see
`docs/adr/0005-the-district-of-2023.md`.
"""

import csv
import datetime
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from chapters.enums import Level
from chapters.models import Term, Unit
from chapters.services import open_unit
from core.ranges import days_from

UNITS = Path(__file__).parent / "data" / "units_2023.csv"
# Local congresses are held a year before the national one; the days differ from unit to unit, so
# the term is given by its years.
TERM = "2021–2026"
TERM_DAYS = days_from(datetime.date(2021, 1, 1), datetime.date(2027, 1, 1))


@transaction.atomic
def load():
    """Add the units and terms that are missing; what has been edited since stays as it is."""
    known = dict(Unit.objects.values_list("key", "pk"))
    for row in _rows():
        if row["key"] not in known:
            known[row["key"]] = _open(row, known.get(row["parent_key"])).pk
    for level in (Level.COMMUNE, Level.DISTRICT):
        Term.objects.get_or_create(level=level, name=TERM, defaults={"during": TERM_DAYS})


def _rows():
    with UNITS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _open(row, parent_id):
    place = {name: Decimal(row[name]) for name in ("latitude", "longitude") if row[name]}
    return open_unit(
        parent_id=parent_id,
        level=row["level"],
        name=row["name"],
        code=row["code"],
        key=row["key"],
        order=int(row["order"]),
        by=None,
        **place,
    )
