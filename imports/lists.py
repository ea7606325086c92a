"""The reference lists that a reading compares with: from the files of the product, or as kept."""

import csv
from itertools import groupby
from pathlib import Path

from django.conf import settings

from imports.reading import Criteria, Lists, Named

ROOT = Path(settings.BASE_DIR)
ETHNIC_GROUPS = ROOT / "members" / "data" / "ethnic_groups.csv"
RELIGIONS = ROOT / "members" / "data" / "religions.csv"
CRITERIA = ROOT / "models_programs" / "data" / "household_criteria.csv"


def from_files():
    """The lists as the product brings them along; touches no database."""
    return Lists(
        ethnic_groups=tuple(map(_named, _rows(ETHNIC_GROUPS))),
        religions=tuple(map(_named, _rows(RELIGIONS))),
        criteria=tuple(_criteria(_rows(CRITERIA))),
    )


def _rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _named(row):
    return Named(row["name"], tuple(alias for alias in row["aliases"].split("|") if alias))


def _criteria(rows):
    for key, group in groupby(rows, key=lambda row: row["set_key"]):
        members = list(group)
        first, last = members[0], members[0]["year_to"]
        yield Criteria(
            key=key,
            name=first["set_name"],
            year_from=int(first["year_from"]),
            year_to=int(last) if last else None,
            labels=tuple(row["label"] for row in members),
        )
