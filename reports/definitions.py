"""What each row of the appendix counts, as it stands under the table and above the names."""

from django.utils.translation import gettext_lazy as _

DEFINITIONS = {
    "A4": _("Typed in by each chapter from the population register; never derived."),
    "A5": _("Ordinary members on the day before the period."),
    "A6": _("Memberships that began in the period, transfers left out."),
    "A7": _("Members who came from a unit outside this one in the period."),
    "A8": _("Members who went to a unit outside this one in the period."),
    "A9": _("Memberships that ended in the period for any other reason."),
    "A10": _("Ordinary members on the closing day, counted directly."),
    "H1": _("Women introduced to a Party cell in writing, by the date of the letter."),
    "H2": _("Women sent to the awareness class, by the date of the decision."),
    "H3": _("Women who hold the certificate, by its date."),
    "H4": _("Women whose branch of the Party passed the resolution to propose them, by its date."),
    "H5": _("Women admitted as probationary members, by the date of the ceremony."),
    "H6": _("Women recognised as official members, by the date of the decision."),
    "H7": _("Women whose case is open on the closing day."),
    "H8": _("Branches without an open case on the closing day."),
}
