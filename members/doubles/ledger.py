"""What a merging changed, row by row, so that it can be taken back exactly.

An entry is {"model", "pk", "before", "after"}: the stored values of a row, None where there was
none. Generated columns follow by themselves. The whole ledger is kept sealed.
"""

import json

from django.apps import apps


class Ledger:
    """Remembers each row as it was before its first change."""

    def __init__(self):
        self._rows = {}

    def about_to_change(self, row):
        """Call before a row is changed or deleted."""
        key = (type(row), row.pk)
        if key not in self._rows:
            self._rows[key] = values_of(type(row)._base_manager.get(pk=row.pk))

    def entries(self):
        """What has changed until now; rows that came out as they were are left out."""
        entries = []
        for (model, pk), before in self._rows.items():
            row = model._base_manager.filter(pk=pk).first()
            after = values_of(row) if row else None
            if after != before:
                label = model._meta.label
                entries.append({"model": label, "pk": pk, "before": before, "after": after})
        return entries

    def as_text(self):
        return json.dumps(self.entries(), ensure_ascii=False)


def values_of(row):
    """`{column: value}` of a row in plain JSON values, to the last microsecond."""
    return {field.attname: _plain(field, row) for field in stored_fields(type(row))}


def stored_fields(model):
    return [field for field in model._meta.concrete_fields if not field.generated]


def _plain(field, row):
    value = field.value_from_object(row)
    if value is None or isinstance(value, str | int | float | dict | list):
        return value
    return field.value_to_string(row)


def python_values(model, values):
    """The same values as the model holds them; columns that are no more are passed over."""
    fields = {field.attname: field for field in stored_fields(model)}
    return {
        name: None if value is None else _read(fields[name], value)
        for name, value in values.items()
        if name in fields
    }


def _read(field, value):
    target = field.target_field if field.is_relation else field
    return target.to_python(value)


def model_of(entry):
    return apps.get_model(entry["model"])
