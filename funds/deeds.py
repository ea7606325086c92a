"""Words of the trail for what is done with dues and funds."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from funds.enums import WaiverReason

KEYS = {
    "amount": pgettext_lazy("audit detail", "Amount in VND"),
}
DEEDS = {
    # Whoever works away is told so by the member book, of whose lists it is a column too.
    **{reason.value: reason.label for reason in WaiverReason if reason != WaiverReason.AWAY},
    "dues_paid": _("wrote down a payment of dues"),
    "dues_taken": _("wrote down who paid dues"),
    "dues_reversed": _("took back a payment of dues"),
    "dues_waived": _("waived dues"),
    "waiver_lifted": _("lifted a waiver of dues"),
    "fund_in": _("wrote down an income of the fund"),
    "fund_out": _("wrote down an expense of the fund"),
    "fund_reversed": _("took back a line of the fund"),
    "fund_book": _("printed the fund book"),
}
