from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """Stands above every other app, writes invented rows of them all, and shows no page."""

    name = "demo"
    verbose_name = _("Demonstration data")
