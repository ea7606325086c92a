"""Words of the trail for what is done with cases."""

from django.utils.translation import gettext_lazy as _

KEYS = {}
DEEDS = {"case_emptied": _("what the case said was forgotten after its time")}
