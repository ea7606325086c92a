"""The Celery application, and everything that happens by the clock."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

app = Celery("sohoi")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "heartbeat": {"task": "config.tasks.beat_heart", "schedule": 30, "options": {"expires": 30}},
    "tally-current-periods": {
        "task": "reports.tasks.tally_current_periods",
        "schedule": crontab(hour=2, minute=0),
        "options": {"expires": 6 * 60 * 60},
    },
}
