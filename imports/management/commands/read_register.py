import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from imports import lists
from imports.reading import Unreadable, read_register

SCHOOLING = {"none": "Không biết chữ", "primary": "Tiểu học", "lower": "THCS", "upper": "THPT"}
KEPT = ("full_name", "national_id", "phone", "ethnicity", "religion")
MARKS = ("core", "party", "away")


class Command(BaseCommand):
    help = "Read a register as a chapter keeps it and print what was understood."
    requires_system_checks = ()
    read = staticmethod(read_register)

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="one JSON object for each row")
        parser.add_argument("--encoding", choices=("unicode", "tcvn3", "vni"))

    def handle(self, *, file, encoding, **options):
        try:
            content = file.read_bytes()
            reading = self.read(content, file.name, lists=lists.from_files(), encoding=encoding)
        except (OSError, Unreadable) as error:
            raise CommandError(str(error), returncode=2) from error
        if options["json"]:
            for row in reading.rows:
                self.stdout.write(json.dumps(self.plain(row), ensure_ascii=False))
        else:
            self._tell(reading)

    def plain(self, row):
        """A row with the keys of a careful clerk: null is what the file does not say."""
        values = row.values
        return {
            "sheet": row.sheet,
            "source_row": row.source_row,
            **({"block": row.block} if row.block else {}),
            "birth": _date_or_year(values.get("birth")),
            **{key: values.get(key) for key in KEPT},
            "education": SCHOOLING.get(values.get("schooling")),
            "joined_year": int(values["joined"][:4]) if "joined" in values else None,
            "branch": values.get("branch"),
            **{key: values.get(key) for key in MARKS},
            "questions": [plain_question(question) for question in row.questions],
        }

    def _tell(self, reading):
        for sheet in reading.sheets:
            asked = sum(1 for row in sheet.rows if row.questions)
            self.stdout.write(f"{sheet.name}: {len(sheet.rows)} rows, {asked} with questions")
            for column in sheet.columns:
                self.stdout.write(f"  {column.header or '-'}: {column.field or 'left out'}")
        for problem in reading.problems:
            self.stdout.write(problem)


def _date_or_year(value):
    """A whole date, else the year alone, even where the month is told."""
    return value if value is None or len(value) == 10 else value[:4]


def plain_question(question):
    keys = ("field", "code", "raw", "suggestion", "message")
    return {key: getattr(question, key) for key in keys}
