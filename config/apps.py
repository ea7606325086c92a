from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Makes the Celery application current wherever Django runs."""

    name = "config"

    def ready(self):
        from config import celery  # noqa: F401  settings must be ready first
