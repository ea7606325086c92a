from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Makes the Celery application current wherever Django runs."""

    name = "config"

    def ready(self):
        from config.celery import app  # the settings must be ready first

        app.set_default()
