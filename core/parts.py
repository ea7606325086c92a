"""What each app may add to a job of the whole house, without the house knowing the app."""

from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule


def parts(name):
    """The modules `<app>.<name>` that exist, in the order of the apps: `parts("reference")`."""
    configs = [c for c in apps.get_app_configs() if module_has_submodule(c.module, name)]
    return [import_module(f"{config.name}.{name}") for config in configs]
