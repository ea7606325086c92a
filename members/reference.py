"""Reference data of this app: the official ethnic groups, and religions.

Codes of ethnic groups are the official ones. There is no official code list of religions for a
register like this: names are those of the recognised religions, codes are our own.
"""

import csv
from pathlib import Path

from django.db import transaction

from members.models import EthnicGroup, Religion

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load():
    """Add what is missing; what the administrator has edited since stays as it is."""
    for model, name in ((EthnicGroup, "ethnic_groups.csv"), (Religion, "religions.csv")):
        known = set(model.objects.values_list("code", flat=True))
        missing = [row for row in _rows(name) if row["code"] not in known]
        model.objects.bulk_create(model(**row) for row in missing)


def _rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            aliases = [alias for alias in row["aliases"].split("|") if alias]
            yield row | {"aliases": aliases, "order": int(row["order"])}
