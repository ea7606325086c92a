from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferralsConfig(AppConfig):
    name = "referrals"
    verbose_name = _("Party referrals")

    def ready(self):
        import_module("referrals.tallies")  # declares the indicators, once models are ready
