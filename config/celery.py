"""The Celery application, and everything that happens by the clock."""

import os

from celery import Celery
from celery.schedules import crontab
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

app = Celery("sohoi")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["members.exports"])  # it reads filters of pages, which stand above tasks
app.autodiscover_tasks(["members.doubles"])


@worker_ready.connect
def report_for_duty(**_):
    """A worker that has just come up need not wait for the first beat to count as alive."""
    app.send_task("config.tasks.beat_heart")


app.conf.beat_schedule = {
    "heartbeat": {"task": "config.tasks.beat_heart", "schedule": 30, "options": {"expires": 30}},
    "follow-placements": {
        "task": "chapters.tasks.follow_placements",
        "schedule": crontab(hour=0, minute=5),
        "options": {"expires": 6 * 60 * 60},
    },
    "tally-current-periods": {
        "task": "reports.tasks.tally_current_periods",
        "schedule": crontab(hour=2, minute=0),
        "options": {"expires": 6 * 60 * 60},
    },
    "count-glances": {
        "task": "reports.tasks.count_glances",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 5 * 60},
    },
    "requeue-lost-jobs": {
        "task": "core.tasks.requeue_lost_jobs",
        "schedule": crontab(minute="*/3"),
        "options": {"expires": 3 * 60},
    },
    "throw-away-outdated-exports": {
        "task": "members.exports.tasks.throw_away_outdated",
        "schedule": crontab(minute=20),
        "options": {"expires": 60 * 60},
    },
    "throw-away-old-lists": {
        "task": "imports.tasks.throw_away_old_files",
        "schedule": crontab(hour=3, minute=30),
        "options": {"expires": 6 * 60 * 60},
    },
    "forget-what-is-past-its-time": {
        "task": "audit.tasks.forget_what_is_past_its_time",
        "schedule": crontab(hour=3, minute=45),
        "options": {"expires": 6 * 60 * 60},
    },
    "open-periods": {
        "task": "reports.tasks.open_periods",
        "schedule": crontab(hour=1, minute=0, day_of_month=1),
        "options": {"expires": 24 * 60 * 60},
    },
}
