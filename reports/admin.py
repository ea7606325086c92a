from django.contrib import admin

from reports.models import ReportingPeriod


@admin.register(ReportingPeriod)
class ReportingPeriodAdmin(admin.ModelAdmin):
    """Data windows and due dates; a window's last date is the first day that no longer counts."""

    list_display = ["code", "window", "chapter_due", "district_due"]
    search_fields = ["code"]
