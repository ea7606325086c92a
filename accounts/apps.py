from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    default = True
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self):
        import_module("accounts.receivers")  # listens to sign-ins, once models are ready


class ReferenceAdminConfig(admin_apps.AdminConfig):
    """Django's admin site with our door."""

    default = False
    default_site = "accounts.reference_site.ReferenceSite"
