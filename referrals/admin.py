"""Rule sets are edited by the system administrator; past deadlines keep the one they used."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from referrals.models import RuleSet


@admin.register(RuleSet)
class RuleSetAdmin(admin.ModelAdmin):
    list_display = ["name", "key", "valid", "certificate_months", "decision_working_days", "doubt"]
    search_fields = ["key", "name", "documents"]

    @admin.display(description=_("not yet verified"), boolean=True)
    def doubt(self, row):
        return bool(row.unsure)

    def has_delete_permission(self, request, obj=None):
        """Deadlines name their rule set, so one is ended, never removed."""
        return False
