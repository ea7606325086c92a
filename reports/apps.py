from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from chapters.periods import use_windows


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self):
        use_windows(import_module("reports.periods").period_of)  # pages below count the same days
