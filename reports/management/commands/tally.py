import json
from decimal import Decimal

from django.core.management.base import BaseCommand, CommandError

from chapters.models import Unit
from core.exceptions import DomainError
from reports.periods import period_of
from reports.services import count


class Command(BaseCommand):
    help = "Count the figures of a unit and its children in a period, live."

    def add_arguments(self, parser):
        parser.add_argument("--period", required=True, help="2023-Q3, 2023-H1, 2023-9M or 2023")
        parser.add_argument("--unit", required=True, help="key of a unit, such as di-linh")
        parser.add_argument("--json", action="store_true", help="{unit_key: {code: value}}")

    def handle(self, *, period, unit, **options):
        try:
            figures = count(Unit.objects.get(key=unit), period_of(period))
        except Unit.DoesNotExist as absent:
            raise CommandError(f"There is no unit with the key {unit!r}.", returncode=2) from absent
        except DomainError as error:
            raise CommandError(str(error), returncode=2) from error
        if options["json"]:
            self.stdout.write(json.dumps(figures, default=_number, ensure_ascii=False))
        else:
            self._table(figures)

    def _table(self, figures):
        codes = list(next(iter(figures.values())))
        self.stdout.write("\t".join(["unit", *codes]))
        for key, row in figures.items():
            self.stdout.write("\t".join([key, *(str(row[code]) for code in codes)]))


def _number(value):
    """A ratio as a plain number: 60.5, or 100 when it is whole."""
    if not isinstance(value, Decimal):
        raise TypeError(f"{value!r} is no figure")
    return int(value) if value == int(value) else float(value)
