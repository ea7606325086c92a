"""The rule sets as data, loaded by `manage.py load_reference`."""

import datetime
import json
from pathlib import Path

from django.db.backends.postgresql.psycopg_any import DateRange

from core.ranges import days_from
from referrals.models import RuleSet

SOURCE = Path(__file__).parent / "data" / "rule_sets.json"


def load():
    """Add the rule sets that are missing. What the administrator has corrected stays hers."""
    for row in json.loads(SOURCE.read_text(encoding="utf-8")):
        fields = {name: row[name] for name in ("name", "documents", "ceremony_from", "unsure")}
        fields["valid"] = _span(row["from"], row["until"])
        RuleSet.objects.get_or_create(key=row["key"], defaults=fields)


def _span(first, until):
    ends = [datetime.date.fromisoformat(day) if day else None for day in (first, until)]
    return days_from(*ends) if ends[0] else DateRange(None, ends[1], "[)")
