"""Geometry of the small charts: plain numbers in, plain numbers out, no markup."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Bar:
    """One row of a bar chart or a funnel; `width` and `left` are percents of the drawing."""

    label: str
    value: int | float | Decimal
    url: str
    note: str
    is_here: bool
    width: str
    left: str


def _field(row, name, default=""):
    value = row.get(name, default) if isinstance(row, dict) else getattr(row, name, default)
    return default if value is None else value


def _percent(number):
    """As SVG wants it, whatever the language of the page: a point, never a comma."""
    return f"{float(number):.2f}".rstrip("0").rstrip(".") + "%"


def bars_of(rows, *, centred=False):
    """Rows (dicts or objects with `label`, `value`, and perhaps `url`, `note`, `is_here`) as bars.

    The longest bar fills the drawing. A missing or negative value draws nothing, and a positive
    one is never thinner than half a percent, so that one case among thousands is still seen.
    """
    rows = list(rows)
    top = max((_field(row, "value", 0) for row in rows), default=0)
    bars = []
    for row in rows:
        value = _field(row, "value", 0)
        width = max(float(value) / float(top) * 100, 0.5) if value > 0 else 0.0
        bars.append(
            Bar(
                label=_field(row, "label"),
                value=value,
                url=_field(row, "url"),
                note=_field(row, "note"),
                is_here=bool(_field(row, "is_here", False)),
                width=_percent(width),
                left=_percent((100 - width) / 2 if centred else 0),
            )
        )
    return bars
