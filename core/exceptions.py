"""Errors that a person can make, with messages fit to show her."""

from django.utils.translation import gettext as _


class DomainError(Exception):
    """A rule refuses what was asked. The message is translated, and says what would be right.

    `field` names the form field it belongs to, if there is one.
    """

    def __init__(self, message, *, field=None):
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self):
        return str(self.message)


class StaleEdit(DomainError):
    """Somebody else saved the row in the meantime; nothing has been written.

    `conflicts` holds, for each field that both changed, its label with both values:
    `(name, label, theirs, ours)`.
    """

    def __init__(self, conflicts=(), message=None):
        self.conflicts = list(conflicts)
        super().__init__(
            message
            or _(
                "Somebody else changed this record while you were editing it. "
                "Compare both values below, then save again."
            )
        )
