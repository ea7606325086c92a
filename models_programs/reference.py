"""Reference data of this app: the household criteria of each era, and the emulation movement."""

import csv
from pathlib import Path

from django.db import transaction

from models_programs.models import Campaign, CriteriaSet, Criterion

CRITERIA = Path(__file__).parent / "data" / "household_criteria.csv"
EMULATION = {
    "name": "Xây dựng người phụ nữ Lâm Đồng thời đại mới",
    "year_from": 2021,
    "is_emulation": True,
}


@transaction.atomic
def load():
    """Add what is missing; what the administrator has edited since stays as it is."""
    for row in _rows():
        criteria_set, _ = CriteriaSet.objects.get_or_create(
            key=row["set_key"],
            defaults={
                "name": row["set_name"],
                "year_from": int(row["year_from"]),
                "year_to": _year(row["year_to"]),
                "is_main": row["main"] == "yes",
            },
        )
        Criterion.objects.get_or_create(
            criteria_set=criteria_set,
            number=int(row["number"]),
            defaults={
                "label": row["label"],
                "guidance": row["guidance"],
                "sensitive": row["sensitive"] == "yes",
                "last_year": _year(row["last_year"]),
            },
        )
    Campaign.objects.get_or_create(key="phu-nu-lam-dong", defaults=EMULATION)


def _rows():
    with CRITERIA.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _year(text):
    return int(text) if text else None
