"""Rows go into the database with COPY: a hundred thousand in a second or two.

Columns that a table does not name get the model's default, so that a new field needs no change
here. What the services would have written beside (paths, hashes, home units) is the caller's.
"""

import datetime
import io
import json

from django.db import connection

NULL = r"\N"
_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


class _Writers(dict):
    """How values of a type are written; a kind of str, such as a choice, as str."""

    def __missing__(self, kind):
        self[kind] = next(self[base] for base in kind.__mro__ if base in self)
        return self[kind]


_AS_TEXT = _Writers(
    {
        str: lambda value: value.translate(_ESCAPES),
        int: str,
        bool: lambda value: "t" if value else "f",
        type(None): lambda value: NULL,
        datetime.date: datetime.date.isoformat,
        datetime.datetime: datetime.datetime.isoformat,
        tuple: lambda days: f"[{days[0] or ''},{days[1] or ''})",
        dict: lambda value: json.dumps(value, ensure_ascii=False).translate(_ESCAPES),
    }
)


def as_text(value):
    """One value as COPY reads it; a pair of days is a half-open range."""
    return _AS_TEXT[type(value)](value)


class Table:
    """Rows of one model waiting to be copied; `add` gives each the next free id."""

    def __init__(self, model, *names):
        self.table = model._meta.db_table
        fields = {field.name: field for field in model._meta.concrete_fields if _written(field)}
        rest = [name for name in fields if name not in (*names, "id")]
        self.columns = [fields[name].column for name in ("id", *names, *rest)]
        self._rest = "".join(f"\t{_default(fields[name])}" for name in rest)
        self._lines = []
        self.last_id = self._sequence("SELECT nextval({})") - 1

    def add(self, *values):
        """One row with the named columns in their order; its id."""
        self.last_id += 1
        texts = "\t".join([_AS_TEXT[type(value)](value) for value in values])
        self._lines.append(f"{self.last_id}\t{texts}{self._rest}\n")
        return self.last_id

    def flush(self):
        """Copy what is waiting."""
        if not self._lines:
            return
        columns = ", ".join(f'"{column}"' for column in self.columns)
        with connection.cursor() as cursor:
            rows = io.StringIO("".join(self._lines))
            cursor.copy_expert(f'COPY "{self.table}" ({columns}) FROM STDIN', rows)
        self._lines.clear()
        self._sequence(f"SELECT setval({{}}, {max(self.last_id, 1)})")

    def _sequence(self, sql):
        with connection.cursor() as cursor:
            cursor.execute(sql.format("pg_get_serial_sequence(%s, 'id')"), [f'"{self.table}"'])
            return cursor.fetchone()[0]


def _written(field):
    return not field.generated


def _default(field):
    if field.has_db_default():
        raise ValueError(f"{field} is given by the database: name it")
    value = field.get_default()
    if value is None and not field.null:
        raise ValueError(f"{field} has no default: name it")
    return as_text(value)
