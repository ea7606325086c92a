"""Reference data of this app: the official ethnic groups, religions, and when women retire.

Codes of ethnic groups are the official ones. There is no official code list of religions for a
register like this: names are those of the recognised religions, codes are our own. The retirement
ages say of which law they are, and are to be compared with its annex before they are relied on.
"""

import csv
import datetime
from pathlib import Path

from django.db import transaction

from core.ranges import DateRange
from members.models import EthnicGroup, Religion, RetirementAge

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load():
    """Add what is missing; what the administrator has edited since stays as it is."""
    for model, name in ((EthnicGroup, "ethnic_groups.csv"), (Religion, "religions.csv")):
        known = set(model.objects.values_list("code", flat=True))
        missing = [row for row in _rows(name) if row["code"] not in known]
        model.objects.bulk_create(model(**row) for row in missing)
    if not RetirementAge.objects.exists():
        RetirementAge.objects.bulk_create(_retirement_ages())


def _retirement_ages():
    with (DATA / "retirement_ages.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            ends = (row["born_from"], row["born_until"])
            born = DateRange(*(datetime.date.fromisoformat(end) if end else None for end in ends))
            months = int(row["years"]) * 12 + int(row["months"])
            yield RetirementAge(born=born, months=months, source=row["source"])


def _rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            aliases = [alias for alias in row["aliases"].split("|") if alias]
            yield row | {"aliases": aliases, "order": int(row["order"])}
