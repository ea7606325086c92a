"""Words of the trail for what is done with lists that are brought in."""

from django.utils.translation import gettext_lazy as _

from imports.enums import Decision

KEYS = {decision.value: decision.label for decision in Decision}
DEEDS = {
    "list_uploaded": _("brought a list in"),
    "list_accepting": _("had a list taken into the book"),
    "list_accepted": _("took a list into the book"),
    "list_refused": _("threw a list away"),
    "list_taken_back": _("took a list back"),
    "list_corrected": _("read the corrections of a list"),
    "list_rows_fetched": _("fetched the rows of a list with a question"),
    "started_again": _("started the work on a list again"),
}
