from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChaptersConfig(AppConfig):
    name = "chapters"
    verbose_name = _("Units of the Union")

    def ready(self):
        import_module("chapters.tallies")  # declares the figures, once models are ready
