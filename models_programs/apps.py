from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModelsProgramsConfig(AppConfig):
    name = "models_programs"
    verbose_name = _("Campaigns and models")

    def ready(self):
        import_module("models_programs.tallies")  # declares the figures
