"""With this every writing begins: a row that is hers to change, under a lock and read anew."""

from django.utils.translation import gettext as _

from core.exceptions import DomainError


class NotHers(DomainError):
    """The row is gone, or not, or no longer, in a unit where she may change it."""


class Forgotten(DomainError):
    """Her data were anonymised: nothing more is written of her."""


def locked(rows, *, by, permission, pk, no_key=False):
    """The row `pk` of scoped `rows` that `by` may change by `permission`.

    Raises `NotHers`, and `Forgotten` for a woman whose data were anonymised. With `no_key` others
    may meanwhile write rows that point at it.
    """
    rows = rows.visible_to(by, permission).select_for_update(of=("self",), no_key=no_key)
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotHers(_("This record is no longer in your unit. Nothing has been saved."))
    refuse_forgotten(found)
    return found


def refuse_forgotten(row):
    """Raise `Forgotten` for a woman whose data were anonymised; any other row passes."""
    if getattr(row, "anonymised_on", None):
        raise Forgotten(
            _("The data of %(woman)s were anonymised; nothing more is written on this record.")
            % {"woman": row}
        )
